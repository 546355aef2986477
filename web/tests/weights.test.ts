/** The three weights: their sum, their limits, and the percentages that are shown. */
import { describe, expect, it } from "vitest";
import type { Weights } from "../src/api/types";
import { rebalance, wholePercentages } from "../src/state/weights";
import { chance } from "./chance";

describe("moving one weight", () => {
  it.each([0.3, 0.45, 0.85])("keeps the sum at 1 and all three inside their limits when uplift may be %d", (mostUplift) => {
    const random = chance(3);
    let weights: Weights = [0.5, 0.3, 0.2];
    for (let round = 0; round < 3000; round += 1) {
      weights = rebalance(weights, Math.floor(random() * 3) as 0 | 1 | 2, random() * 1.4 - 0.2, mostUplift);
      expect(weights[0] + weights[1] + weights[2]).toBeCloseTo(1, 10);
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0.05 - 1e-9);
      expect(Math.max(weights[0], weights[1])).toBeLessThanOrEqual(0.85 + 1e-9);
      expect(weights[2]).toBeLessThanOrEqual(mostUplift + 1e-9);
    }
  });

  it("gives what was asked for when that is possible", () => {
    expect(rebalance([0.5, 0.3, 0.2], 0, 0.7)[0]).toBeCloseTo(0.7);
    expect(rebalance([0.5, 0.3, 0.2], 0, 0.7)).toEqual([0.7, expect.closeTo(0.18), expect.closeTo(0.12)]);
  });

  it("stops uplift at 30% unless more is allowed", () => {
    expect(rebalance([0.5, 0.3, 0.2], 2, 0.6)[2]).toBeCloseTo(0.3);
    expect(rebalance([0.5, 0.3, 0.2], 2, 0.6, 0.85)[2]).toBeCloseTo(0.6);
  });

  it("brings weights made under a wider limit back inside a narrower one", () => {
    expect(rebalance([0.2, 0.2, 0.6], 0, 0.2, 0.3)[2]).toBeLessThanOrEqual(0.3 + 1e-9);
  });
});

describe("the percentages that are shown", () => {
  it.each<[Weights, Weights]>([
    [[0.5, 0.3, 0.2], [50, 30, 20]],
    [[0.45, 0.25, 0.3], [45, 25, 30]],
    [[0.29, 0.57, 0.14], [29, 57, 14]],
    [[1 / 3, 1 / 3, 1 / 3], [34, 33, 33]],
    [[0.4643, 0.2857, 0.25], [46, 29, 25]],
    [[0.9999, 0, 0], [100, 0, 0]],
  ])("of %j are %j", (weights, expected) => {
    expect(wholePercentages(weights)).toEqual(expected);
  });

  it("always sum to 100 and lie within one of what they stand for", () => {
    const random = chance(11);
    for (let round = 0; round < 2000; round += 1) {
      const parts = [random(), random(), random()];
      const sum = parts.reduce((total, part) => total + part, 0);
      const weights = parts.map((part) => part / sum) as Weights;
      const shown = wholePercentages(weights);
      expect(shown.reduce((total, part) => total + part, 0)).toBe(100);
      for (const index of [0, 1, 2] as const) expect(Math.abs(shown[index] - weights[index] * 100)).toBeLessThan(1);
    }
  });
});
