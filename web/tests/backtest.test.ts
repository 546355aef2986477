/** What the chart of the back-test says: the bad years by name, and one scale for all charts. */
import { describe, expect, it } from "vitest";
import type { BaseYear, Horizon } from "../src/api/types";
import { badYears, commonScale, runsOfYears } from "../src/state/backtest";
import recorded from "./answers/method.json";

const horizons = recorded.backtest.horizons as Horizon[];

function horizon(scores: number[], low = 0.05, high = 0.15): Horizon {
  const base_years = scores.map((score, index) => ({ year: 2000 + index, score, headroom_given_price: 0.1 }) as BaseYear);
  return { base_years, headroom_low: low, headroom_high: high } as Horizon;
}

describe("bad years", () => {
  it("are those that pointed the wrong way, and those that pointed nowhere", () => {
    expect(badYears(horizon([0.1, -0.1, 0, 0.2]), "score")).toEqual([2001, 2002]);
    expect(badYears(horizon([0.1, -0.1, 0, 0.2]), "headroom_given_price")).toEqual([]);
  });

  it("are named as runs", () => {
    expect(runsOfYears(badYears(horizons[0] as Horizon, "score"))).toEqual([[2005, 2010]]);
    expect(runsOfYears([2014, 2006, 2005, 2007])).toEqual([[2005, 2007], [2014, 2014]]);
    expect(runsOfYears([])).toEqual([]);
  });
});

describe("the scale of the charts", () => {
  it("holds every value of every horizon, the range of the average, and zero", () => {
    const scale = commonScale(horizons);
    const values = horizons.flatMap((each) => [each.headroom_low, each.headroom_high, ...each.base_years.flatMap((base) => [base.score, base.headroom_given_price])]);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(scale.low);
    expect(Math.max(...values)).toBeLessThanOrEqual(scale.high);
    expect(scale.steps).toContain(0);
  });

  it.each([
    [[0.1, 0.5], 0, 0.6],
    [[0.6, -0.4], -0.4, 0.6],
    [[-0.41, 0.61], -0.6, 0.8],
    [[-0.3, -0.2], -0.4, 0.2],
  ])("of %j goes from %d to %d in whole steps", (scores, low, high) => {
    const scale = commonScale([horizon(scores)]);
    expect([scale.low, scale.high]).toEqual([low, high]);
  });

  it("stands although nothing was measured", () => {
    const scale = commonScale([]);
    expect(scale.high).toBeGreaterThan(scale.low);
  });
});
