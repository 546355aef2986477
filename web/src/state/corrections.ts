/** What an officer said of a file since it was last read: kept for this browser tab, so that leaving the page loses none. */
import type { ImportColumn, Reading } from "../api/imports";
import type { Slug } from "../api/types";

/** What may be said of a file as a whole. */
export const WHOLE = ["sheet", "kind", "publisher"] as const;
export type Whole = (typeof WHOLE)[number];

export interface Corrections {
  /** Column (from 0) -> what it holds; `null` for not used. */
  columns: Record<number, Slug | null>;
  whole: Partial<Record<Whole, string>>;
}

export const NO_CORRECTIONS: Readonly<Corrections> = { columns: {}, whole: {} };

export const isCorrected = ({ columns, whole }: Corrections): boolean => Object.keys(columns).length + Object.keys(whole).length > 0;

/** What the column is taken for, with what the officer chose since it was read. */
export const fieldNow = (column: ImportColumn, { columns }: Corrections): string | null =>
  column.column in columns ? (columns[column.column] ?? null) : column.field;

/** The corrections with one more of a column; one that says what was read anyway is taken out. */
export function correctColumn(corrections: Corrections, column: ImportColumn, field: string | null): Corrections {
  const { [column.column]: _, ...others } = corrections.columns;
  return { ...corrections, columns: field === column.field ? others : { ...others, [column.column]: field } };
}

/** The corrections with one more of the file as a whole; `now` is what was read, and empty says nothing. */
export function correctWhole(corrections: Corrections, name: Whole, value: string, now: string | null): Corrections {
  const { [name]: _, ...others } = corrections.whole;
  return { ...corrections, whole: value === "" || value === now ? others : { ...others, [name]: value } };
}

/** The corrections as they are sent. */
export function readingOf({ columns, whole }: Corrections): Reading {
  const corrected = Object.entries(columns).map(([column, field]) => ({ column: Number(column), field }));
  return { ...whole, ...(corrected.length > 0 ? { columns: corrected } : {}) };
}

const key = (load: string): string => `catmap-columns-${load}`;

/** The corrections of this load made earlier in this tab. */
export function recallCorrections(load: string): Corrections {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key(load)) ?? "{}") as Partial<Record<keyof Corrections, Record<string, unknown>>>;
    const columns = Object.entries(kept.columns ?? {}).filter(
      (entry): entry is [string, Slug | null] => /^\d+$/.test(entry[0]) && (entry[1] === null || typeof entry[1] === "string"),
    );
    const whole = Object.entries(kept.whole ?? {}).filter(([name, value]) => WHOLE.some((one) => one === name) && typeof value === "string");
    return { columns: Object.fromEntries(columns), whole: Object.fromEntries(whole) };
  } catch {
    return NO_CORRECTIONS;
  }
}

/** Keeps them; none at all forgets them. A browser that refuses storage forgets them at the next load, no more. */
export function keepCorrections(load: string, corrections: Corrections): void {
  try {
    if (isCorrected(corrections)) sessionStorage.setItem(key(load), JSON.stringify(corrections));
    else sessionStorage.removeItem(key(load));
  } catch {
    // Storage may be full or forbidden; they are still in memory for this page.
  }
}
