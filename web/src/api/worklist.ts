/** A council's own stock in order, and what statutory rules say of one asset: shapes and calls. */
import { ask } from "./client";
import type { components } from "./generated";

type Schemas = components["schemas"];

export type Worklist = Schemas["Worklist"];
/** `transferability` is `null` for what is blocked; `moves_points` of a gap is `null` where no need fits. */
export type WorkRow = Schemas["WorkRow"];
export type FactGap = Schemas["FactGap"];

/** `stages`: slugs, "unknown" for not known. */
export interface WorkQuery {
  council: string | null;
  stages: string[];
  blocked: boolean | null;
}

const PAGE = 25;
const WHOLE_PAGE = 200;

/** Where a page begins: after another one, else with an asset. */
interface Begin {
  from: string | null;
  at: string | null;
}

function worklistPath({ council, stages, blocked }: WorkQuery, { from, at }: Begin, limit: number): string {
  const search = new URLSearchParams({ limit: String(limit) });
  if (council !== null) search.set("council", council);
  if (stages.length > 0) search.set("stage", stages.join(","));
  if (blocked !== null) search.set("blocked", String(blocked));
  if (from !== null) search.set("cursor", from);
  else if (at !== null) search.set("asset", at);
  return `worklist?${search.toString()}`;
}

export const getWorklist = (query: WorkQuery & Begin, signal?: AbortSignal): Promise<Worklist> => ask(worklistPath(query, query, PAGE), { signal });

/** All pages in one: every asset that fits what is asked. */
export async function getWholeWorklist(query: WorkQuery): Promise<Worklist> {
  const whole = await ask<Worklist>(worklistPath(query, { from: null, at: null }, WHOLE_PAGE));
  let { next } = whole;
  while (next !== null) {
    const page: Worklist = await ask<Worklist>(worklistPath(query, { from: next, at: null }, WHOLE_PAGE));
    whole.rows.push(...page.rows);
    next = page.next;
  }
  return { ...whole, next };
}

export type AssetRules = Schemas["AssetRules"];
export type RuleFlag = AssetRules["flags"][number];
export type RuleState = RuleFlag["state"];

/** What only the person who makes a brief knows; no record holds it. */
export interface RuleTerms {
  consideration_gbp: number | null;
  notice_on: string | null;
}

export function getAssetRules(asset: string, { consideration_gbp, notice_on }: RuleTerms, signal?: AbortSignal, asVisitor = false): Promise<AssetRules> {
  const search = new URLSearchParams();
  if (consideration_gbp !== null) search.set("consideration_gbp", String(consideration_gbp));
  if (notice_on !== null) search.set("notice_on", notice_on);
  return ask(`assets/${encodeURIComponent(asset)}/rules${search.size === 0 ? "" : `?${search.toString()}`}`, { signal, asVisitor });
}
