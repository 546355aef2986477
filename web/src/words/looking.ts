/** Looking around: the list, its filters, the map and its key. */
import { count, plural, squareMetres } from "./formats";

export const look = {
  heading: "Public land and buildings",
  lead: "Buildings and land on public registers. Being listed does not mean being on offer.",
  search: "Search name, address or postcode",
  searchButton: "Search",
  filters: "Filters",
  filtersSet: (set: number): string => (set === 0 ? "Filters" : `Filters (${set} set)`),
  clear: "Clear all filters",
  active: "Filters in use",
  remove: (what: string): string => `Remove filter: ${what}`,
  borough: "Borough",
  boroughFilter: "Narrow the list of boroughs",
  occupancy: "Occupancy",
  status: "Disposal status",
  spaceType: "Kind of space",
  size: "Usable size, m²",
  sizeLeast: "At least",
  sizeMost: "At most",
  sizeNote: "Assets whose size is not known are left out when you set a size.",
  sizeTag: { least: (m2: number): string => `At least ${squareMetres(m2)}`, most: (m2: number): string => `At most ${squareMetres(m2)}` },
  textTag: (q: string): string => `“${q}”`,
  whatToList: "What to list",
  assetsTab: (number: string): string => `Assets${number}`,
  needsTab: (number: string): string => `Needs${number}`,
} as const;

export const results = {
  shown: (shown: number, matched: number, inView: boolean): string =>
    shown === matched
      ? `${plural(matched, "asset", "assets")}${inView ? " in this part of the map" : ""}`
      : `${count(shown)} of ${plural(matched, "asset", "assets")} shown${inView ? " in this part of the map" : ""}`,
  more: "Zoom in or filter to see fewer.",
  next: (number: number): string => `Show the next ${count(number)}`,
  first: "Back to the first ones",
  whole: "Show the whole region",
  inView: "The list holds what the map shows. Assets whose place is not known are listed with the whole region.",
  placeNotKnown: "Not on the map: place not known",
  coarse: "Shown at the centre of its area",
  district: "Shown in the middle of its postcode district",
  private: "Exact place: only you and your colleagues see this",
  sizeNotKnown: "size not known",
  estimated: "estimated",
  none: "No assets here",
  noneFiltered: "No asset fits all your filters. Remove one, or clear them all.",
  noneInView: "Nothing lies in this part of the map. Zoom out, or show the whole region.",
  noneAtAll: "No asset register has been loaded yet.",
  occupancyNotKnown: "Occupancy not known",
  statusNotKnown: "Status not known",
} as const;

export const needs = {
  shown: (shown: number, matched: number): string =>
    shown === matched
      ? `${plural(matched, "published need", "published needs")}`
      : `${count(shown)} of ${plural(matched, "published need", "published needs")} shown`,
  none: "No needs have been published",
  noneText: "Organisations choose whether what they look for is published. None has been so far.",
  placeNotKnown: "Not on the map: no one place",
  from: (m2: number): string => `from ${squareMetres(m2)}`,
} as const;

export const map = {
  label: "Map of areas and assets",
  help: "The list holds the same things as this map, in words.",
  keys: "Keys on the map: arrow keys move, + and − zoom, Enter opens what is under the cross in the middle.",
  whole: "Whole region",
  notDrawn: "The map cannot be drawn in this browser",
  notDrawnText: "Everything on it is in the list.",
  colour: "Colour areas by",
  legend: "Map key",
  layers: { deprivation: "Deprivation", price: "Price level", headroom: "Headroom" },
  layerNotes: {
    deprivation: "Rank among all areas of England",
    price: "Typical home price among the areas here",
    headroom: "How much dearer nearby homes are. Not a forecast",
  },
  classes: {
    deprivation: ["Most deprived 10%", "10% to 20%", "20% to 30%", "30% to 50%", "Least deprived half"],
    price: ["Cheapest fifth", "Second fifth", "Middle fifth", "Fourth fifth", "Dearest fifth"],
    headroom: ["Nearby cheaper or same", "Up to 10% dearer", "10% to 20% dearer", "20% to 35% dearer", "Over 35% dearer"],
  },
  noClearGap: "No clear gap: small, or too few sales",
  areaNotKnown: "Not known",
  occupancies: {
    occupied: "Occupied",
    "part-vacant": "Part vacant",
    vacant: "Vacant",
    "vacant-temporarily": "Vacant for now",
    unknown: "Not known",
  },
  coarse: "Dashed ring: at the centre of its area",
  private: "Square: exact place, only you and your colleagues see it",
  need: "Published need",
  match: "Match, by rank",
  leftOut: "Left out",
  sought: "Where you look",
  stackHeading: (number: number): string => `${count(number)} at this point`,
  pickHint: "Choose a place: click the map, or move it with the arrow keys and press Enter.",
  cancelPick: "Cancel",
} as const;
