/** Files that officers load: what was read of them, what would change, what came of it. Shapes and calls. */
import { address, ask, upload } from "./client";
import type { components } from "./generated";
import type { AssetFeature, Collection, Unchecked } from "./types";

type Schemas = components["schemas"];

/** One load of one file. Lists hold at most 50; `count` says how many there are. */
export type Import = Schemas["Import"];
export type ImportState = Import["state"];
/** One column of the sheet and what it is taken for. */
export type ImportColumn = Schemas["ImportColumn"];
export type Tally = NonNullable<Import["tally"]>;
/** How the rows were placed, exactest first. */
export type Places = NonNullable<Import["places"]>;
export type Duplicate = Import["duplicates"]["first"][number];
export type Kept = Import["kept"]["first"][number];
/** An import as it stands in the list of all. */
export type ListedImport = Schemas["ImportListed"];
export type ImportRow = Schemas["ImportRow"];
export type Outcome = ImportRow["outcome"];
export type FactChange = ImportRow["changes"][number];
export type ImportRows = Schemas["ImportRows"];
/** What an officer corrects; what is left out stays as it was read. */
export type Reading = Unchecked<Schemas["ImportReading"]>;

/** How many rows of a file are shown at once. */
export const ROWS_SHOWN = 100;

const one = (id: string): string => `imports/${encodeURIComponent(id)}`;

export const getImports = (signal?: AbortSignal): Promise<Schemas["Imports"]> => ask("imports", { signal });

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

/** The first assets of a register: enough to know where they lie. */
export const getAssetsOf = (register: string, signal?: AbortSignal): Promise<Collection<AssetFeature>> =>
  ask(`collections/assets/items?${new URLSearchParams({ filter: `source = '${register.replaceAll("'", "''")}'`, limit: "1000" })}`, { signal });

/** Where the result and the file itself can be had. */
export const resultAddress = (id: string, format: "csv" | "xlsx"): string => address(`${one(id)}/result?f=${format}`);
export const fileAddress = (id: string): string => address(`${one(id)}/file`);
