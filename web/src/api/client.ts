/** The only place that fetches. Every failure becomes a `Problem`. */
import type {
  About,
  AreaFeature,
  AssetFeature,
  AssetQuery,
  AssetRecord,
  Collection,
  Fairness,
  FoundPlace,
  LayerDescription,
  Matches,
  Method,
  NearAsset,
  NeedBody,
  NeedFeature,
  Summary,
  Weights,
} from "./types";

/** One of several assets that cannot be changed. */
export interface Refusal {
  asset: string;
  detail: string;
}

/** Why an answer did not come: the service's own words when it gave any, else `unreachable` or `broken`. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    /** The field or parameter at fault, when the service names one. */
    readonly parameter: string | null = null,
    /** Each asset that cannot be changed, when the service names any. */
    readonly refused: Refusal[] = [],
  ) {
    super(detail);
  }
}

/** How many assets one answer may hold: what a list and a map can show at once without losing the reader. */
export const ASSETS_SHOWN = 1000;

const base = new URL("./", document.baseURI);

/** A question: `GET` without a body, `POST` with one, unless said otherwise. */
interface Asking {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  signal?: AbortSignal;
  /** Asked as by somebody who has not signed in, so that the service itself says what everybody may read. */
  asVisitor?: boolean;
}

/** The whole address of a path of the service. */
export const address = (path: string): string => new URL(path, base).href;

export async function ask<Answer>(path: string, { method, body, signal, asVisitor }: Asking = {}): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(address(path), {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      credentials: asVisitor ? "omit" : "same-origin",
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem("unreachable", 0, "");
  }
  if (!response.ok) throw problemOf(response.status, await response.text().catch(() => ""));
  if (response.status === 204) return undefined as Answer;
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem("broken", response.status, "");
  }
}

/** Asks for a text, such as a table. */
export async function askText(path: string, signal?: AbortSignal): Promise<string> {
  try {
    const response = await fetch(address(path), { signal, credentials: "same-origin" });
    if (!response.ok) throw problemOf(response.status, await response.text().catch(() => ""));
    return await response.text();
  } catch (error) {
    if (signal?.aborted || error instanceof Problem) throw error;
    throw new Problem("unreachable", 0, "");
  }
}

