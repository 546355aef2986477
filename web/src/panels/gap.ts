/** What it is worth to find out a fact that nobody has told: the same words on the worklist and on a brief. */
import type { FactGap } from "../api/worklist";
import { findOut as W } from "../words/findout";

/** Less would not show in the score of a need. */
const LEAST_POINTS = 0.5;

export function gapText({ moves_points, moves_transferability, could_rule_out }: FactGap): string {
  return moves_points === null || moves_points < LEAST_POINTS ? W.own(moves_transferability) : W.moves(moves_points, could_rule_out);
}
