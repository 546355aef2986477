/** What lies on what: the layers of the map as data, bottom first. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification, SymbolLayerSpecification } from "maplibre-gl";
import { pickedLayers } from "./picked";
import { scoreLayer } from "./scores";
import type { Design } from "./design";
import { CLASSES, HATCH_IMAGE, NO_CLEAR_GAP, fillColour } from "./classes";

export const AREAS = "areas";
/** Areas again, with how much space is wanted and on offer there; asked for only while it is shown. */
export const GAP = "gap";
/** The area drawn by hand. */
export const DRAWN = "drawn";
export const THINGS = "things";
/** Ranked matches, above the names, and what was left out. */
export const MATCHES = "matches";
export const PINS = "pins";
export const LEFT_OUT = "left-out";
/** The signs that stand for one thing each, and those that stand for several. */
export const SINGLE = [PINS, LEFT_OUT, THINGS];
export const TOGETHER = "together";
export const RESTING = "resting";
export const CHOSEN = "chosen";
export const LABELS = "labels";
export const SOUGHT = "sought";

interface Tints {
  /** Water and everything outside the areas. */
  ground: string;
  /** Lines and names on the areas, and what lies around them so that they can be read on any of their colours. */
  ink: string;
  halo: string;
  areaName: string;
  areaLine: string;
  scoreEdge: string;
  veil: string;
}

export const TINTS: Record<Design, Tints> = {
  light: { ground: "#e8eef1", ink: "#0b0c0c", halo: "#ffffff", areaName: "#32393d", areaLine: "#64717a", scoreEdge: "#0b0c0c", veil: "#ffffff" },
  dark: { ground: "#10171a", ink: "#ffffff", halo: "#0b0f11", areaName: "#e3e9ec", areaLine: "#9fb0b9", scoreEdge: "#0b0c0c", veil: "#10171a" },
};

const GROUND = "ground";

export const emptyStyle = (design: Design): StyleSpecification => ({
  version: 8,
  sources: {},
  layers: [{ id: GROUND, type: "background", paint: { "background-color": TINTS[design].ground } }],
});

/** All are drawn, in the order of the list, however close they stand: the map holds what the list holds. */
function signs(anchor: "center" | "bottom"): SymbolLayerSpecification["layout"] {
  return {
    "icon-image": ["get", "sign"],
    "icon-allow-overlap": true,
    "icon-ignore-placement": true,
    "icon-anchor": anchor,
    "icon-size": ["interpolate", ["linear"], ["zoom"], 7, 0.45, 9, 0.6, 10.5, 0.85, 13, 1.1],
    "symbol-z-order": "source",
  };
}

const told = (name: string): ExpressionSpecification => ["to-string", ["get", name]];
const TOGETHER_SIGN: ExpressionSpecification = ["concat", "together-", ...["point_count", "empty", "occupied", "needs"].flatMap((name) => ["-", told(name)]).slice(1)];

/** A name above or below its place by so much, in the middle or to a side. */
const aboveAndBelow = (away: number): (string | [number, number])[] =>
  [0, -2.5, 2.5].flatMap((aside): (string | [number, number])[] => ["top", [aside, away], "bottom", [aside, -away]]);

/** Where a name may stand, the nearest to its place first, so that no number hides it; offsets in ems. */
const BESIDE: (string | [number, number])[] = [
  "center", [0, 0], "top", [0, 1.2], "bottom", [0, -1.2], "left", [1.6, 0], "right", [-1.6, 0], ...aboveAndBelow(1.9),
  "left", [1.6, 2], "right", [-1.6, 2], "left", [1.6, -2], "right", [-1.6, -2], ...aboveAndBelow(2.6), ...aboveAndBelow(3.4),
];

/** The colours of each layer that do not depend on what is shown, to be set again when the design changes. */
export function tintsOfLayers(overBasemap: boolean, design: Design): [string, string, unknown][] {
  const own: LayerSpecification[] = overBasemap ? [] : emptyStyle(design).layers;
  return [...own, ...layers(overBasemap, design)].flatMap(({ id, paint }) =>
    Object.entries(paint ?? {}).flatMap(([name, value]): [string, string, unknown][] => (name.endsWith("-color") ? [[id, name, value]] : [])),
  );
}

