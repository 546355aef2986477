/** The area drawn by hand, as it grows corner by corner and when it is done. */
import type { Corner } from "../state/looking";

type Geometry =
  | { type: "Point"; coordinates: Corner }
  | { type: "LineString"; coordinates: Corner[] }
  | { type: "Polygon"; coordinates: Corner[][] };

export interface Outline {
  type: "FeatureCollection";
  features: { type: "Feature"; properties: Record<string, never>; geometry: Geometry }[];
}

/** While it is drawn its corners are shown, so that the first of them is seen too. */
export function outline(corners: Corner[], drawing: boolean): Outline {
  const geometries: Geometry[] = drawing ? corners.map((coordinates) => ({ type: "Point", coordinates })) : [];
  const [first] = corners;
  if (corners.length > 2 && first) geometries.unshift({ type: "Polygon", coordinates: [[...corners, first]] });
  else if (corners.length === 2) geometries.unshift({ type: "LineString", coordinates: corners });
  return { type: "FeatureCollection", features: geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry })) };
}
