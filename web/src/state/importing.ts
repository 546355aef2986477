/** A load of a file, thought through: how sure a reading is, which step it has come to, what is still on its way. */
import type { Import, ImportColumn, ImportState } from "../api/imports";
import type { ImportStep } from "./looking";

/** How sure we are of what a column holds, in four steps. */
export type Certainty = "chosen" | "sure" | "fairly-sure" | "guess" | "unused";

/** From here on we are sure, and fairly sure. */
const SURE = 0.85;
const FAIRLY_SURE = 0.6;

export function certainty({ field, confidence, corrected }: Pick<ImportColumn, "field" | "confidence" | "corrected">): Certainty {
  if (corrected) return "chosen";
  if (field === null) return "unused";
  return confidence >= SURE ? "sure" : confidence >= FAIRLY_SURE ? "fairly-sure" : "guess";
}

/** Whether the service is at work on it, so that the page asks again by itself. */
export const isMoving = (state: ImportState): boolean => state === "reading" || state === "committing" || state === "undoing";

/** Whether something of it can still be chosen. */
export const isDraft = (state: ImportState): boolean => state === "ready" || state === "reading";

/** What is in front of a load that stands still: the step asked for when it fits its state. */
export function stepOf({ state, columns, can }: Import, asked: ImportStep | null): ImportStep | "done" {
  if (state === "committed") return asked === "undo" && can.undo ? "undo" : "done";
  if (state !== "ready") return "done";
  if (asked === "preview" || columns.length === 0) return "preview";
  return "columns";
}

/** How far it is, 0 to 1; `null` when nobody knows how much there is. */
export const shareDone = ({ done, of }: { done: number; of: number | null }): number | null =>
  of === null || of <= 0 ? null : Math.min(1, done / of);
