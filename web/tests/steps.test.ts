/** A long list drawn in steps is whole all the same: whoever is led to a row finds it drawn. */
import { describe, expect, it } from "vitest";
import type { Panel } from "../src/panels/panel";
import { Steps } from "../src/panels/steps";

const panel = { requestUpdate: () => undefined, updateComplete: Promise.resolve(true), querySelectorAll: () => [] } as unknown as Panel;
const rows = Array.from({ length: 234 }, (_, at) => at);
const nowhere = (): boolean => false;

describe("a long list", () => {
  it("begins with its first rows", () => {
    expect(new Steps(panel).of(rows, "all", nowhere)).toEqual(rows.slice(0, 50));
    expect(new Steps(panel).of(rows.slice(0, 12), "few", nowhere)).toEqual(rows.slice(0, 12));
  });

  it("is drawn as far as the row somebody is led to, and stays so", () => {
    const steps = new Steps(panel);
    expect(steps.of(rows, "all", (row) => row === 120)).toEqual(rows.slice(0, 150));
    expect(steps.of(rows, "all", nowhere)).toEqual(rows.slice(0, 150));
    expect(steps.of(rows, "all", (row) => row === 149)).toEqual(rows.slice(0, 150));
    expect(steps.of(rows, "all", (row) => row === 233)).toEqual(rows);
  });

  it("begins anew when it is another list", () => {
    const steps = new Steps(panel);
    steps.of(rows, "all", (row) => row === 120);
    expect(steps.of(rows, "only halls", nowhere)).toEqual(rows.slice(0, 50));
  });
});
