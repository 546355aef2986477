/** A council's own stock in order, and what statutory rules say of one asset: shapes and calls. */
import { ask } from "./client";
import type { Matches } from "./types";

export interface WorkScore {
  value: number;
  low: number;
  high: number;
}

export interface WorkPart {
  part: string;
  label: string;
  known: boolean;
  points: number;
  low: number;
  high: number;
  says: string;
}

export interface WorkNeed {
  id: string | null;
  title: string;
  organisation: string;
  score: WorkScore;
}

export interface WorkGap {
  fact: string;
  label: string;
  /** How far apart the best and the worst answer put the score of the best need; `null` where none fits. */
  moves_points: number | null;
  could_rule_out: boolean;
  moves_transferability: number;
  now_assumed: string;
}

export interface WorkRow {
  asset: string;
  name: string;
  borough: string | null;
  rank: number;
  stage: string | null;
  stage_label: string | null;
  occupancy: string | null;
  sentence: string;
  /** `null` for what is blocked. */
  transferability: WorkScore | null;
  completeness: number;
  blocks: string[];
  parts: WorkPart[];
  fitting: number;
  needs: WorkNeed[];
  gaps: WorkGap[];
  freshness: { oldest: { label: string; as_at: string } | null; undated: string[]; register_as_at: string | null };
}

export interface Worklist {
  council: string | null;
  councils: string[];
  on: string;
  sentence: string;
  needs: number;
  assets: number;
  blocked: number;
  stages: { stage: string | null; label: string | null; count: number }[];
  matched: number;
  rows: WorkRow[];
  next: string | null;
  method: { part: string; label: string; weight: number; why: string }[];
  versions: Matches["versions"];
}

/** `stages`: slugs, "unknown" for not known. */
export interface WorkQuery {
  council: string | null;
  stages: string[];
  blocked: boolean | null;
}

const PAGE = 25;
const WHOLE_PAGE = 200;

function worklistPath({ council, stages, blocked }: WorkQuery, cursor: string | null, limit: number): string {
  const search = new URLSearchParams({ limit: String(limit) });
  if (council !== null) search.set("council", council);
  if (stages.length > 0) search.set("stage", stages.join(","));
  if (blocked !== null) search.set("blocked", String(blocked));
  if (cursor !== null) search.set("cursor", cursor);
  return `worklist?${search.toString()}`;
}

export const getWorklist = (query: WorkQuery, cursor: string | null, signal?: AbortSignal): Promise<Worklist> => ask(worklistPath(query, cursor, PAGE), { signal });

/** All pages in one: every asset that fits what is asked. */
export async function getWholeWorklist(query: WorkQuery): Promise<Worklist> {
  const whole = await ask<Worklist>(worklistPath(query, null, WHOLE_PAGE));
  let { next } = whole;
  while (next !== null) {
    const page: Worklist = await ask<Worklist>(worklistPath(query, next, WHOLE_PAGE));
    whole.rows.push(...page.rows);
    next = page.next;
  }
  return { ...whole, next };
}

export type RuleState = "applies" | "may-apply" | "not-known" | "does-not-apply" | "not-in-force";

export interface RuleFlag {
  rule: string;
  set: string;
  title: string;
  state: RuleState;
  state_label: string;
  says: string;
  /** `fact`: the fact of the asset that would tell; `null` for what no record holds. */
  needs: { fact: string | null; label: string }[];
  clocks: { label: string; from: string | null; until: string }[];
  source: string;
  source_url: string;
  in_force_from: string | null;
  in_force_until: string | null;
  as_at: string;
}

export interface AssetRules {
  asset: string;
  on: string;
  sentence: string;
  flags: RuleFlag[];
  undervalue: {
    unrestricted_gbp: number;
    valued_on: string | null;
    consideration_gbp: number;
    undervalue_gbp: number;
    limit_gbp: number;
    within_limit: boolean;
  } | null;
}

/** What only the person who makes a brief knows; no record holds it. */
export interface RuleTerms {
  consideration_gbp: number | null;
  notice_on: string | null;
}

export function getAssetRules(asset: string, { consideration_gbp, notice_on }: RuleTerms, signal?: AbortSignal): Promise<AssetRules> {
  const search = new URLSearchParams();
  if (consideration_gbp !== null) search.set("consideration_gbp", String(consideration_gbp));
  if (notice_on !== null) search.set("notice_on", notice_on);
  return ask(`assets/${encodeURIComponent(asset)}/rules${search.size === 0 ? "" : `?${search.toString()}`}`, { signal });
}
