/** The classes areas are coloured by, as data: which property, where it is cut, and in which colours. */
import type { ExpressionSpecification } from "maplibre-gl";
import type { Layer } from "../state/looking";

export interface Classes {
  /** Property of an area tile; of the tiles of the need gap for `gap`. */
  property: string;
  /** Lower bound of every class but the first; ascending. */
  cuts: number[];
  /** One colour a class, in the order of `cuts`. Light to dark in lightness alone, so that they hold without hue. */
  colours: string[];
}

export const UNKNOWN_COLOUR = "#c3c6c8";
export const HATCH_IMAGE = "hatch";
/** The strength of headroom that is hatched. */
export const NO_CLEAR_GAP = "no clear gap";

export const CLASSES: Record<Layer, Classes> = {
  // Tenths of England's neighbourhoods, 1 the most deprived: dark is more deprived.
  deprivation: {
    property: "imd_decile",
    cuts: [2, 3, 4, 6],
    colours: ["#2f6496", "#5f91bd", "#97bad8", "#c8dcec", "#f0f5fa"],
  },
  // Fifths of the areas loaded, 1 the dearest: dark is dearer.
  price: {
    property: "price_percentile",
    cuts: [0.2, 0.4, 0.6, 0.8],
    colours: ["#f1f7ee", "#c9e3c4", "#92c790", "#559f60", "#2a7441"],
  },
  // Log gap to nearby prices, cut where nearby is 0, 10, 20 and 35 % dearer.
  headroom: {
    property: "headroom_log",
    cuts: [0, Math.log(1.1), Math.log(1.2), Math.log(1.35)].map((cut) => Number(cut.toFixed(6))),
    colours: ["#fdf4ea", "#fad7b0", "#f3ad6c", "#d97f35", "#a4531a"],
  },
  // Fifths of the areas loaded: dark is busier.
  activity: {
    property: "activity",
    cuts: [0.2, 0.4, 0.6, 0.8],
    colours: ["#f2f4f0", "#d5d8c4", "#adb38c", "#7d8556", "#4c5427"],
  },
  // Square metres wanted beyond what may be on offer: dark is shorter of space.
  gap: {
    property: "gap_m2",
    cuts: [0.5, 1000, 3000, 6000],
    colours: ["#f0f6f6", "#c3dfdf", "#8bbfc0", "#4a9294", "#175b5e"],
  },
};

/** The colour of a value, or the grey of what is not known. The same rule as `fillColour`, for the legend and tests. */
export function colourOf(classes: Classes, value: number | null): string {
  if (value === null) return UNKNOWN_COLOUR;
  const index = classes.cuts.filter((cut) => value >= cut).length;
  return classes.colours[index] ?? UNKNOWN_COLOUR;
}

/** The rule as the map library reads it. */
export function fillColour(classes: Classes): ExpressionSpecification {
  const value: ExpressionSpecification = ["get", classes.property];
  const [first, ...others] = classes.colours;
  const steps = classes.cuts.flatMap((cut, index) => [cut, others[index] ?? UNKNOWN_COLOUR]);
  return [
    "case",
    ["==", ["typeof", value], "number"],
    ["step", ["number", value, 0], first ?? UNKNOWN_COLOUR, ...steps],
    UNKNOWN_COLOUR,
  ] as unknown as ExpressionSpecification;
}
