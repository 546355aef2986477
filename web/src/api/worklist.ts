/** A council's own stock in order, and what statutory rules say of one asset: shapes and calls. */
import { ask } from "./client";
import type { components } from "./generated";

type Schemas = components["schemas"];

export type Worklist = Schemas["Worklist"];
/** `transferability` is `null` for what is blocked; `moves_points` of a gap is `null` where no need fits. */
export type WorkRow = Schemas["WorkRow"];
export type WorkGap = WorkRow["gaps"][number];

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

export type AssetRules = Schemas["AssetRules"];
export type RuleFlag = AssetRules["flags"][number];
export type RuleState = RuleFlag["state"];

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
