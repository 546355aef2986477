/** What each question asks for, as fields: the same whether it stands alone or with all others. */
import { html, nothing, type TemplateResult } from "lit";
import type { About } from "../../api/types";
import type { NeedForm, Place } from "../../state/looking";
import type { Money } from "../../state/money";
import type { Question } from "../../state/questions";
import { words } from "../../words";
import { choices } from "../notices";
import { checkbox, checkboxes, numberField, question, selectField, textField } from "./fields";

const W = words.find;

export interface Draft {
  form: NeedForm;
  money: Money;
  about: About | null;
  /** Whether the question has the page to itself. */
  alone: boolean;
  /** How the place is given. */
  kind: Place["kind"];
  errorOf: (field: string) => string | null;
  choose: (kind: Place["kind"]) => void;
  pick: () => void;
}

export const PARTS: Record<Question, (draft: Draft) => TemplateResult> = {
  where,
  spaces: ({ form, about, alone }) => question(W.spaces, alone, W.spacesHint, checkboxes("spaces", choices(about, "space_type"), form.spaces)),
  size: ({ form, alone, errorOf }) =>
    question(
      W.size,
      alone,
      W.sizeHint,
      html`<div class="find__pair">
        ${numberField("ideal", W.ideal, form.ideal_m2, null, errorOf("ideal"))} ${numberField("least", W.least, form.min_m2, null, errorOf("least"))}
      </div>`,
    ),
  purpose: ({ form, about, alone, errorOf }) =>
    question(
      W.what,
      alone,
      null,
      html`${textField("title", W.whatLabel, form.title, W.whatHint, errorOf("title"))}
        <p class="govuk-hint">${W.purposesHint}</p>
        ${checkboxes("purposes", choices(about, "purpose"), form.purposes)}`,
    ),
  reach: ({ form, about, alone, errorOf }) =>
    question(
      W.reach,
      alone,
      null,
      html`${selectField("reach", W.reachLabel, W.reachAny, choices(about, "reach"), form.reach)}
      ${numberField("within", W.within, form.max_distance_km, W.withinHint, errorOf("within"))}`,
    ),
  money: ({ money, alone, errorOf }) =>
    question(
      W.money,
      alone,
      W.moneyHint,
      html`${numberField("budget", W.budget, money.budget_gbp_per_year, null, errorOf("budget"))}
      ${numberField("capital", W.capital, money.capital_gbp, null, errorOf("capital"))}`,
    ),
  lease: ({ form, alone, errorOf }) =>
    question(
      W.lease,
      alone,
      null,
      html`${numberField("years", W.years, form.tenure_years, W.yearsHint, errorOf("years"))}
        <div class="govuk-form-group">
          <label class="govuk-label" for="start">${W.start}</label>
          <input class="govuk-input find__date" type="date" id="start" name="start" value=${form.latest_start ?? ""} />
        </div>`,
    ),
  access: ({ form, about, alone }) =>
    question(
      W.access,
      alone,
      null,
      html`${selectField("step_free", W.stepFree, W.stepFreeAny, choices(about, "step_free_need"), form.step_free)}
      ${checkbox("share", W.share, form.would_share)} ${checkbox("empty_only", W.emptyOnly, form.leave_out_occupied)}`,
    ),
  kind: ({ form, about, alone }) =>
    question(W.form, alone, W.formHint, selectField("form", W.formLabel, W.formAny, choices(about, "legal_form"), form.legal_form)),
};

function where({ form, about, alone, kind, errorOf, choose, pick }: Draft): TemplateResult {
  const { place } = form;
  const error = errorOf("place");
  const fields: Record<Place["kind"], () => TemplateResult> = {
    postcode: () => textField("postcode", W.postcode, place?.kind === "postcode" ? place.postcode : "", null, error, 10),
    borough: () =>
      html`${selectField(
        "borough",
        W.borough,
        W.chooseBorough,
        (about?.boroughs ?? []).map((name) => ({ slug: name, label: name })),
        place?.kind === "borough" ? place.borough : null,
        error,
      )}
      ${checkbox("only", W.only, place?.kind === "borough" && place.only === true)}`,
    point: () =>
      html`<p class="find__picked" role="status">${place?.kind === "point" ? W.picked(place.lat, place.lon) : W.notPicked}</p>
        ${error ? html`<p class="govuk-error-message">${error}</p>` : nothing}
        <button type="button" id="pick" class="govuk-button govuk-button--secondary" @click=${pick}>${W.pick}</button>`,
  };
  return question(
    W.where,
    alone,
    null,
    html`<div class="govuk-radios govuk-radios--small">
      ${(["postcode", "point", "borough"] as const).map(
        (name) => html`<div class="govuk-radios__item">
            <input
              class="govuk-radios__input"
              type="radio"
              name="place-kind"
              id=${`place-${name}`}
              value=${name}
              .checked=${kind === name}
              @change=${() => choose(name)}
            />
            <label class="govuk-label govuk-radios__label" for=${`place-${name}`}>${W.whereKinds[name]}</label>
          </div>
          ${kind === name ? html`<div class="find__place">${fields[name]()}</div>` : nothing}`,
      )}
    </div>`,
    error,
  );
}
