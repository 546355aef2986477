/** Several assets chosen from a list. */
import { describe, expect, it } from "vitest";
import { MOST_SELECTED, chosenWith } from "../src/state/selection";

const many = (from: number, to: number): { id: string; name: string }[] =>
  Array.from({ length: to - from }, (_, number) => ({ id: `a-${from + number}`, name: `Asset ${from + number}` }));

describe("a choice of several", () => {
  it("keeps the order in which they were chosen, and each once", () => {
    const chosen = chosenWith(chosenWith(new Map(), many(0, 2), true), many(1, 3), true);
    expect([...chosen.keys()]).toEqual(["a-0", "a-1", "a-2"]);
    expect([...chosenWith(chosen, many(1, 2), false).keys()]).toEqual(["a-0", "a-2"]);
  });

  it("holds no more than the service changes at once", () => {
    const full = chosenWith(new Map(), many(0, MOST_SELECTED + 5), true);
    expect(full.size).toBe(MOST_SELECTED);
    expect(chosenWith(full, many(0, 1), true).size).toBe(MOST_SELECTED);
    expect(chosenWith(chosenWith(full, many(0, 1), false), many(700, 702), true).size).toBe(MOST_SELECTED);
  });
});
