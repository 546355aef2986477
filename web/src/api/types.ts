/** What the page calls the shapes that the service answers with: names for those of `generated.ts`, and what the page puts together itself. */
import type { components } from "./generated";

type Schemas = components["schemas"];

export type Slug = string;

/** What is sent, with plain strings for fixed words: an address may hold a word that is none, which the service refuses by name. */
export type Unchecked<Body> = Body extends string
  ? string
  : Body extends readonly (infer Item)[]
    ? Unchecked<Item>[]
    : Body extends object
      ? { [Key in keyof Body]: Unchecked<Body[Key]> }
      : Body;

export type About = Schemas["About"];
export type Choice = Schemas["Word"];
export type VocabularyName = keyof About["vocabulary"];
/** Weights of suitability, deprivation and uplift; they sum to 1. */
export type Weights = Schemas["Preset"]["weights"];
/** West, south, east, north in degrees. */
export type Extent = NonNullable<About["extent"]>;

/** A place that somebody called by name. */
export type FoundPlace = Schemas["Places"]["places"][number];

/** What the features that a filter keeps come to; its `parts` are the same for each value of one property. */
export type Summary = Schemas["Summary"];
export type SummaryPart = Schemas["SummaryPart"];

/** What `/collections` says of one set of features. */
export type LayerDescription = Schemas["Collection"];

/** A page of a collection. */
export type Collection<Feature> = Omit<Schemas["AssetCollection"], "features"> & { features: Feature[] };

/** The score, and the published need it suits best, are told where assets are asked for by score. */
export type AssetProperties = Schemas["AssetProperties"] & Partial<Pick<Schemas["AssetScoresProperties"], "best_score" | "best_need_title">>;
export type AssetFeature = Omit<Schemas["AssetFeature"], "properties"> & { properties: AssetProperties };
export type NeedFeature = Schemas["NeedFeature"];
export type AreaFeature = Schemas["AreaFeature"];

/** An asset with where each of its facts comes from and how far it can be trusted. */
export type AssetRecord = Schemas["AssetRecord"];
export type RecordedFact = AssetRecord["facts"][number];
export type PlaceDeprivation = NonNullable<AssetRecord["neighbourhood"]["deprivation"]>;
export type PlaceUplift = NonNullable<AssetRecord["neighbourhood"]["uplift"]>;

/** What is near an asset: the nearest of each context layer. */
export type NearAsset = Schemas["NearAsset"];
export type NearLayer = NearAsset["layers"][number];

/** The need as it is posted; what is not said is left out, and does not count against a building. */
export type NeedBody = Unchecked<Schemas["StatedNeed"]>;

export type Matches = Schemas["Matches"];
export type Match = Schemas["Match"];
export type Criterion = Match["suitability"]["criteria"][number];
export type MatchInput = Criterion["inputs"][number];
/** How often a match keeps its place while weights and unknowns vary. */
export type Robust = Schemas["Robustness"];
/** Whether rising prices could hurt people already there: a flag for a conversation, not a forecast. */
export type Displacement = Match["uplift"]["displacement"];
export type DisplacementSignal = Displacement["signals"][number];
/** What a rise could be worth in ten years, in pounds: from nothing, beside ordinary movement of the market. */
export type GbpRange = NonNullable<Match["uplift"]["gbp"]>;

/** How scores are made, how that was tested, and who comes out on top. */
export type Method = Schemas["Method"];
export type Backtest = Schemas["Backtest"];
export type Horizon = Backtest["horizons"][number];
export type BaseYear = Horizon["base_years"][number];
export type Fairness = Schemas["Fairness"];

export interface AssetQuery {
  bbox: Extent | null;
  borough: string[];
  ward: string[];
  occupancy: string[];
  status: string[];
  space_type: string[];
  min_area_m2: number | null;
  max_area_m2: number | null;
  tenure: string[];
  /** Listed on this day or later, as `2026-11-21`. */
  seen_since: string | null;
  /** Said to be empty on this day or later. */
  empty_since: string | null;
  /** The least score with the published need it suits best. */
  min_score: number | null;
  /** Corners of an area, degrees east and north; it closes itself. */
  drawn: [number, number][] | null;
  q: string;
  sort: string | null;
  cursor: string | null;
  /** `null` for all of them, as in a file. */
  limit: number | null;
}
