/** What the chart and the table of a back-test say: years in which it failed, and the scale that holds them all. */
import type { Horizon } from "../api/types";

export type Measure = "score" | "headroom_given_price";

/** Base years in which the measure pointed the wrong way, or nowhere. */
export const badYears = (horizon: Horizon, measure: Measure): number[] =>
  horizon.base_years.filter((base) => base[measure] <= 0).map(({ year }) => year);

/** [2005, 2006, 2007, 2014] -> [[2005, 2007], [2014, 2014]] */
export function runsOfYears(years: number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const year of [...years].sort((one, other) => one - other)) {
    const last = runs[runs.length - 1];
    if (last && year <= last[1] + 1) last[1] = year;
    else runs.push([year, year]);
  }
  return runs;
}

export interface Scale {
  low: number;
  high: number;
  /** Where lines are drawn, from low to high. */
  steps: number[];
}

const STEP = 0.2;

/** One scale for all horizons, so that their charts compare: whole steps around all values, and always zero. */
export function commonScale(horizons: Horizon[]): Scale {
  const values = horizons.flatMap((horizon) => [
    horizon.headroom_low,
    horizon.headroom_high,
    ...horizon.base_years.flatMap((base) => [base.score, base.headroom_given_price]),
  ]);
  // A hair is taken off, so that a value on a step, say 0.6000000001, asks for no further one.
  const least = Math.floor(Math.min(0, ...values) / STEP + 1e-9);
  const most = Math.max(least + 1, Math.ceil(Math.max(0, ...values) / STEP - 1e-9));
  const steps = Array.from({ length: most - least + 1 }, (_, index) => Math.round((least + index) * STEP * 10) / 10);
  return { low: steps[0] ?? 0, high: steps[steps.length - 1] ?? STEP, steps };
}