/** `overBasemap`: let the map below shine through, and leave place names to it. */
export function layers(overBasemap: boolean, design: Design): LayerSpecification[] {
  const tints = TINTS[design];
  const names: LayerSpecification[] = [
    {
      id: "area-names",
      type: "symbol",
      source: AREAS,
      "source-layer": "areas",
      minzoom: 13,
      layout: { "text-field": ["get", "name"], "text-font": ["Arial"], "text-size": 12, "text-padding": 12 },
      paint: { "text-color": tints.areaName, "text-halo-color": tints.halo, "text-halo-width": 1.6 },
    },
    {
      id: "borough-names",
      type: "symbol",
      source: LABELS,
      maxzoom: 13,
      layout: {
        "text-field": ["get", "name"],
        "text-font": ["Arial Bold"],
        "text-size": ["interpolate", ["linear"], ["zoom"], 7, 12, 12, 18],
        "text-letter-spacing": 0.04,
        "text-padding": 1,
        // Beside the middle where a number stands there.
        "text-variable-anchor-offset": BESIDE,
        "text-overlap": "always",
      },
      paint: { "text-color": tints.ink, "text-halo-color": tints.halo, "text-halo-width": 2 },
    },
  ];
  return [
    {
      id: "area-fill",
      type: "fill",
      source: AREAS,
      "source-layer": "areas",
      paint: { "fill-color": fillColour(CLASSES.deprivation, design), "fill-opacity": overBasemap ? 0.6 : 1 },
    },
    {
      id: GAP,
      type: "fill",
      source: GAP,
      "source-layer": "need-gap",
      layout: { visibility: "none" },
      paint: { "fill-color": fillColour(CLASSES.gap, design), "fill-opacity": overBasemap ? 0.6 : 1 },
    },
    {
      id: "area-hatch",
      type: "fill",
      source: AREAS,
      "source-layer": "areas",
      filter: ["==", ["get", "headroom_strength"], NO_CLEAR_GAP],
      layout: { visibility: "none" },
      paint: { "fill-pattern": HATCH_IMAGE },
    },
    {
      id: "area-line",
      type: "line",
      source: AREAS,
      "source-layer": "areas",
      paint: {
        "line-color": tints.areaLine,
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 6, 0.1, 9, 0.35, 13, 0.6],
        "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.4, 13, 1.2],
      },
    },
    ...pickedLayers(AREAS, tints.veil, tints.ink),
    {
      id: "area-chosen",
      type: "line",
      source: AREAS,
      "source-layer": "areas",
      filter: ["==", ["get", "id"], ""],
      paint: { "line-color": tints.ink, "line-width": 3 },
    },
    ...([CHOSEN, RESTING] as const).map(
      (source): LayerSpecification => ({
        id: source,
        type: "symbol",
        source,
        layout: {
          "icon-image": "ring",
          "icon-allow-overlap": true,
          "icon-ignore-placement": true,
          "icon-size": ["match", ["get", "kind"], "together", 1.3, 1],
          // Around the head of a pin, whose tip is the place.
          "icon-offset": ["match", ["get", "kind"], "match", ["literal", [0, -17]], ["literal", [0, 0]]],
        },
      }),
    ),
    {
      id: "drawn-fill",
      type: "fill",
      source: DRAWN,
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": "#ffdd00", "fill-opacity": 0.18 },
    },
    scoreLayer(tints.scoreEdge),
    { id: THINGS, type: "symbol", source: THINGS, filter: ["!", ["has", "point_count"]], layout: signs("center") },
    {
      id: "stacks",
      type: "symbol",
      source: THINGS,
      filter: [">", ["get", "stack"], 1],
      layout: { "icon-image": ["concat", "stack-", told("stack")], "icon-allow-overlap": true, "icon-ignore-placement": true },
    },
    { id: LEFT_OUT, type: "symbol", source: MATCHES, filter: ["==", ["get", "kind"], "left-out"], layout: signs("center") },
    // Names lie on the signs: there are few of them, and without them nobody knows where they are.
    ...(overBasemap ? [] : names),
    // All of them are drawn, and names make room for their numbers.
    {
      id: TOGETHER,
      type: "symbol",
      source: THINGS,
      filter: ["has", "point_count"],
      layout: { "icon-image": TOGETHER_SIGN, "icon-allow-overlap": true },
    },
    {
      id: PINS,
      type: "symbol",
      source: MATCHES,
      filter: ["==", ["get", "kind"], "match"],
      layout: signs("bottom"),
    },
    { id: "drawn-line-below", type: "line", source: DRAWN, paint: { "line-color": tints.halo, "line-width": 6 } },
    { id: "drawn-line", type: "line", source: DRAWN, paint: { "line-color": tints.ink, "line-width": 3 } },
    {
      id: "drawn-corners",
      type: "circle",
      source: DRAWN,
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 5, "circle-color": "#ffdd00", "circle-stroke-color": "#0b0c0c", "circle-stroke-width": 2 },
    },
    {
      id: SOUGHT,
      type: "symbol",
      source: SOUGHT,
      layout: { "icon-image": "sought", "icon-allow-overlap": true, "icon-ignore-placement": true },
    },
  ];
}
