/** Moving one of three weights so that they still sum to 1 and stay inside their limits. */
import type { Weights } from "../api/types";

export const LEAST_WEIGHT = 0.05;
/** Suitability, deprivation, uplift. Uplift is the weakest evidence, so it stops earlier. */
export const MOST_WEIGHT: Weights = [0.85, 0.85, 0.3];

/** The weights after the one at `index` was set to `wanted`: the other two share the rest in their old proportion. */
export function rebalance(weights: Weights, index: 0 | 1 | 2, wanted: number): Weights {
  const others = ([0, 1, 2] as const).filter((other) => other !== index) as [0 | 1 | 2, 0 | 1 | 2];
  const most = (which: 0 | 1 | 2): number => MOST_WEIGHT[which];
  const roomForOthers = most(others[0]) + most(others[1]);
  const value = clamp(wanted, Math.max(LEAST_WEIGHT, 1 - roomForOthers), Math.min(most(index), 1 - 2 * LEAST_WEIGHT));
  const rest = 1 - value;
  const together = weights[others[0]] + weights[others[1]];
  const proportion = together > 0 ? weights[others[0]] / together : 0.5;
  const first = clamp(
    rest * proportion,
    Math.max(LEAST_WEIGHT, rest - most(others[1])),
    Math.min(most(others[0]), rest - LEAST_WEIGHT),
  );
  const moved: Weights = [0, 0, 0];
  moved[index] = value;
  moved[others[0]] = first;
  moved[others[1]] = rest - first;
  return moved;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
