/** Where the data comes from. */
import { count, plural } from "./formats";

export const about = {
  lead: "catmap lines up public land and buildings with organisations that need space, and says why each pairing may work. It helps people decide. It does not decide.",
  counts: (assets: number, placed: number, needs: number, areas: number): string =>
    `${plural(assets, "asset", "assets")} (${count(placed)} with a known place), ${plural(needs, "published need", "published needs")} and ${plural(areas, "area", "areas")} are loaded.`,
  sources: "Sources",
  source: "Source",
  licence: "Licence",
  date: "As at",
  licenceNotKnown: "Licence not stated",
  placing: "How places are shown",
  placingText: "An empty building is shown at the centre of the area around it, without its house number or full postcode, until its owner agrees to more. A dashed ring marks such a place. Counts, filters and downloads use the same rounded place.",
  never: "What a score is not",
  neverText: "A score is not a decision, a valuation or legal advice. Headroom is a gap between prices here and nearby; it is not a forecast, and nobody can say that prices will rise. Most people in a deprived area are not themselves deprived.",
  open: "For programmes and maps",
  openText: "The same data can be read by machine:",
  api: "the service description (OpenAPI)",
  collections: "the collections (OGC API Features shape)",
} as const;
