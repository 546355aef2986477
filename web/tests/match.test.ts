/** The three parts on the face of a match. */
import { describe, expect, it } from "vitest";
import type { Match } from "../src/api/types";
import { pillarValue, wholeScore } from "../src/state/answers";
import recorded from "./answers/matches.json";

const match = (recorded as unknown as { matches: Match[] }).matches[0] as Match;

describe("a part of a score of which nothing is known", () => {
  it("is not known, and neither zero nor what it counts as meanwhile", () => {
    const unknown: Match = {
      ...match,
      suitability: { ...match.suitability, value: 0.5, completeness: 0 },
      deprivation: { ...match.deprivation, value: null, quality: 0 },
      uplift: { ...match.uplift, value: 0.375, quality: 0 },
    };
    for (const part of ["suitability", "deprivation", "uplift"] as const) expect(pillarValue(unknown, part)).toBeNull();
  });

  it("is its value out of 100 when some of it is known", () => {
    const known: Match = { ...match, uplift: { ...match.uplift, value: 0.834, quality: 0.3 } };
    expect(pillarValue(known, "uplift")).toBe(83);
  });
});

describe("a score as a whole number", () => {
  it.each([
    [69.7, 69],
    [70, 70],
    [54.5, 54],
    [39.99, 39],
    [72.5, 73],
    [99.6, 100],
    [0.2, 0],
  ])("of %d is %d, in the same band", (score, whole) => {
    expect(wholeScore(score)).toBe(whole);
  });
});
