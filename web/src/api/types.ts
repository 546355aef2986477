/** The shapes the service answers with. `tests/answers.test.ts` holds them against recorded answers. */
import type { components } from "./generated";
import type { FactGap } from "./worklist";
import type { Displacement, GbpRange, Robust } from "./reasons";

type Schemas = components["schemas"];

export type Slug = string;

export interface Choice {
  slug: Slug;
  label: string;
}

export interface Source {
  id: string;
  title: string;
  publisher: string;
  licence: string | null;
  /** Day as `2026-11-21`. */
  as_at: string | null;
  file_name: string;
  fictional: boolean;
}

/** Weights of suitability, deprivation and uplift; they sum to 1. */
export type Weights = [number, number, number];

export interface Preset {
  slug: Slug;
  label: string;
  weights: Weights;
}

/** West, south, east, north in degrees. */
export type Extent = [number, number, number, number];

export type VocabularyName =
  | "occupancy"
  | "disposal_status"
  | "space_type"
  | "reach"
  | "purpose"
  | "legal_form"
  | "step_free_need"
  | "condition"
  | "precision"
  | "holding"
  | "step_free"
  | "heritage"
  | "planning"
  | "rent_review";

export interface About {
  service: string;
  version: string;
  fictional: boolean;
  extent: Extent | null;
  boroughs: string[];
  counts: { assets: number; assets_placed: number; needs: number; areas: number };
  /** What is written in an enquiry is deleted so many months after it was last worked on. */
  enquiry_months: number;
  basemap_style_url: string | null;
  sources: Source[];
  criteria: {
    method_version: string;
    anchor_version: string;
    weights: { suitability: number; deprivation: number; uplift: number };
    presets: Preset[];
  };
  vocabulary: Partial<Record<VocabularyName, Choice[]>>;
  change: number;
}

/** A place that somebody called by name. */
export type FoundPlace = Schemas["Places"]["places"][number];

/** What the features that a filter keeps come to; its `parts` are the same for each value of one property. */
export type Summary = Schemas["Summary"];
export type SummaryPart = Schemas["SummaryPart"];

export interface PointGeometry {
  type: "Point";
  coordinates: [number, number];
}

export interface Link {
  rel: string;
  href: string;
  type: string;
  title: string;
}

/** What `/collections` says of one set of features. */
export interface LayerDescription {
  id: string;
  title: string;
  description: string;
  links: Link[];
}

export interface Feature<Properties, Geometry = PointGeometry | null> {
  type: "Feature";
  id: string;
  geometry: Geometry;
  properties: Properties;
}

export interface Collection<Item> {
  type: "FeatureCollection";
  features: Item[];
  links: Link[];
  numberMatched: number;
  numberReturned: number;
}

export interface AssetProperties {
  id: string;
  name: string;
  address: string | null;
  postcode: string | null;
  owner: string;
  borough: string | null;
  occupancy: Slug | null;
  disposal_status: Slug | null;
  /** Slugs, comma separated. */
  space_types: string | null;
  usable_area_m2: number | null;
  usable_area_estimated: boolean | null;
  land_area_m2: number | null;
  precision: Slug;
  coarse: boolean;
  /** Whether the public is not shown its exact place. */
  withheld: boolean;
  as_at: string | null;
  /** Told where assets are asked for by score: the score with the published need it suits best, and that need. */
  best_score?: number | null;
  best_need_title?: string | null;
}

export type AssetFeature = Feature<AssetProperties>;

export interface NeedProperties {
  id: string;
  organisation: string;
  legal_form: Slug | null;
  title: string;
  purposes: string | null;
  serves: string | null;
  reach: Slug | null;
  borough: string | null;
  space_types: string | null;
  area_ideal_m2: number | null;
  area_min_m2: number | null;
  would_share: boolean | null;
  step_free: Slug | null;
  tenure_years: number | null;
  latest_start: string | null;
  max_distance_km: number | null;
  source: string | null;
  stated_on: string | null;
}

export type NeedFeature = Feature<NeedProperties>;

export interface AreaProperties {
  id: string;
  name: string;
  borough: string | null;
  imd_score: number | null;
  imd_rank: number | null;
  imd_decile: number | null;
  deprivation: number | null;
  residents: number | null;
  typical_price_gbp: number | null;
  sales: number | null;
  borrowed_share: number | null;
  price_percentile: number | null;
  activity: number | null;
  headroom_log: number | null;
  headroom_strength: string | null;
  uplift: number | null;
  displacement: "high" | "medium" | "low" | null;
  source: string | null;
  as_at: string | null;
}

export type AreaFeature = Feature<AreaProperties, unknown>;

/** One value with where it comes from and how far it can be trusted. */
export interface RecordedFact {
  field: string;
  label: string;
  value: string;
  /** The same for machines: a slug, a number, a day, a list of slugs. */
  data: unknown;
  quality: string | null;
  source: string | null;
  as_at: string | null;
  /** What an officer took it from. */
  evidence?: string | null;
}

