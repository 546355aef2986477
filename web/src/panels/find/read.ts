/** Reads the fields of the questions in front; what the others said stays as it was. */
import type { NeedForm, Place } from "../../state/looking";
import type { Money } from "../../state/money";
import { looksLikePostcode } from "../../state/need";
import type { Question } from "../../state/questions";
import { words } from "../../words";

const W = words.find;

export interface FieldError {
  field: string;
  text: string;
}

export interface Told {
  form: NeedForm;
  money: Money;
  errors: FieldError[];
}

/** What fields that hold numbers are called when one of them is wrong. */
const NUMBERS = W.numberNames;

export function readQuestions(data: FormData, questions: readonly Question[], kind: Place["kind"], form: NeedForm, money: Money): Told {
  const errors: FieldError[] = [];
  const text = (name: string): string => String(data.get(name) ?? "").trim();
  const choice = (name: string): string | null => text(name) || null;
  const number = (name: keyof typeof NUMBERS): number | null => {
    const given = text(name).replaceAll(/[,£\s]/g, "");
    if (given === "") return null;
    const value = Number(given);
    if (Number.isFinite(value) && value >= 0) return value;
    errors.push({ field: name, text: W.errors.number(NUMBERS[name]) });
    return null;
  };
  const readers: Record<Question, () => Partial<NeedForm>> = {
    where: () => {
      const place = readPlace(kind, text("postcode"), { borough: text("borough"), only: data.get("only") !== null }, form.place);
      if (place === null) errors.push({ field: "place", text: W.errors.place });
      else if (place.kind === "postcode" && !looksLikePostcode(place.postcode)) errors.push({ field: "place", text: W.errors.postcode });
      return { place };
    },
    spaces: () => ({ spaces: data.getAll("spaces").map(String) }),
    size: () => {
      const [ideal_m2, min_m2] = [number("ideal"), number("least")];
      const sound = errors.every(({ field }) => field !== "ideal" && field !== "least");
      if (sound && min_m2 !== null && ideal_m2 === null) errors.push({ field: "ideal", text: W.errors.least_alone });
      else if (min_m2 !== null && ideal_m2 !== null && min_m2 > ideal_m2) errors.push({ field: "least", text: W.errors.least });
      return { ideal_m2, min_m2 };
    },
    purpose: () => ({ title: text("title"), purposes: data.getAll("purposes").map(String) }),
    reach: () => ({ reach: choice("reach"), max_distance_km: number("within") }),
    money: () => {
      money = { budget_gbp_per_year: number("budget"), capital_gbp: number("capital") };
      return {};
    },
    lease: () => ({ tenure_years: number("years"), latest_start: choice("start") }),
    access: () => ({ step_free: choice("step_free"), would_share: data.get("share") !== null, leave_out_occupied: data.get("empty_only") !== null }),
    kind: () => ({ legal_form: choice("form") }),
  };
  const told = questions.reduce((so_far, question) => ({ ...so_far, ...readers[question]() }), form);
  return { form: told, money, errors };
}

function readPlace(kind: Place["kind"], postcode: string, { borough, only }: { borough: string; only: boolean }, before: Place | null): Place | null {
  if (kind === "postcode") return postcode === "" ? null : { kind, postcode: postcode.toUpperCase() };
  if (kind === "borough") return borough === "" ? null : { kind, borough, ...(only ? { only } : {}) };
  return before?.kind === "point" ? before : null;
}

/** The field for the name the service gives. */
export function fieldOf(parameter: string | null): string {
  const name = parameter ?? "place";
  if (name.startsWith("place")) return "place";
  if (name.startsWith("area")) return name.includes("min") ? "least" : "ideal";
  const known: Record<string, string> = {
    max_distance_km: "within",
    budget_gbp_per_year: "budget",
    capital_gbp: "capital",
    tenure_years: "years",
    latest_start: "start",
  };
  return known[name] ?? name;
}

/** The question a field belongs to. */
export function questionOf(field: string): Question {
  const of: Record<string, Question> = {
    ideal: "size",
    least: "size",
    title: "purpose",
    within: "reach",
    reach: "reach",
    budget: "money",
    capital: "money",
    years: "lease",
    start: "lease",
    step_free: "access",
    legal_form: "kind",
    purposes: "purpose",
    spaces: "spaces",
  };
  return of[field] ?? "where";
}
