/** What a match says beside its score: how firm its place is, whom a rise could hurt, what it could be worth. */
import type { Slug, Weights } from "./types";

/** How often a match keeps its place while weights and unknowns vary; `null` when there is nothing to compare it with. */
export interface Robust {
  /** Share of runs in which it came first, and in the top three. */
  top1: number;
  top3: number;
  mean_rank: number;
  /** 5th and 95th hundredth of its rank. */
  rank_low: number;
  rank_high: number;
  label: Slug;
  text: string;
  /** The same shares when every mix of weights is as likely as any other. */
  uniform: { top1: number; top3: number };
  chosen_by: string | null;
  /** The weights, on average, of the runs it won. */
  central_weights: Weights | null;
  /** What stands in the same list and is too close to call with it. */
  ties: string[];
}

export interface DisplacementSignal {
  slug: Slug;
  label: string;
  /** `null` when not known. */
  state: boolean | null;
}

/** Whether rising prices could hurt people already there: a flag for a conversation, not a forecast. */
export interface Displacement {
  flag: "high" | "medium" | "low" | null;
  label: string;
  signals: DisplacementSignal[];
  sentence: string;
}

/** What a rise could be worth in ten years, in pounds: from nothing, beside ordinary movement of the market. */
export interface GbpRange {
  value_gbp: number;
  low: number;
  central: number;
  high: number;
  closing_anyway: number;
  market_low: number;
  market_high: number;
  /** What the community would keep of it; `null` when not known how it would be held. */
  kept_central: number | null;
  kept_high: number | null;
  sentence: string;
}