export interface PlaceDeprivation {
  /** `null` when not known. */
  value: number | null;
  low: number;
  high: number;
  point_area: { code: string; name: string; rank: number | null; decile: number | null } | null;
  residents_reached: number | null;
  share_most_deprived_tenth: number | null;
  share_most_deprived_fifth: number | null;
  sentence: string | null;
}

export interface PlaceUplift {
  value: number;
  low: number;
  high: number;
  low_value: number | null;
  activity_quiet: number | null;
  headroom: number | null;
  headroom_log: number | null;
  sales: number | null;
  borrowed: number | null;
  strength: string | null;
  sentence: string | null;
}

export interface AssetRecord {
  id: string;
  name: string;
  reference: string | null;
  address: string | null;
  postcode: string | null;
  borough: string | null;
  owner: { name: string; uri: string | null };
  register: string;
  place: { precision: Slug; coarse: boolean; sentence: string; lon: number | null; lat: number | null };
  facts: RecordedFact[];
  gaps: { field: string; label: string }[];
  neighbourhood: { deprivation: PlaceDeprivation | null; uplift: PlaceUplift | null; displacement: Omit<Displacement, "sentence"> | null };
  sources: Source[];
  /** Whether whoever asks may change it. */
  may_edit?: boolean;
  /** Whether its owner lets everybody see the exact place. */
  shown?: "coarse" | "exact";
  /** The day since which it is no longer in its register. */
  gone?: string | null;
}

/** The need as it is posted; what is not said is left out, and does not count against a building. */
export interface NeedBody {
  title?: string;
  legal_form?: Slug;
  purposes?: Slug[];
  place: { lon: number; lat: number } | { postcode: string } | { borough: string };
  reach?: Slug;
  max_distance_km?: number;
  spaces?: { space_type: Slug; share: number }[];
  area?: { ideal_m2: number; min_m2?: number; max_m2?: number; flexible?: boolean };
  would_share?: boolean;
  step_free?: Slug;
  budget_gbp_per_year?: number;
  capital_gbp?: number;
  tenure_years?: number;
  latest_start?: string;
}

export interface MatchInput {
  label: string;
  value: string;
  source: string | null;
  as_at: string | null;
  quality: string | null;
}

export interface Criterion {
  criterion: string;
  label: string;
  weight: number;
  /** `null` when unknown; `used` is then the neutral half. */
  value: number | null;
  used: number;
  low: number;
  high: number;
  /** `null` for a pairing that is ruled out: it has no score to lose points from. */
  points_lost: number | null;
  reason: string;
  inputs: MatchInput[];
}

export interface Block {
  code: string;
  title: string;
  reason: string;
  would_change?: string | null;
}

export interface Check {
  code: string;
  title: string;
  text: string;
}

export interface MatchDeprivation extends PlaceDeprivation {
  quality: number;
  mean_score: number | null;
  equivalent_percentile: number | null;
  purpose: { domains: string[]; sentence: string } | null;
}

export interface MatchUplift extends PlaceUplift {
  quality: number;
  price_basis: "sales" | "sectors" | null;
  displacement: Displacement;
  /** Whether displacement risk held the uplift down in this score. */
  capped: boolean;
  gbp: GbpRange | null;
}

export interface Match {
  asset: Schemas["AssetBrief"];
  need: { id: string | null; title: string; organisation: string };
  eligible: boolean;
  blocks: Block[];
  checks: Check[];
  /** `null` when a block rules the pair out. */
  score: number | null;
  low: number | null;
  high: number | null;
  band: string | null;
  completeness: number;
  completeness_band: string;
  distance_m: number | null;
  suitability: { value: number; low: number; high: number; completeness: number; criteria: Criterion[] };
  deprivation: MatchDeprivation;
  uplift: MatchUplift;
  robust: Robust | null;
  lost: { suitability: number; deprivation: number; uplift: number } | null;
  headline: string | null;
  fit: string | null;
  cost: string | null;
  place: string | null;
  value: string | null;
  points: string | null;
  to_find_out: string | null;
  /** The smallest single change that lifts the band. */
  to_lift: string | null;
  why_not: string | null;
  most_useful: { criterion: string; label: string; points: number } | null;
  sources: string[];
}

export interface Matches {
  need?: { id: string | null; title: string; organisation: string };
  asset?: { id: string; name: string };
  considered: number;
  eligible: number;
  on: string;
  /** `computed_at` is the moment, as RFC 3339, at which the data it was made from were taken up. */
  versions: { method: string; anchors: string; weights: Weights; change: number; data_release: string; computed_at: string };
  nothing_fits: string | null;
  robustness: { draws: number; alternatives: number; sentence: string } | null;
  matches: Match[];
  excluded: Match[];
  /** Of needs for an asset alone. */
  worth_finding_out?: FactGap[];
}

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

/** What is near an asset: the nearest of each context layer. */
export interface NearAsset {
  asset: string;
  coarse: boolean;
  within_m: number;
  sentence: string;
  layers: NearLayer[];
}

export interface NearLayer {
  collection: string;
  title: string;
  publisher: string;
  licence: string | null;
  features: { id: string; name: string; distance_m: number }[];
}
