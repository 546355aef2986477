/** What it is worth to find out a fact that nobody has told. */
import { points } from "./formats";

export const findOut = {
  moves: (moves: number, ruleOut: boolean): string => ruleOut ? "could rule its best need out" : `could move the score of its best need by up to ${points(moves)} points`,
  own: (moves: number): string => `could move its transferability by up to ${points(moves)} points`,
} as const;
