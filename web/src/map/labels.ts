/** Borough names, placed at the middle of the areas in sight: without a basemap they are what tells where one is. */
import type { Map as Canvas, MapGeoJSONFeature } from "maplibre-gl";

interface Label {
  type: "Feature";
  geometry: { type: "Point"; coordinates: [number, number] };
  properties: { name: string };
}

/** The middle of each borough's areas among those loaded for this view. */
export function boroughLabels(canvas: Canvas, source: string, sourceLayer: string): Label[] {
  const sums = new Map<string, { lon: number; lat: number; areas: number }>();
  const seen = new Set<string>();
  const bounds = canvas.getBounds();
  for (const { properties, geometry } of canvas.querySourceFeatures(source, { sourceLayer })) {
    const borough = properties["borough"] as unknown;
    const id = String(properties["id"]);
    if (typeof borough !== "string" || seen.has(id)) continue;
    const corner = firstCorner(geometry);
    if (corner === null || !bounds.contains(corner)) continue;
    seen.add(id);
    const sum = sums.get(borough) ?? { lon: 0, lat: 0, areas: 0 };
    sums.set(borough, { lon: sum.lon + corner[0], lat: sum.lat + corner[1], areas: sum.areas + 1 });
  }
  return [...sums].map(([name, { lon, lat, areas }]) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [lon / areas, lat / areas] },
    properties: { name },
  }));
}

function firstCorner(geometry: MapGeoJSONFeature["geometry"]): [number, number] | null {
  const ring =
    geometry.type === "Polygon" ? geometry.coordinates[0] : geometry.type === "MultiPolygon" ? geometry.coordinates[0]?.[0] : undefined;
  const corner = ring?.[0];
  return corner?.[0] === undefined || corner[1] === undefined ? null : [corner[0], corner[1]];
}
