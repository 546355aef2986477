/** Moving one of three weights so that they still sum to 1 and stay inside their limits. */
import type { Weights } from "../api/types";

export const LEAST_WEIGHT = 0.05;
/** How far uplift goes until the service says otherwise: it is the weakest evidence, so it stops early. */
export const USUAL_MOST_UPLIFT = 0.3;
/** Until the service has said which ones it uses. */
export const USUAL_WEIGHTS: Weights = [0.5, 0.3, 0.2];
const MOST = 0.85;

/** The most each may be: suitability, deprivation, uplift. */
export const mostWeights = (mostUplift: number): Weights => [MOST, MOST, Math.min(MOST, mostUplift)];

/** The weights after the one at `index` was set to `wanted`: the other two share the rest in their old proportion. */
export function rebalance(weights: Weights, index: 0 | 1 | 2, wanted: number, mostUplift = USUAL_MOST_UPLIFT): Weights {
  const others = ([0, 1, 2] as const).filter((other) => other !== index) as [0 | 1 | 2, 0 | 1 | 2];
  const limits = mostWeights(mostUplift);
  const most = (which: 0 | 1 | 2): number => limits[which];
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

/** The weights as whole percentages that sum to 100: what is left after rounding down goes to the largest remainders. */
export function wholePercentages(weights: Weights): Weights {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const exact = weights.map((weight) => (sum > 0 ? (weight / sum) * 100 : 100 / 3));
  // A hair is added so that 0.29 * 100 = 28.999… counts as 29.
  const whole = exact.map((value) => Math.floor(value + 1e-9)) as Weights;
  const order = [0, 1, 2].sort((one, other) => (exact[other] ?? 0) - (whole[other] ?? 0) - ((exact[one] ?? 0) - (whole[one] ?? 0)));
  const missing = 100 - whole.reduce((total, value) => total + value, 0);
  for (const index of order.slice(0, missing)) whole[index as 0 | 1 | 2] += 1;
  return whole;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
