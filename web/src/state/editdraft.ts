/** Facts that an officer is changing and has not saved: kept for this browser tab, so that looking something up loses none of it. */
import type { Given } from "./editing";

/** What stands in the fields of the form, by their names, as far as it is not what is held. */
export type EditDraft = Readonly<Record<string, Given>>;

const KEY = "catmap-edits";

export const isBegun = (draft: EditDraft): boolean => Object.keys(draft).length > 0;

/** The draft with what the form says now. `held` is what the same fields would say untouched; others stay as they are. */
export function draftWith(draft: EditDraft, given: ReadonlyMap<string, Given>, held: ReadonlyMap<string, Given>): EditDraft {
  const others = Object.entries(draft).filter(([name]) => !given.has(name));
  const changed = [...given].filter(([name, value]) => text(value) !== text(held.get(name) ?? ""));
  return Object.fromEntries([...others, ...changed]);
}

/** The draft without some fields. */
export const draftWithout = (draft: EditDraft, names: readonly string[]): EditDraft =>
  Object.fromEntries(Object.entries(draft).filter(([name]) => !names.includes(name)));

/** What was begun of this asset earlier in this tab. */
export function recallEdit(asset: string): EditDraft {
  const kept = recallAll()[asset] ?? {};
  return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, Given] => isGiven(entry[1])));
}

/** Keeps it; one with nothing in it is forgotten. A browser that refuses storage forgets it at the next load, no more. */
export function keepEdit(asset: string, draft: EditDraft): void {
  const { [asset]: _, ...others } = recallAll();
  try {
    sessionStorage.setItem(KEY, JSON.stringify(isBegun(draft) ? { ...others, [asset]: draft } : others));
  } catch {
    // Storage may be full or forbidden; what was written is still in the form.
  }
}

/** Forgets what was begun of every asset: somebody else may use this browser next. */
export function forgetEdits(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Where nothing can be kept, nothing was.
  }
}

function recallAll(): Record<string, object> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    return Object.fromEntries(Object.entries(kept ?? {}).filter((entry): entry is [string, object] => typeof entry[1] === "object" && entry[1] !== null));
  } catch {
    return {};
  }
}

const isGiven = (value: unknown): value is Given => typeof value === "string" || (Array.isArray(value) && value.every((one) => typeof one === "string"));

/** In a list of kinds the order says nothing. */
const text = (value: Given): string => (Array.isArray(value) ? [...value].sort().join("\n") : value.trim());
