/** The areas picked on the chart of the region: an expression over what their tiles carry, so that nothing is asked for. */
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import { HEADROOM_CUTS, logOf, type Picked, type Range } from "../state/scatter";

const PALE = "area-pale";
const PICKED = "area-picked";
const NOTHING: FilterSpecification = ["==", ["get", "id"], ""];

/** The same rule as `isPicked` of `state/scatter.ts`. */
function within(property: string, [low, high]: Range, holdsItsEnd: boolean): ExpressionSpecification {
  const value: ExpressionSpecification = ["number", ["get", property], -1e9];
  return ["all", [">=", value, low], [holdsItsEnd ? "<=" : "<", value, high]];
}

/** What each layer shows: the picked ones an edge, the others a veil; neither when nothing is picked. */
export function pickedFilters(picked: Picked | null): [string, FilterSpecification][] {
  if (picked === null) return [PALE, PICKED].map((layer) => [layer, NOTHING]);
  const { deprivation, headroom_percent: [low, high] } = picked;
  const chosen = [
    "all",
    within("deprivation", deprivation, deprivation[1] >= 1),
    within("headroom_log", [logOf(low), logOf(high)], high >= (HEADROOM_CUTS.at(-1) ?? 0)),
  ] as unknown as ExpressionSpecification;
  return [
    [PALE, ["!", chosen]],
    [PICKED, chosen],
  ];
}

/** `veil` lies on what is not picked, `edge` around what is. */
export const pickedLayers = (source: string, veil: string, edge: string): LayerSpecification[] => [
  { id: PALE, type: "fill", source, "source-layer": "areas", filter: NOTHING, paint: { "fill-color": veil, "fill-opacity": 0.78 } },
  { id: PICKED, type: "line", source, "source-layer": "areas", filter: NOTHING, paint: { "line-color": edge, "line-width": 2 } },
];
