/** Changing what is known of an asset by hand, and the list of all its changes: shapes and calls. */
import { ask } from "./client";
import type { components } from "./generated";
import type { FactChange } from "./imports";
import type { AssetRecord } from "./types";

/** A fact as it is sent: `null` for not known. */
export type FactValue = string | number | boolean | string[] | null;

export interface Edit {
  facts?: Record<string, FactValue>;
  shown?: "coarse" | "exact";
  reason: string | null;
  /** What the facts were taken from. */
  source?: string;
  /** The day they were true; today when left out. */
  as_at?: string;
}

/** The same change of several assets. */
export interface AssetsEdit extends Edit {
  assets: { id: string; last_seen?: string }[];
}

export type AssetsEdited = components["schemas"]["AssetsEdited"];

export interface Change {
  id: string | number;
  /** RFC 3339. */
  at: string;
  by: string;
  how: "import" | "edit" | "undo";
  import: string | number | null;
  file_name: string | null;
  reason?: string | null;
  changes: FactChange[];
}

export interface Changes {
  changes: Change[];
  next: string | null;
}

const one = (asset: string): string => `assets/${encodeURIComponent(asset)}`;

export const editAsset = (asset: string, edit: Edit): Promise<AssetRecord> => ask(one(asset), { method: "PATCH", body: edit });

export const getChanges = (asset: string, cursor: string | null, signal?: AbortSignal): Promise<Changes> =>
  ask(`${one(asset)}/changes${cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`}`, { signal });

/** All of them are changed, or none. */
export const editAssets = (edit: AssetsEdit): Promise<AssetsEdited> => ask("assets", { method: "PATCH", body: edit });

/** Takes an edit of several assets back, all of it or nothing. */
export const undoEdits = (edit: string): Promise<AssetsEdited> => ask(`edits/${encodeURIComponent(edit)}/undo`, { body: {} });

/** Takes an edit back, unless something of it was changed again since. */
export const undoEdit = (asset: string, change: string): Promise<AssetRecord> =>
  ask(`${one(asset)}/changes/${encodeURIComponent(change)}/undo`, { body: {} });
