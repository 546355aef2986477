/** Which gaps are worth filling first. */
import { describe, expect, it } from "vitest";
import type { Match } from "../src/api/types";
import { worthAsking } from "../src/state/worthasking";

const match = (label: string | null, points = 0): Match => ({ most_useful: label === null ? null : { criterion: label, label, points } }) as unknown as Match;

describe("what to find out first", () => {
  it("is what could move a score most, each thing once with the most it could do", () => {
    expect(worthAsking([match("Condition", 3), match("Planning", 5), match(null), match("Condition", 7)])).toEqual([
      { label: "Condition", points: 7 },
      { label: "Planning", points: 5 },
    ]);
  });

  it("is in order of name where it comes to the same, and nothing where nothing is missing", () => {
    expect(worthAsking([match("Step-free", 2), match("Condition", 2)]).map(({ label }) => label)).toEqual(["Condition", "Step-free"]);
    expect(worthAsking([match(null)])).toEqual([]);
  });
});
