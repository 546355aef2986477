/** Scores of assets on the map: an expression over what their tiles carry, so that a moved weight asks the service nothing. */
import type { CircleLayerSpecification, ExpressionSpecification, FilterSpecification } from "maplibre-gl";
import type { Weights } from "../api/types";
import { FLOOR } from "../state/score";
import type { Design } from "./design";

export const SCORES = "scores";
/** The name of the layer inside the tiles. */
const IN_TILES = "asset-scores";

/** Where the bands begin, and their colours and sizes: told apart by lightness and by size, not by hue. */
export const SCORE_CUTS = [40, 55, 70];
export const SCORE_COLOURS: Record<Design, string[]> = {
  light: ["#f4eef8", "#cdaee0", "#9154b8", "#3f0a63"],
  dark: ["#8a62b2", "#ad88d0", "#d2b6ec", "#f8f0fe"],
};
export const SCORE_RADII = [4.5, 6, 7.5, 9];
/** No published need fits it as things stand. */
export const NO_SCORE_COLOUR: Record<Design, string> = { light: "#ffffff", dark: "#5d666b" };
const NO_SCORE_RADIUS = 3;

const PILLARS = ["best_suitability", "best_deprivation", "best_uplift"] as const;

/** The score under these weights (`state/score.ts` is the same sum). */
function score([forFit, forDeprivation, forUplift]: Weights): ExpressionSpecification {
  const [fit, deprivation, uplift] = PILLARS.map((name): ExpressionSpecification => ["number", ["get", name]]);
  const together = forDeprivation + forUplift;
  const benefit = together > 0 ? ["/", ["+", ["*", forDeprivation, deprivation], ["*", forUplift, uplift]], together] : 0.5;
  const lift = (value: unknown): unknown => ["+", FLOOR, ["*", 1 - FLOOR, value]];
  const mean = ["*", ["^", lift(fit), forFit], ["^", lift(benefit), 1 - forFit]];
  return ["/", ["*", 100, ["-", mean, FLOOR]], 1 - FLOOR] as unknown as ExpressionSpecification;
}

const known: ExpressionSpecification = ["has", PILLARS[0]];

function stepped<Value extends string | number>(weights: Weights, values: Value[], none: Value): ExpressionSpecification {
  const [first, ...others] = values;
  const steps = SCORE_CUTS.flatMap((cut, index) => [cut, others[index]]);
  return ["case", known, ["step", score(weights), first, ...steps], none] as unknown as ExpressionSpecification;
}

export const scoreColour = (weights: Weights, design: Design = "light"): ExpressionSpecification =>
  stepped(weights, SCORE_COLOURS[design], NO_SCORE_COLOUR[design]);

/** Smaller from afar, as the other signs are; the bands keep their order of size. */
export function scoreRadius(weights: Weights): ExpressionSpecification {
  const at = (share: number): ExpressionSpecification =>
    stepped(
      weights,
      SCORE_RADII.map((radius) => radius * share),
      NO_SCORE_RADIUS * share,
    );
  return ["interpolate", ["linear"], ["zoom"], 7, at(0.45), 10.5, at(0.85), 13, at(1.1)];
}

/** Only these; all that the tiles hold when `null`. A `match` looks a key up, however many there are. */
export const scoreFilter = (ids: string[] | null): FilterSpecification | null =>
  ids === null ? null : ids.length === 0 ? ["==", 1, 0] : (["match", ["get", "id"], ids, true, false] as unknown as FilterSpecification);

export const scoreLayer = (edge: string): CircleLayerSpecification => ({
  id: SCORES,
  type: "circle",
  source: SCORES,
  "source-layer": IN_TILES,
  layout: {
    visibility: "none",
    // The best lies on top, by band: the map library draws each key by itself, and with one for each of a hundred thousand
    // scores a frame took a seventh of a second.
    "circle-sort-key": ["step", ["coalesce", ["get", "best_score"], -1], 0, ...[0, ...SCORE_CUTS].flatMap((cut, band) => [cut, band + 1])] as unknown as ExpressionSpecification,
  },
  paint: { "circle-stroke-color": edge, "circle-stroke-width": 1 },
});
