/** Areas by deprivation and by how much dearer homes nearby are: which of them are picked, and how many stand where. */
import type { AreaFigures } from "../api/region";

/** From and to, the lower end included: shares of 1, and percent. */
export type Range = [number, number];

/** What is picked on the chart. */
export interface Picked {
  deprivation: Range;
  headroom_percent: Range;
}

export interface Standing {
  area: AreaFigures;
  deprivation: number;
  headroom_percent: number;
}

/** Where the classes of the table begin and end. The last deprivation class holds 1 itself. */
export const DEPRIVATION_CUTS: readonly number[] = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** As the map's: nearby cheaper, then 10, 20 and 35 percent dearer. The ends are wider than any gap in England. */
export const HEADROOM_CUTS: readonly number[] = [-95, 0, 10, 20, 35, 900];

export const percentOf = (headroom_log: number): number => (Math.exp(headroom_log) - 1) * 100;
export const logOf = (percent: number): number => Math.log(1 + percent / 100);

/** Those of which both are known. */
export function standing(areas: AreaFigures[]): Standing[] {
  return areas.flatMap((area) =>
    area.deprivation === null || area.headroom_log === null
      ? []
      : [{ area, deprivation: area.deprivation, headroom_percent: percentOf(area.headroom_log) }],
  );
}

/** Whether a value lies in a range: its upper end belongs to the next one, but for the highest there is. */
const within = (value: number, [low, high]: Range, most: number): boolean => value >= low && (value < high || (high >= most && value <= high));

export function isPicked({ deprivation, headroom_percent }: Standing, picked: Picked): boolean {
  return within(deprivation, picked.deprivation, 1) && within(headroom_percent, picked.headroom_percent, HEADROOM_CUTS.at(-1) ?? 0);
}

/** How many areas stand in each cell: rows by headroom, most first; columns by deprivation, most first. */
export function cells(areas: Standing[]): { picked: Picked; areas: number }[][] {
  const ranges = (cuts: readonly number[]): Range[] => cuts.slice(1).map((high, index): Range => [cuts[index] ?? 0, high]).reverse();
  return ranges(HEADROOM_CUTS).map((headroom_percent) =>
    ranges(DEPRIVATION_CUTS).map((deprivation) => {
      const picked = { deprivation, headroom_percent };
      return { picked, areas: areas.filter((area) => isPicked(area, picked)).length };
    }),
  );
}

/** Round numbers around all values, for the axis: with its steps. */
export function axis(values: number[], step: number): { low: number; high: number; ticks: number[] } {
  const low = Math.floor(Math.min(0, ...values) / step) * step;
  const high = Math.ceil(Math.max(step, ...values) / step) * step;
  const count = Math.round((high - low) / step);
  // No more marks than can be read.
  const every = Math.ceil(count / 8);
  return { low, high, ticks: Array.from({ length: count + 1 }, (_, index) => low + index * step).filter((_, index) => index % every === 0) };
}
