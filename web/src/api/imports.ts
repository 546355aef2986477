/** Files that officers load: what was read of them, what would change, what came of it. Shapes and calls. */
import { address, ask, upload } from "./client";
import type { Slug } from "./types";

export type ImportState = "reading" | "ready" | "committing" | "committed" | "undoing" | "undone" | "failed" | "discarded";

/** One column of the sheet and what it is taken for. */
export interface ImportColumn {
  /** From 0. */
  column: number;
  letter: string;
  heading: string;
  /** `null`: not used. */
  field: Slug | null;
  /** 0 to 1. */
  confidence: number;
  why: string;
  samples: string[];
  /** Whether an officer said so. */
  corrected: boolean;
}

export interface ImportField {
  field: Slug;
  label: string;
  about: string;
}

export interface Tally {
  read: number;
  new: number;
  changed: number;
  unchanged: number;
  refused: number;
}

interface Reasons {
  count: number;
  commonest: { reason: string; rows: number }[];
}

/** How the rows were placed, exactest first. */
export interface Places {
  point: number;
  uprn: number;
  grid_square?: number;
  postcode: number;
  outward_postcode: number;
  unknown: number;
  /** Placed, but outside the owner's area. */
  outside: number;
}

export interface Duplicate {
  row: number;
  name: string;
  /** The other row of the file, or the asset already held. */
  of_row: number | null;
  of_asset: string | null;
  of_name: string;
  why: string;
}

export interface Kept {
  asset: string;
  name: string;
  fact: string;
  held: string;
  incoming: string;
}

/** One load of one file. Lists hold at most 50; `count` says how many there are. */
export interface Import {
  id: string | number;
  state: ImportState;
  file_name: string;
  /** `null` when it was loaded before sizes were kept. */
  size_bytes: number | null;
  kind: Slug | null;
  kind_label: string | null;
  /** Whether it is no list that we know, and was only taken for that kind. */
  kind_is_guess: boolean;
  format: string | null;
  by: string;
  /** RFC 3339. */
  at: string;
  publisher: string | null;
  register: string | null;
  progress: { step: string; done: number; of: number | null } | null;
  problem: string | null;
  sheets: { name: string; rows: number | null; chosen: boolean }[];
  header_rows: number[];
  columns: ImportColumn[];
  fields: ImportField[];
  tally: Tally | null;
  notes: Reasons;
  refusals: Reasons;
  places: Places | null;
  duplicates: { count: number; first: Duplicate[] };
  gone: { count: number; first: { asset: string; name: string }[] };
  kept: { count: number; first: Kept[] };
  /** Who undid it, and when. */
  undone?: { by: string; at: string } | null;
  /** The councils of which you may load registers; none when you may load anybody's. */
  publishers: string[];
  previous: { id: string | number; at: string; by: string } | null;
  can: { commit: boolean; undo: boolean; discard: boolean };
  why_not: string | null;
}

/** An import as it stands in the list of all. */
export type ListedImport = Pick<
  Import,
  "id" | "state" | "file_name" | "size_bytes" | "kind_label" | "by" | "at" | "publisher" | "problem" | "tally" | "can"
>;

export type Outcome = "new" | "changed" | "unchanged" | "refused";

export interface FactChange {
  fact: string;
  label: string;
  /** `null` when not known. */
  from: string | null;
  to: string | null;
}

export interface ImportRow {
  /** As a spreadsheet numbers it. */
  row: number;
  asset: string | null;
  name: string | null;
  outcome: Outcome;
  place: { precision: Slug; label: string } | null;
  changes: FactChange[];
  problems: { column: string | null; value: string | null; reason: string }[];
  duplicate_of: { row: number | null; asset: string | null; why: string } | null;
}

export interface ImportRows {
  rows: ImportRow[];
  /** How many of those that match come before the next part; `null` at the end. */
  next: string | null;
  number_matched: number;
}

/** What an officer corrects; what is left out stays as it was read. */
export interface Reading {
  kind?: Slug;
  sheet?: string;
  publisher?: string;
  columns?: { column: number; field: Slug | null }[];
}

/** How many rows of a file are shown at once. */
export const ROWS_SHOWN = 100;

const one = (id: string): string => `imports/${encodeURIComponent(id)}`;

export const getImports = (signal?: AbortSignal): Promise<{ imports: ListedImport[] }> => ask("imports", { signal });

export const getImport = (id: string, signal?: AbortSignal): Promise<Import> => ask(one(id), { signal });

export const getImportRows = (id: string, outcome: Outcome | null, cursor: string | null, signal?: AbortSignal): Promise<ImportRows> => {
  const search = new URLSearchParams({ limit: String(ROWS_SHOWN) });
  if (outcome !== null) search.set("outcome", outcome);
  if (cursor !== null) search.set("cursor", cursor);
  return ask(`${one(id)}/rows?${search}`, { signal });
};

/** Sends a file as it is; `sent` is told how many bytes went. */
export const sendFile = (file: File, signal: AbortSignal, sent: (bytes: number) => void): Promise<Import> =>
  upload(`imports?${new URLSearchParams({ file_name: file.name })}`, file, signal, sent);

export const readAgain = (id: string, reading: Reading): Promise<Import> => ask(`${one(id)}/reading`, { method: "PUT", body: reading });

export const commitImport = (id: string, gone: "keep" | "mark", remember: boolean): Promise<Import> =>
  ask(`${one(id)}/commit`, { body: { gone, remember } });

export const undoImport = (id: string): Promise<Import> => ask(`${one(id)}/undo`, { method: "POST" });

export const discardImport = (id: string): Promise<void> => ask(one(id), { method: "DELETE" });

/** Where the result and the file itself can be had. */
export const resultAddress = (id: string, format: "csv" | "xlsx"): string => address(`${one(id)}/result?f=${format}`);
export const fileAddress = (id: string): string => address(`${one(id)}/file`);
