/** What it is worth to find out a fact that nobody has told: the same words on the worklist and on a brief. */
import type { FactGap } from "../api/worklist";
import { findOut as W } from "../words/findout";

/** Less would not show in a score. */
const LEAST_POINTS = 0.5;

export function gapText({ moves_points, moves_transferability, could_rule_out }: FactGap): string {
  const ruling = could_rule_out ? [moves_points === null ? W.ruleOutAll : W.ruleOut] : [];
  if (moves_points !== null && moves_points >= LEAST_POINTS) return W.couldDo([...ruling, W.gap(moves_points)]);
  return W.couldDo([...ruling, ...(moves_transferability >= LEAST_POINTS ? [W.gapOwn(moves_transferability)] : [])]);
}
