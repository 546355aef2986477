/** The worklist as a spreadsheet (CSV): every asset that fits what is asked, in its order, with what it was made from. */
import type { WorkRow, Worklist } from "../api/worklist";
import { cell } from "./shortlist";

export type WorkColumn =
  | "rank"
  | "name"
  | "borough"
  | "key"
  | "score"
  | "low"
  | "high"
  | "known_percent"
  | "stage"
  | "occupancy"
  | "first"
  | "blocked"
  | "fitting"
  | "need"
  | "need_score"
  | "find_out"
  | "find_out_points"
  | "find_out_rules_out"
  | "oldest"
  | "oldest_as_at"
  | "register_as_at";

const whole = (value: number | undefined | null): number | null => (value === undefined || value === null ? null : Math.round(value));

const VALUES: Record<WorkColumn, (row: WorkRow) => string | number | null> = {
  rank: ({ rank }) => rank,
  name: ({ name }) => name,
  borough: ({ borough }) => borough,
  key: ({ asset }) => asset,
  score: ({ transferability }) => whole(transferability?.value),
  low: ({ transferability }) => whole(transferability?.low),
  high: ({ transferability }) => whole(transferability?.high),
  known_percent: ({ completeness }) => Math.floor(completeness * 100),
  stage: ({ stage_label }) => stage_label,
  occupancy: ({ occupancy }) => occupancy,
  first: ({ sentence }) => sentence,
  blocked: ({ blocks }) => blocks.join(" ") || null,
  fitting: ({ fitting, blocks }) => (blocks.length > 0 ? null : fitting),
  need: ({ needs }) => (needs[0] ? `${needs[0].title}, ${needs[0].organisation}` : null),
  need_score: ({ needs }) => whole(needs[0]?.score.value),
  find_out: ({ gaps }) => gaps[0]?.label ?? null,
  find_out_points: ({ gaps }) => whole(gaps[0]?.moves_points),
  find_out_rules_out: ({ gaps }) => (gaps[0] ? (gaps[0].could_rule_out ? "yes" : "no") : null),
  oldest: ({ freshness }) => freshness.oldest?.label ?? null,
  oldest_as_at: ({ freshness }) => freshness.oldest?.as_at ?? null,
  register_as_at: ({ freshness }) => freshness.register_as_at,
};

/** `named`: what each column is called. What is not known is an empty cell, never a zero. `notes` stand below the list. */
export function worklistFile({ rows }: Worklist, named: Record<WorkColumn, string>, notes: string[]): string {
  const columns = Object.keys(VALUES) as WorkColumn[];
  const lines = [
    columns.map((column) => cell(named[column])),
    ...rows.map((row) => columns.map((column) => cell(VALUES[column](row)))),
    [],
    ...notes.map((note) => [cell(note)]),
  ];
  // The mark at the beginning tells Excel that it is UTF-8.
  return `\uFEFF${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}
