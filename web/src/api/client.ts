/** The only place that fetches. Every failure becomes a `Problem`. */
import type { Fairness, Method } from "./method";
import type {
  About,
  AreaFeature,
  AssetFeature,
  AssetQuery,
  AssetRecord,
  Collection,
  Matches,
  NeedBody,
  NeedFeature,
  Weights,
} from "./types";

/** Why an answer did not come: the service's own words when it gave any, else `unreachable` or `broken`. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    /** The field or parameter at fault, when the service names one. */
    readonly parameter: string | null = null,
  ) {
    super(detail);
  }
}

/** How many assets one answer may hold: what a list and a map can show at once without losing the reader. */
export const ASSETS_SHOWN = 1000;

const base = new URL("./", document.baseURI);

async function ask<Answer>(path: string, signal?: AbortSignal, body?: unknown): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(new URL(path, base), {
      method: body === undefined ? "GET" : "POST",
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      credentials: "same-origin",
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem("unreachable", 0, "");
  }
  if (!response.ok) throw await problemOf(response);
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem("broken", response.status, "");
  }
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const told = (await response.json()) as { code?: string; detail?: string; title?: string; parameter?: string };
    return new Problem(
      told.code ?? "broken",
      response.status,
      told.detail ?? told.title ?? "",
      told.parameter ?? null,
    );
  } catch {
    return new Problem("broken", response.status, "");
  }
}

/** The query of a list of assets: nothing is written for what is not asked. */
export function assetSearch(query: AssetQuery): string {
  const search = new URLSearchParams();
  const set = (name: string, value: string): void => {
    if (value !== "") search.set(name, value);
  };
  set("bbox", query.bbox?.map((side) => side.toFixed(6)).join(",") ?? "");
  set("borough", query.borough.join(","));
  set("occupancy", query.occupancy.join(","));
  set("status", query.status.join(","));
  set("space_type", query.space_type.join(","));
  set("min_area_m2", query.min_area_m2?.toString() ?? "");
  set("max_area_m2", query.max_area_m2?.toString() ?? "");
  set("q", query.q);
  set("cursor", query.cursor ?? "");
  set("limit", query.limit.toString());
  return search.toString();
}

/** The cursor of the next part of a collection, or `null` at its end. */
export function nextCursor(collection: Collection<unknown>): string | null {
  const next = collection.links.find((link) => link.rel === "next");
  return next ? new URL(next.href, base).searchParams.get("cursor") : null;
}

const id = encodeURIComponent;

export const getAbout = (): Promise<About> => ask("about");

export const getMethod = (): Promise<Method> => ask("method");

export const getFairness = (): Promise<Fairness> => ask("fairness");

export const getAssets = (query: AssetQuery, signal?: AbortSignal): Promise<Collection<AssetFeature>> =>
  ask(`collections/assets/items?${assetSearch(query)}`, signal);

export const getNeeds = (bbox: string | null, signal?: AbortSignal): Promise<Collection<NeedFeature>> =>
  ask(`collections/needs/items?limit=${ASSETS_SHOWN}${bbox ? `&bbox=${bbox}` : ""}`, signal);

export const getNeed = (need: string, signal?: AbortSignal): Promise<NeedFeature> =>
  ask(`collections/needs/items/${id(need)}`, signal);

export const getArea = (area: string, signal?: AbortSignal): Promise<AreaFeature> =>
  ask(`collections/areas/items/${id(area)}`, signal);

export const getAsset = (asset: string, signal?: AbortSignal): Promise<AssetRecord> => ask(`assets/${id(asset)}`, signal);

const weighted = (weights: Weights | null): string =>
  weights === null ? "" : `?weights=${weights.map((weight) => weight.toFixed(4)).join(",")}`;

export const getAssetMatches = (asset: string, weights: Weights | null, signal?: AbortSignal): Promise<Matches> =>
  ask(`assets/${id(asset)}/matches${weighted(weights)}`, signal);

export const getNeedMatches = (need: string, weights: Weights | null, signal?: AbortSignal): Promise<Matches> =>
  ask(`needs/${id(need)}/matches${weighted(weights)}`, signal);

/** Asks for premises. The need is stored nowhere; it travels in the body only. */
export const findPremises = (need: NeedBody, weights: Weights | null, signal?: AbortSignal): Promise<Matches> =>
  ask(`matches${weighted(weights)}`, signal, need);

/** Where the map reads the coloured areas from. */
export const areaTiles = (): string => `${new URL("tiles/areas/", base).href}{z}/{x}/{y}`;
