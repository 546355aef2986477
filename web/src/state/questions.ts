/** The questions of "Find premises", in their order; only the place must be answered. */
import { EMPTY_FORM, type NeedForm } from "./looking";
import { NO_MONEY, type Money } from "./money";

export const QUESTIONS = ["where", "spaces", "size", "purpose", "reach", "money", "lease", "access", "kind"] as const;
export type Question = (typeof QUESTIONS)[number];

/** What is in front: one question, the answers to check, or all questions on one page. */
export type Ask = Question | "check" | "all";
export const ASKS: readonly Ask[] = [...QUESTIONS, "check", "all"];

/** What of the form each question asks for. */
const FIELDS: Record<Question, readonly (keyof NeedForm)[]> = {
  where: ["place"],
  spaces: ["spaces"],
  size: ["ideal_m2", "min_m2"],
  purpose: ["title", "purposes"],
  reach: ["reach", "max_distance_km"],
  money: [],
  lease: ["tenure_years", "latest_start"],
  access: ["step_free", "would_share", "leave_out_occupied"],
  kind: ["legal_form"],
};

/** What comes after a question: the next one, and the answers to check after the last. */
export const afterQuestion = (question: Question): Ask => QUESTIONS[QUESTIONS.indexOf(question) + 1] ?? "check";

/** What comes before what is in front; `null` before the first. */
export function beforeAsk(ask: Ask): Ask | null {
  if (ask === "check") return QUESTIONS.at(-1) ?? null;
  if (ask === "all") return "where";
  return QUESTIONS[QUESTIONS.indexOf(ask) - 1] ?? null;
}

/** The form without its answers to one question. */
export function withoutAnswer(form: NeedForm, question: Question): NeedForm {
  return { ...form, ...Object.fromEntries(FIELDS[question].map((field) => [field, EMPTY_FORM[field]])) };
}

export const moneyWithoutAnswer = (money: Money, question: Question): Money => (question === "money" ? NO_MONEY : money);

/** Whether nothing at all was answered. */
export const isEmpty = (form: NeedForm): boolean => JSON.stringify(form) === JSON.stringify(EMPTY_FORM);
