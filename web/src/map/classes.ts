/** The classes areas are coloured by, as data: which property, where it is cut, and in which colours. */
import type { ExpressionSpecification } from "maplibre-gl";
import type { Layer, Looking } from "../state/looking";
import type { Design } from "./design";

export interface Classes {
  /** Property of an area tile; of the tiles of the need gap for `gap`. */
  property: string;
  /** Lower bound of every class but the first; ascending. */
  cuts: number[];
  /** One colour a class, in the order of `cuts`. They differ in lightness alone, so that they hold without hue. On dark the strongest is the brightest. */
  colours: Record<Design, string[]>;
}

export const UNKNOWN_COLOUR: Record<Design, string> = { light: "#c3c6c8", dark: "#4d5256" };
export const HATCH_IMAGE = "hatch";
/** The strength of headroom that is hatched. */
export const NO_CLEAR_GAP = "no clear gap";

export const CLASSES: Record<Layer, Classes> = {
  // Tenths of England's neighbourhoods, 1 the most deprived: stronger is more deprived.
  deprivation: {
    property: "imd_decile",
    cuts: [2, 3, 4, 6],
    colours: {
      light: ["#2f6496", "#5f91bd", "#97bad8", "#c8dcec", "#f0f5fa"],
      dark: ["#8dbce3", "#5e93c2", "#3f6f9a", "#2a4f70", "#1b3145"],
    },
  },
  // Fifths of the areas loaded, 1 the dearest: stronger is dearer.
  price: {
    property: "price_percentile",
    cuts: [0.2, 0.4, 0.6, 0.8],
    colours: {
      light: ["#f1f7ee", "#c9e3c4", "#92c790", "#559f60", "#2a7441"],
      dark: ["#18291d", "#224629", "#2f6b3d", "#4f9a5a", "#86c98a"],
    },
  },
  // Log gap to nearby prices, cut where nearby is 0, 10, 20 and 35 % dearer.
  headroom: {
    property: "headroom_log",
    cuts: [0, Math.log(1.1), Math.log(1.2), Math.log(1.35)].map((cut) => Number(cut.toFixed(6))),
    colours: {
      light: ["#fdf4ea", "#fad7b0", "#f3ad6c", "#d97f35", "#a4531a"],
      dark: ["#2e2015", "#533417", "#864e1b", "#bd7530", "#efb573"],
    },
  },
  // Fifths of the areas loaded: stronger is busier.
  activity: {
    property: "activity",
    cuts: [0.2, 0.4, 0.6, 0.8],
    colours: {
      light: ["#f2f4f0", "#d5d8c4", "#adb38c", "#7d8556", "#4c5427"],
      dark: ["#23261a", "#3f4527", "#62693b", "#8f9657", "#c3c890"],
    },
  },
  // Square metres wanted beyond what may be on offer: stronger is shorter of space.
  gap: {
    property: "gap_m2",
    cuts: [0.5, 1000, 3000, 6000],
    colours: {
      light: ["#f0f6f6", "#c3dfdf", "#8bbfc0", "#4a9294", "#175b5e"],
      dark: ["#142728", "#1b4446", "#2a696b", "#4b9193", "#87c9c9"],
    },
  },
};

/** The classes of what is looked at. A kind of deprivation is in tenths too, so that its colours mean the same. */
export function classesOf({ layer, domain }: Pick<Looking, "layer" | "domain">): Classes {
  const classes = CLASSES[layer];
  return layer === "deprivation" && domain !== null ? { ...classes, property: `${domain}_decile` } : classes;
}

/** The colour of a value, or the grey of what is not known. The same rule as `fillColour`, for the legend and tests. */
export function colourOf(classes: Classes, value: number | null, design: Design = "light"): string {
  const unknown = UNKNOWN_COLOUR[design];
  if (value === null) return unknown;
  const index = classes.cuts.filter((cut) => value >= cut).length;
  return classes.colours[design][index] ?? unknown;
}

/** The rule as the map library reads it. */
export function fillColour(classes: Classes, design: Design = "light"): ExpressionSpecification {
  const value: ExpressionSpecification = ["get", classes.property];
  const unknown = UNKNOWN_COLOUR[design];
  const [first, ...others] = classes.colours[design];
  const steps = classes.cuts.flatMap((cut, index) => [cut, others[index] ?? unknown]);
  return [
    "case",
    ["==", ["typeof", value], "number"],
    ["step", ["number", value, 0], first ?? unknown, ...steps],
    unknown,
  ] as unknown as ExpressionSpecification;
}
