/** Corrections of columns that were not read again yet: kept for this browser tab, so that leaving the page loses none. */
import type { Slug } from "../api/types";

/** Column (from 0) -> what it holds; `null` for not used. */
export type Corrections = Record<number, Slug | null>;

const key = (load: string): string => `catmap-columns-${load}`;

/** The corrections of this load made earlier in this tab. */
export function recallCorrections(load: string): Corrections {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key(load)) ?? "{}") as Record<string, unknown>;
    const sound = Object.entries(kept).filter(
      (entry): entry is [string, Slug | null] => /^\d+$/.test(entry[0]) && (entry[1] === null || typeof entry[1] === "string"),
    );
    return Object.fromEntries(sound);
  } catch {
    return {};
  }
}

/** Keeps them; none at all forgets them. A browser that refuses storage forgets them at the next load, no more. */
export function keepCorrections(load: string, corrections: Corrections): void {
  try {
    if (Object.keys(corrections).length === 0) sessionStorage.removeItem(key(load));
    else sessionStorage.setItem(key(load), JSON.stringify(corrections));
  } catch {
    // Storage may be full or forbidden; they are still in memory for this page.
  }
}
