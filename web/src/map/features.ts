/** Answers turned into what the map draws, in the order of the list. */
import type { AssetFeature, Matches, NeedFeature } from "../api/types";
import { standings } from "../state/standing";
import { exactness } from "../state/session";
import { OCCUPANCY_SIGNS, type Frame, type OccupancySign } from "./symbols";

export interface Drawn {
  id: string;
  kind: "asset" | "need" | "match" | "left-out";
  sign: string;
  /** How many things stand at this very point; told once, on the first of them. */
  stack: number;
  label: string;
}

export interface DrawnFeature {
  type: "Feature";
  geometry: { type: "Point"; coordinates: [number, number] };
  properties: Drawn;
}

export interface DrawnCollection {
  type: "FeatureCollection";
  features: DrawnFeature[];
}

export const nothing = (): DrawnCollection => ({ type: "FeatureCollection", features: [] });

export function occupancySign(occupancy: string | null): OccupancySign {
  return OCCUPANCY_SIGNS.find((sign) => sign === occupancy) ?? "unknown";
}

export const assetSignName = (sign: OccupancySign, frame: Frame): string => `asset-${sign}${frame === "none" ? "" : `-${frame}`}`;

/** What stands around the sign of an asset. */
function frameOf(asset: AssetFeature): Frame {
  const how = exactness(asset);
  return how === "coarse" || how === "private" ? how : "none";
}

/** What stands around the sign of an asset whose middle is coloured by its score. */
export const frameSignName = (frame: Frame): string => `frame-${frame}`;

/** `scored`: only what stands around the sign; its middle is drawn from tiles (see `scores.ts`). */
export function assetsDrawn(assets: AssetFeature[], scored = false): DrawnCollection {
  return stacked(
    assets.flatMap((asset) => {
      const { id, geometry, properties } = asset;
      if (geometry === null) return [];
      const frame = frameOf(asset);
      const sign = scored ? frameSignName(frame) : assetSignName(occupancySign(properties.occupancy), frame);
      return [point(geometry.coordinates, id, "asset", sign, properties.name)];
    }),
  );
}

export function needsDrawn(needs: NeedFeature[]): DrawnCollection {
  return stacked(
    needs.flatMap(({ id, geometry, properties }) =>
      geometry === null ? [] : [point(geometry.coordinates, id, "need", "need", properties.title)],
    ),
  );
}

/** Left-out ones first, then matches from the last to the best, so that the best lies on top. */
export function matchesDrawn(matches: Matches): DrawnCollection {
  const leftOut = matches.excluded.flatMap(({ asset }) =>
    asset.lon === null || asset.lat === null ? [] : [point([asset.lon, asset.lat], asset.id, "left-out", "left-out", asset.name)],
  );
  const places = standings(matches.matches, "asset");
  const ranked = matches.matches.flatMap(({ asset }, index) =>
    asset.lon === null || asset.lat === null
      ? []
      : [point([asset.lon, asset.lat], asset.id, "match", pinName(places[index]?.place ?? "", asset.coarse), asset.name)],
  );
  return { type: "FeatureCollection", features: [...leftOut, ...ranked.reverse()] };
}

const pinName = (place: string, coarse: boolean): string => `pin-${place}${coarse ? "-coarse" : ""}`;

function point(coordinates: [number, number], id: string, kind: Drawn["kind"], sign: string, label: string): DrawnFeature {
  return { type: "Feature", geometry: { type: "Point", coordinates }, properties: { id, kind, sign, stack: 0, label } };
}

function stacked(features: DrawnFeature[]): DrawnCollection {
  const first = new Map<string, DrawnFeature>();
  for (const feature of features) {
    const at = feature.geometry.coordinates.join(",");
    const holder = first.get(at) ?? feature;
    first.set(at, holder);
    holder.properties.stack += 1;
  }
  return { type: "FeatureCollection", features };
}
