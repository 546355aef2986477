/** Matches side by side. */
import { plural } from "./formats";

export const compare = {
  heading: "Compare buildings",
  caption: (number: number): string => `${plural(number, "building", "buildings")} side by side`,
  sideways: (number: number): string => `${plural(number, "building", "buildings")}: move sideways to see all of them.`,
  none: "Nothing is chosen to compare",
  noneText: "Go back to the matches and tick “Compare” on up to four of them.",
  tick: "Compare",
  chosen: (number: number, most: number): string => `${number} of up to ${most} chosen`,
  open: "Compare side by side",
  openOne: "Choose one more to compare",
  clear: "Choose none",
  full: "Four are chosen. Take one off to choose another.",
  remove: "Take off",
  print: "Print this comparison",
  sentence: "In short",
  score: "Score",
  sure: "How sure its place is",
  level: "Ties in this list",
  levelNone: "None",
  known: "How much is known",
  away: "Distance",
  cost: "Cost",
  findOut: "Worth finding out",
  nothing: "Nothing listed",
} as const;
