/** The match score from its three pillars, as the service works it out (`scoring.md` D.1): what a moved weight does to it. */
import type { Weights } from "../api/types";

/** Keeps one pillar at nothing from wiping out the others. */
export const FLOOR = 0.05;

/** Pillars, each 0 to 1: suitability, deprivation, uplift. */
export type Pillars = [number, number, number];

/** 0 to 100. */
export function scoreOf([suitability, deprivation, uplift]: Pillars, weights: Weights): number {
  const [forFit, forDeprivation, forUplift] = weights;
  const together = forDeprivation + forUplift;
  const benefit = together > 0 ? (forDeprivation * deprivation + forUplift * uplift) / together : 0.5;
  const lift = (value: number): number => FLOOR + (1 - FLOOR) * value;
  const mean = lift(suitability) ** forFit * lift(benefit) ** (1 - forFit);
  return Math.min(100, Math.max(0, (100 * (mean - FLOOR)) / (1 - FLOOR)));
}
