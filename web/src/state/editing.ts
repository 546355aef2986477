/** Facts an officer may change by hand: what each is made of, and what of a form is a change. */
import type { FactValue } from "../api/edits";
import type { AssetRecord, VocabularyName } from "../api/types";

export type FactGroup = "use" | "size" | "state" | "money" | "planning";
export type FactUnit = "m2" | "gbp" | "gbp_per_year" | "share";

export type FactField = { field: string; group: FactGroup } & (
  | { kind: "word" | "words"; vocabulary: VocabularyName }
  | { kind: "number"; unit: FactUnit }
  | { kind: "yes-no" | "day" | "text" }
);

/** In the order of the form. A fact the service does not tell of is left out of it. */
export const FACT_FIELDS: readonly FactField[] = [
  { field: "occupancy", group: "use", kind: "word", vocabulary: "occupancy" },
  { field: "disposal_status", group: "use", kind: "word", vocabulary: "disposal_status" },
  { field: "available_from", group: "use", kind: "day" },
  { field: "unsafe_until", group: "use", kind: "day" },
  { field: "reserved_for", group: "use", kind: "text" },
  { field: "holding", group: "use", kind: "word", vocabulary: "holding" },
  { field: "title", group: "use", kind: "text" },
  { field: "term_offered", group: "use", kind: "text" },
  { field: "shareable", group: "use", kind: "yes-no" },
  { field: "usable_area_m2", group: "size", kind: "number", unit: "m2" },
  { field: "gross_internal_area_m2", group: "size", kind: "number", unit: "m2" },
  { field: "land_area_m2", group: "size", kind: "number", unit: "m2" },
  { field: "space_types", group: "size", kind: "words", vocabulary: "space_type" },
  { field: "condition", group: "state", kind: "word", vocabulary: "condition" },
  { field: "step_free", group: "state", kind: "word", vocabulary: "step_free" },
  { field: "energy_rating", group: "state", kind: "text" },
  { field: "heritage", group: "state", kind: "word", vocabulary: "heritage" },
  { field: "rent_gbp_per_year", group: "money", kind: "number", unit: "gbp_per_year" },
  { field: "service_charge_gbp_per_year", group: "money", kind: "number", unit: "gbp_per_year" },
  { field: "running_cost_gbp_per_year", group: "money", kind: "number", unit: "gbp_per_year" },
  { field: "repair_backlog_gbp", group: "money", kind: "number", unit: "gbp" },
  { field: "rateable_value_gbp", group: "money", kind: "number", unit: "gbp" },
  { field: "valuation_gbp", group: "money", kind: "number", unit: "gbp" },
  { field: "rent_review", group: "money", kind: "word", vocabulary: "rent_review" },
  { field: "clawback_share", group: "money", kind: "number", unit: "share" },
  { field: "planning", group: "planning", kind: "word", vocabulary: "planning" },
  { field: "planning_note", group: "planning", kind: "text" },
];

/** What is known of the fact now; `null` when it is not. */
export function factNow(record: AssetRecord, field: string): FactValue {
  const data = record.facts.find((fact) => fact.field === field)?.data;
  if (typeof data === "string" || typeof data === "number" || typeof data === "boolean") return data;
  return Array.isArray(data) ? data.map(String) : null;
}

/** What the service calls the fact; `null` when it does not tell of it. */
export const factLabel = ({ facts, gaps }: AssetRecord, field: string): string | null =>
  [...facts, ...gaps].find((one) => one.field === field)?.label ?? null;

/** The fact as a form shows it; empty for not known. */
export function written(field: FactField, value: FactValue): string {
  if (value === null) return "";
  if (field.kind === "number" && field.unit === "share") return String(Number((Number(value) * 100).toFixed(2)));
  if (field.kind === "yes-no") return value === true ? "yes" : "no";
  return String(value);
}

/** What a form says of one fact: empty, or a list with nothing in it, for not known. */
export type Given = string | string[];

export type FactProblem = "number" | "share";

/** The fact of what was written; a problem when it is no such thing. */
export function readFact(field: FactField, given: Given): { value: FactValue } | { problem: FactProblem } {
  if (Array.isArray(given)) return { value: given.length === 0 ? null : given };
  const text = given.trim();
  if (text === "") return { value: null };
  if (field.kind === "yes-no") return { value: text === "yes" };
  if (field.kind !== "number") return { value: text };
  const number = Number(text.replaceAll(/[,£%\s]/g, ""));
  if (!Number.isFinite(number) || number < 0) return { problem: field.unit === "share" ? "share" : "number" };
  if (field.unit !== "share") return { value: number };
  return number > 100 ? { problem: "share" } : { value: Number((number / 100).toFixed(4)) };
}

/** The facts that were changed, and what could not be read. A fact that was not asked for is no change. */
export function changedFacts(
  record: AssetRecord,
  given: ReadonlyMap<string, Given>,
): { facts: Record<string, FactValue>; problems: { field: string; problem: FactProblem }[] } {
  const facts: Record<string, FactValue> = {};
  const problems: { field: string; problem: FactProblem }[] = [];
  for (const field of FACT_FIELDS) {
    const said = given.get(field.field);
    if (said === undefined) continue;
    const read = readFact(field, said);
    if ("problem" in read) problems.push({ field: field.field, problem: read.problem });
    else if (!same(read.value, factNow(record, field.field))) facts[field.field] = read.value;
  }
  return { facts, problems };
}

function same(one: FactValue, other: FactValue): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return [...one].sort().join() === [...other].sort().join();
  return one === other;
}