/** Sends a file as raw bytes. The older kind of request is used because only it tells how much has gone. */
export function upload<Answer>(path: string, file: Blob, signal: AbortSignal, sent: (bytes: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address(path));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => sent(event.loaded));
    request.addEventListener("load", () => {
      if (request.status < 200 || request.status > 299) reject(problemOf(request.status, request.responseText));
      else {
        try {
          resolve(JSON.parse(request.responseText) as Answer);
        } catch {
          reject(new Problem("broken", request.status, ""));
        }
      }
    });
    request.addEventListener("error", () => reject(new Problem("unreachable", 0, "")));
    request.addEventListener("abort", () => reject(new Problem("stopped", 0, "")));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function problemOf(status: number, body: string): Problem {
  try {
    const told = JSON.parse(body) as { code?: string; detail?: string; title?: string; parameter?: string; refused?: Refusal[] };
    return new Problem(told.code ?? "broken", status, told.detail ?? told.title ?? "", told.parameter ?? null, told.refused ?? []);
  } catch {
    return new Problem("broken", status, "");
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
  set("filter", assetFilter(query));
  set("sortby", query.sort ?? "");
  set("cursor", query.cursor ?? "");
  set("limit", query.limit?.toString() ?? "");
  return search.toString();
}

const TENURE_TESTS: Record<string, string> = {
  freehold: "term_offered = 'freehold'",
  lease: "term_offered LIKE '%year%'",
  unknown: "term_offered IS NULL",
};

/** What has no parameter of its own, as an expression in CQL2; empty when nothing is asked. */
function assetFilter({ ward, tenure, seen_since, empty_since, min_score, drawn }: AssetQuery): string {
  const tenures = tenure.flatMap((name) => TENURE_TESTS[name] ?? []);
  const tests = [
    ...(ward.length === 0 ? [] : [`ward IN (${ward.map(quoted).join(", ")})`]),
    ...(tenures.length === 0 ? [] : [`(${tenures.join(" OR ")})`]),
    ...(seen_since === null ? [] : [`as_at >= DATE('${seen_since}')`]),
    ...(empty_since === null ? [] : [`occupancy IN ('vacant', 'vacant-temporarily') AND occupancy_as_at >= DATE('${empty_since}')`]),
    ...(min_score === null ? [] : [`best_score >= ${min_score}`]),
    ...(drawn === null ? [] : [`S_INTERSECTS(geometry, ${polygon(drawn)})`]),
  ];
  return tests.join(" AND ");
}

/** A text as CQL2 writes it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function polygon(corners: [number, number][]): string {
  const closed = [...corners, ...corners.slice(0, 1)];
  return `POLYGON((${closed.map(([lon, lat]) => `${lon.toFixed(5)} ${lat.toFixed(5)}`).join(", ")}))`;
}

/** Scores are worked out for the collection that has them; what has no need to know them asks the quicker one. */
export const assetCollection = ({ min_score, sort }: AssetQuery): "assets" | "asset-scores" =>
  min_score !== null || sort === "-best_score" ? "asset-scores" : "assets";

/** Where a file of all these assets comes from. */
export const assetFile = (query: AssetQuery, format: string): string =>
  address(`collections/${assetCollection(query)}/items?${assetSearch({ ...query, cursor: null, limit: null })}&f=${format}`.replace("?&", "?"));

/** The cursor of the next part of a collection, or `null` at its end. */
export function nextCursor(collection: Collection<unknown>): string | null {
  const next = collection.links.find((link) => link.rel === "next");
  return next ? new URL(next.href, base).searchParams.get("cursor") : null;
}

const id = encodeURIComponent;

export const getAbout = (): Promise<About> => ask("about");

/** Places by name, from the data that are loaded. */
export const getPlaces = (called: string, signal?: AbortSignal): Promise<{ places: FoundPlace[] }> => ask(`places?q=${id(called)}&limit=8`, { signal });

export const getMethod = (): Promise<Method> => ask("method");

export const getFairness = (): Promise<Fairness> => ask("fairness");

export const getCollections = (): Promise<{ collections: LayerDescription[] }> => ask("collections");

export const getAssets = (query: AssetQuery, signal?: AbortSignal): Promise<Collection<AssetFeature>> =>
  ask(`collections/${assetCollection(query)}/items?${assetSearch(query)}`, { signal });

/** What all these assets come to, however many parts their list has; told once more by the values of a property. */
export function getAssetSummary(query: AssetQuery, by: string | null, signal?: AbortSignal): Promise<Summary> {
  const search = assetSearch({ ...query, sort: null, cursor: null, limit: null });
  return ask(`collections/${assetCollection(query)}/summary?${[search, by === null ? "" : `by=${by}`].filter(Boolean).join("&")}`, { signal });
}

export const getNeeds = (bbox: string | null, signal?: AbortSignal): Promise<Collection<NeedFeature>> =>
  ask(`collections/needs/items?limit=${ASSETS_SHOWN}${bbox ? `&bbox=${bbox}` : ""}`, { signal });

export const getNeed = (need: string, signal?: AbortSignal): Promise<NeedFeature> =>
  ask(`collections/needs/items/${id(need)}`, { signal });

export const getArea = (area: string, signal?: AbortSignal): Promise<AreaFeature> =>
  ask(`collections/areas/items/${id(area)}`, { signal });

export const getAsset = (asset: string, signal?: AbortSignal, asVisitor = false): Promise<AssetRecord> => ask(`assets/${id(asset)}`, { signal, asVisitor });

/** `firmness`: whether to try how firm each place is, which takes most of the time of an answer. */
function weighted(weights: Weights | null, firmness = true): string {
  const search = new URLSearchParams();
  if (weights !== null) search.set("weights", weights.map((weight) => weight.toFixed(4)).join(","));
  if (!firmness) search.set("firmness", "false");
  return search.size === 0 ? "" : `?${search.toString().replaceAll("%2C", ",")}`;
}

export const getAssetMatches = (asset: string, weights: Weights | null, signal?: AbortSignal, asVisitor = false): Promise<Matches> =>
  ask(`assets/${id(asset)}/matches${weighted(weights)}`, { signal, asVisitor });

export const getNearAsset = (asset: string, signal?: AbortSignal): Promise<NearAsset> => ask(`assets/${id(asset)}/near`, { signal });

export const getNeedMatches = (need: string, weights: Weights | null, signal?: AbortSignal, firmness = true): Promise<Matches> =>
  ask(`needs/${id(need)}/matches${weighted(weights, firmness)}`, { signal });

/** Asks for premises. The need is stored nowhere; it travels in the body only. */
export const findPremises = (need: NeedBody, weights: Weights | null, signal?: AbortSignal, firmness = true): Promise<Matches> =>
  ask(`matches${weighted(weights, firmness)}`, { signal, body: need });

/** How many could work for a need that is still being put into words: the same question, without the list. */
export const countFitting = (need: NeedBody, signal?: AbortSignal): Promise<Matches> =>
  ask("matches?limit=1&firmness=false", { signal, body: need });

const tiles = (collection: string): string => `${address(`collections/${collection}/tiles/WebMercatorQuad/`)}{z}/{y}/{x}`;

/** Where the map reads the coloured areas from. */
export const areaTiles = (): string => tiles("areas");

/** Where it reads how much space is wanted and on offer. */
export const needGapTiles = (): string => tiles("need-gap");

/** Where it reads the scores of assets from, each with its pillars. */
export const assetScoreTiles = (): string => tiles("asset-scores");
