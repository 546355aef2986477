/** The shapes of `GET /method` and `GET /fairness`: how scores are made, how that was tested, and who comes out on top. */
import type { Preset, Slug } from "./types";

/** A file of data the scores are made from. */
export interface DataRelease {
  id: string;
  title: string;
  publisher: string;
  /** Day as `2026-11-21`. */
  as_at: string | null;
  kind: Slug;
  rows?: number | null;
}

/** Fixed points of the scales, worked out once for each data release. */
export interface Anchors {
  version: string;
  reference_areas: number;
  label: string;
  /** Spread of the log price inside an area and between neighbouring areas. */
  spread_within: number;
  spread_between: number;
  deprivation_anchor: number;
  /** Log price gaps that count as 0 and as 1. */
  headroom_anchors: [number, number];
  /** Areas by what their price level is made of. */
  price_basis: { sales: number; sectors: number; none: number };
}

/** One year from which the test looked ahead. Correlations, -1 to 1. */
export interface BaseYear {
  year: number;
  score: number;
  /** The gap to neighbours, among places equally dear. */
  headroom_given_price: number;
  price_alone: number;
  deprivation_alone: number | null;
  random: number;
  top_minus_bottom: number;
  /** Share of later changes inside the band of earlier ones; `null` where there are none before. */
  coverage: number | null;
  /** Whether it shares few years with the other marked ones. */
  independent: boolean;
}

export interface Horizon {
  years: number;
  base_years: BaseYear[];
  mean_score: number;
  share_positive: number;
  mean_headroom: number;
  /** 90 % interval of the mean. */
  headroom_low: number;
  headroom_high: number;
  headroom_share_positive: number;
  /** Mean share of the gap that closed, for whatever cause; then the least and the most of any base year. */
  gap_closed: number;
  gap_closed_low: number;
  gap_closed_high: number;
  coverage: number | null;
}

export interface Backtest {
  /** RFC 3339. */
  run_at: string;
  data_release: string;
  method_version: string;
  basis: "sectors" | "areas";
  units: number;
  first_year: number;
  last_year: number;
  passes: boolean;
  sentence: string;
  horizons: Horizon[];
}

export interface Method {
  method_version: string;
  weights: { suitability: number; deprivation: number; uplift: number };
  presets: Preset[];
  anchors: Anchors;
  data_release: string;
  data: DataRelease[];
  /** The most uplift may count: 0.30 unless the back-test of these data passes. */
  most_uplift: number;
  gate: { open: boolean; sentence: string };
  backtest: Backtest | null;
}

/** A group's share of the best pairings beside its share of all there is; both `null` when too few to show. */
interface FairnessRow {
  pairs: number | null;
  share: number | null;
  compared: number;
}

export interface Fairness {
  per_need: number;
  needs: number;
  pairs: number;
  by_decile: (FairnessRow & { decile: number | null })[];
  by_borough: (FairnessRow & { borough: string })[];
  by_size: (FairnessRow & { size: Slug; label: string })[];
  sentence: string;
}
