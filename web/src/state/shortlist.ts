/** A list of matches as a spreadsheet (CSV): what is on screen, in its order, with what it was made from. */
import type { Match, Matches } from "../api/types";
import { pillarValue, wholeScore } from "./answers";
import { standings, type Standing } from "./standing";

/** What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection"), the wide forms included. */
const STARTS = /^ *[=+\-@\t\r\n＝＋－＠]/u;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** One cell: quoted where it must be, and never taken for a formula. */
export function cell(value: string | number | null): string {
  if (value === null) return "";
  const text = String(value);
  const safe = STARTS.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export interface Column {
  name: string;
  value: (match: Match, standing: Standing) => string | number | null;
}

/** `named`: what each column is called; `sure`: a standing in words. What is not known is an empty cell, never a zero. */
export function columns(named: Record<ColumnName, string>, sure: (standing: Standing) => string | null): Column[] {
  const values: Record<ColumnName, Column["value"]> = {
    place: (_, { place }) => place,
    name: ({ asset }) => asset.name,
    borough: ({ asset }) => asset.borough,
    key: ({ asset }) => asset.id,
    score: ({ score }) => (score === null ? null : wholeScore(score)),
    low: ({ low }) => (low === null ? null : Math.round(low)),
    high: ({ high }) => (high === null ? null : Math.round(high)),
    known_percent: ({ completeness }) => Math.floor(completeness * 100),
    distance_m: ({ distance_m }) => (distance_m === null ? null : Math.round(distance_m)),
    fit: (match) => pillarValue(match, "suitability"),
    deprivation: (match) => pillarValue(match, "deprivation"),
    headroom: (match) => pillarValue(match, "uplift"),
    displacement: ({ uplift }) => uplift.displacement.flag,
    sure: (_, standing) => sure(standing),
    why: ({ fit }) => fit,
    cost: ({ cost }) => cost,
    find_out: ({ to_find_out }) => to_find_out,
  };
  return (Object.keys(values) as ColumnName[]).map((name) => ({ name: named[name], value: values[name] }));
}

export type ColumnName =
  | "place"
  | "name"
  | "borough"
  | "key"
  | "score"
  | "low"
  | "high"
  | "known_percent"
  | "distance_m"
  | "fit"
  | "deprivation"
  | "headroom"
  | "displacement"
  | "sure"
  | "why"
  | "cost"
  | "find_out";

/** `notes` stand below the list, one a row: weights, versions, date. */
export function shortlist(found: Matches, named: Record<ColumnName, string>, sure: (standing: Standing) => string | null, notes: string[]): string {
  const places = standings(found.matches, "asset");
  const all = columns(named, sure);
  const rows = [
    all.map(({ name }) => cell(name)),
    ...found.matches.flatMap((match, index) => {
      const standing = places[index];
      return standing ? [all.map(({ value }) => cell(value(match, standing)))] : [];
    }),
    [],
    ...notes.map((note) => [cell(note)]),
  ];
  // The mark at the beginning tells Excel that it is UTF-8.
  return `\uFEFF${rows.map((row) => row.join(",")).join("\r\n")}\r\n`;
}
