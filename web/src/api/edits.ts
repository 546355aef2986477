/** Changing what is known of an asset by hand, and the list of all its changes: shapes and calls. */
import { ask } from "./client";
import type { components } from "./generated";
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

/** The same change of one asset or several. */
export interface AssetsEdit extends Edit {
  assets: { id: string; last_seen?: string }[];
}

export type AssetsEdited = components["schemas"]["AssetsEdited"];

/** One change of an asset: who, when, and each fact from what to what, with where that was read. */
export type Change = components["schemas"]["AssetChange"];
export type Changes = components["schemas"]["AssetChanges"];

const one = (asset: string): string => `assets/${encodeURIComponent(asset)}`;

export const getChanges = (asset: string, cursor: string | null, signal?: AbortSignal): Promise<Changes> =>
  ask(`${one(asset)}/changes${cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`}`, { signal });

/** All of them are changed, or none. */
export const editAssets = (edit: AssetsEdit): Promise<AssetsEdited> => ask("assets", { method: "PATCH", body: edit });

/** Takes an edit of several assets back, all of it or nothing. */
export const undoEdits = (edit: string): Promise<AssetsEdited> => ask(`edits/${encodeURIComponent(edit)}/undo`, { body: {} });

/** Takes an edit back, unless something of it was changed again since. */
export const undoEdit = (asset: string, change: string): Promise<AssetRecord> =>
  ask(`${one(asset)}/changes/${encodeURIComponent(change)}/undo`, { body: {} });
