/** What it is worth to find out a fact that nobody has told. */
import { points } from "./formats";

const ofPoints = (value: number): string => `${points(value)} ${points(value) === "1" ? "point" : "points"}`;

export const findOut = {
  couldDo: (parts: readonly string[]): string => `could ${parts.join(", or ")}`,
  ruleOut: "rule its best need out",
  ruleOutAll: "rule any transfer out",
  gap: (moves: number): string => `move the score of its best need by up to ${ofPoints(moves)}`,
  gapOwn: (moves: number): string => `move its transferability by up to ${ofPoints(moves)}`,
} as const;
