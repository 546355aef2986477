/** A small map as a picture, for paper: the neighbourhoods by deprivation, and one asset in the middle. */
import { GeoJSONSource, Map as Canvas } from "maplibre-gl";
import { areaTiles } from "../api/client";
import { CLASSES, HATCH_IMAGE, fillColour } from "./classes";
import { askBusyTilesAgain } from "./again";
import { assetSignName, occupancySign, nothing } from "./features";
import { AREAS, THINGS, emptyStyle, layers } from "./layers";
import { addSign, assetSign, hatch, type Frame } from "./symbols";

export interface Pictured {
  lon: number;
  lat: number;
  occupancy: string | null;
  /** What stands around its sign: how exactly it is placed. */
  frame: Frame;
}

const ZOOM = 13;
/** As wide as `.map-picture` is. */
const WIDTH_PX = 540;
/** Sharp enough for print. */
const PIXELS = 3;
/** So far names keep from one another: a neighbourhood cut by tiles has its name in each piece. */
const NAMES_APART_PX = 48;
/** A picture that takes longer is done without: the words beside it say the same. */
const PATIENCE_MS = 20_000;
/** Metres that a pixel is wide at the equator when the world fits 512 of them. */
const METRES_PER_PIXEL = 40_075_016.686 / 512;

/** How many metres a picture at this latitude is across. */
export const acrossMetres = (lat: number): number => (WIDTH_PX * METRES_PER_PIXEL * Math.cos((lat * Math.PI) / 180)) / 2 ** ZOOM;

/** The picture, light in any design, as paper is; `null` where none can be drawn. Nothing is asked of anybody but this service. */
export async function picture({ lon, lat, occupancy, frame }: Pictured): Promise<Blob | null> {
  const box = document.createElement("div");
  box.className = "map-picture";
  box.setAttribute("aria-hidden", "true");
  document.body.append(box);
  let canvas: Canvas | null = null;
  try {
    const drawing = new Canvas({
      container: box,
      style: emptyStyle("light"),
      center: [lon, lat],
      zoom: ZOOM,
      interactive: false,
      attributionControl: false,
      fadeDuration: 0,
      pixelRatio: PIXELS,
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    canvas = drawing;
    askBusyTilesAgain(drawing);
    await happens(drawing, "load");
    const sign = occupancySign(occupancy);
    drawing.addImage(HATCH_IMAGE, hatch("light"), { pixelRatio: 2 });
    await addSign(drawing, assetSignName(sign, frame), assetSign(sign, frame));
    drawing.addSource(AREAS, { type: "vector", tiles: [areaTiles()], minzoom: 0, maxzoom: 14 });
    drawing.addSource(THINGS, { type: "geojson", data: nothing() });
    for (const layer of layers(false, "light")) if ("source" in layer && (layer.source === AREAS || layer.source === THINGS)) drawing.addLayer(layer);
    drawing.setPaintProperty("area-fill", "fill-color", fillColour(CLASSES.deprivation));
    drawing.setLayoutProperty("area-names", "text-padding", NAMES_APART_PX);
    const things = drawing.getSource(THINGS);
    if (things instanceof GeoJSONSource) {
      const properties = { id: "it", kind: "asset", sign: assetSignName(sign, frame), stack: 1, label: "" };
      things.setData({ type: "FeatureCollection", features: [{ type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } }] });
    }
    await happens(drawing, "idle");
    return await new Promise((resolve) => drawing.getCanvas().toBlob(resolve, "image/png"));
  } catch {
    return null;
  } finally {
    canvas?.remove();
    box.remove();
  }
}

function happens(canvas: Canvas, event: "load" | "idle"): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${event}`)), PATIENCE_MS);
    void canvas.once(event, () => {
      clearTimeout(late);
      resolve();
    });
  });
}
