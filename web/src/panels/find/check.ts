/** What was answered, question by question, in words: to check before the search, and on top of the matches. */
import { html, type TemplateResult } from "lit";
import type { About } from "../../api/types";
import type { NeedForm } from "../../state/looking";
import type { Money } from "../../state/money";
import { furthestKm } from "../../state/need";
import { QUESTIONS, type Ask, type Question } from "../../state/questions";
import { list, words } from "../../words";
import { label } from "../notices";

const W = words.find;

const TITLES: Record<Question, string> = {
  where: W.where,
  spaces: W.spaces,
  size: W.size,
  purpose: W.what,
  reach: W.reach,
  money: W.money,
  lease: W.lease,
  access: W.access,
  kind: W.form,
};

/** What was said to each question; `null` where nothing was. */
export function answersInWords(form: NeedForm, money: Money, about: About | null): Record<Question, string | null> {
  const joined = (...parts: (string | null | false)[]): string | null => parts.filter((part) => part !== null && part !== false && part !== "").join(", ") || null;
  const shown = <Value>(value: Value | null, write: (value: Value) => string): string | null => (value === null ? null : write(value));
  return {
    where: placeInWords(form),
    spaces: form.spaces.length === 0 ? null : list(form.spaces.map((slug) => label(about, "space_type", slug))),
    size: form.ideal_m2 === null ? null : words.need.sizeValue(form.ideal_m2, form.min_m2),
    purpose: joined(form.title, ...form.purposes.map((slug) => label(about, "purpose", slug))),
    reach: joined(shown(form.reach, (slug) => label(about, "reach", slug)), shown(form.max_distance_km, W.withinValue)),
    money: joined(shown(money.budget_gbp_per_year, W.budgetValue), shown(money.capital_gbp, W.capitalValue)),
    lease: joined(shown(form.tenure_years, W.yearsValue), shown(form.latest_start, W.startValue)),
    access: joined(shown(form.step_free, (slug) => label(about, "step_free_need", slug)), form.would_share && W.share, form.leave_out_occupied && W.emptyOnly),
    kind: shown(form.legal_form, (slug) => label(about, "legal_form", slug)),
  };
}

function placeInWords({ place }: NeedForm): string | null {
  if (place === null) return null;
  return place.kind === "borough" ? (place.only ? W.onlyIn(place.borough) : W.inOrNear(place.borough)) : place.kind === "postcode" ? place.postcode : W.nearPoint;
}

/** The need in one line, on top of its matches. */
export function needInWords(form: NeedForm, about: About | null): string {
  const { where, size } = answersInWords(form, { budget_gbp_per_year: null, capital_gbp: null }, about);
  const rooms = form.spaces.map((slug) => label(about, "space_type", slug));
  // Inside a borough is no distance away from it.
  const furthest = form.place?.kind === "borough" && form.place.only ? null : furthestKm(form);
  return [form.title, ...rooms, size ?? "", where ?? "", furthest === null ? "" : W.withinValue(furthest)].filter((part) => part !== "").join(" · ");
}

/** `to`: where changing an answer leads. */
export function checkList(answers: Record<Question, string | null>, to: (ask: Ask) => string): TemplateResult {
  return html`<dl class="govuk-summary-list check">
    ${QUESTIONS.map(
      (question) => html`<div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">${TITLES[question]}</dt>
        <dd class=${`govuk-summary-list__value ${answers[question] === null ? "not-known" : ""}`}>${answers[question] ?? W.notSaid}</dd>
        <dd class="govuk-summary-list__actions">
          <a class="govuk-link" href=${to(question)}>${W.change}<span class="govuk-visually-hidden"> ${TITLES[question]}</span></a>
        </dd>
      </div>`,
    )}
  </dl>`;
}
