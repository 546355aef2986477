/** The region in figures: what the stock and the needs come to, where each area stands, how far an order of matches stands. */
import { ask, askText, getAssetSummary } from "./client";
import { readTable } from "./csv";
import type { components } from "./generated";
import type { AssetQuery, Summary, Weights } from "./types";

export type Sensitivity = components["schemas"]["Sensitivity"];

/** Stock and needs of the whole region. */
export interface RegionFigures {
  /** All assets, by borough. */
  stock: Summary;
  /** All assets by kind of space, and those of them that stand empty, wholly or in part. */
  space: Summary;
  empty: Summary;
  /** Published needs by kind of space. */
  needs: Summary;
}

/** An area without its shape. */
export interface AreaFigures {
  id: string;
  name: string;
  borough: string | null;
  /** 0 to 1, 1 the most deprived. */
  deprivation: number | null;
  /** Log gap to nearby prices. */
  headroom_log: number | null;
}

const EVERYTHING: AssetQuery = {
  bbox: null,
  borough: [],
  ward: [],
  occupancy: [],
  status: [],
  space_type: [],
  min_area_m2: null,
  max_area_m2: null,
  tenure: [],
  seen_since: null,
  empty_since: null,
  min_score: null,
  drawn: null,
  q: "",
  sort: null,
  cursor: null,
  limit: null,
};
/** Standing empty, wholly or in part. */
const EMPTY = ["vacant", "part-vacant", "vacant-temporarily"];

export async function getRegionFigures(signal?: AbortSignal): Promise<RegionFigures> {
  const [stock, space, empty, needs] = await Promise.all([
    getAssetSummary(EVERYTHING, "borough", signal),
    getAssetSummary(EVERYTHING, "space_types", signal),
    getAssetSummary({ ...EVERYTHING, occupancy: EMPTY }, "space_types", signal),
    ask<Summary>("collections/needs/summary?by=space_types", { signal }),
  ]);
  return { stock, space, empty, needs };
}

/** Every area, as a table: its shape would be most of the answer. */
export async function getAreaFigures(signal?: AbortSignal): Promise<AreaFigures[]> {
  const known = (text: string | undefined): number | null => (text === undefined || text === "" ? null : Number(text));
  return readTable(await askText("collections/areas/items?f=csv", signal)).map((row) => ({
    id: row["id"] ?? "",
    name: row["name"] ?? "",
    borough: row["borough"] || null,
    deprivation: known(row["deprivation"]),
    headroom_log: known(row["headroom_log"]),
  }));
}

export const getSensitivity = (weights: Weights | null, signal?: AbortSignal): Promise<Sensitivity> =>
  ask(`sensitivity${weights === null ? "" : `?weights=${weights.map((weight) => weight.toFixed(4)).join(",")}`}`, { signal });
