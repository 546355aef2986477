/** The field of one fact in a form: a choice, boxes to tick, or something to write with a box that says "not known". */
import { html, nothing, type TemplateResult } from "lit";
import type { About, AssetRecord } from "../api/types";
import { factLabel, type FactField, type Given } from "../state/editing";
import { words } from "../words";
import { edit as W } from "../words/edits";
import type { FieldError } from "./fields";
import { choices } from "./notices";

/** The name of the field, and the beginning of every id in it. */
export const factName = (field: string): string => `fact-${field}`;

/** `value` is what it says; `errors` those of the whole form. */
export function factField(asset: AssetRecord, field: FactField, value: Given, about: About | null, errors: readonly FieldError[]): TemplateResult {
  const id = factName(field.field);
  const label = factLabel(asset, field.field) ?? field.field;
  const error = errors.find((one) => one.field === id)?.text ?? null;
  if (field.kind === "words") return boxes(id, label, value, choices(about, field.vocabulary));
  const text = Array.isArray(value) ? "" : value;
  const unit = field.kind === "number" ? `, ${W.units[field.unit]}` : "";
  return html`<div class=${`govuk-form-group ${error ? "govuk-form-group--error" : ""}`}>
    <label class="govuk-label" for=${id}>${label}${unit}</label>
    ${error ? html`<p class="govuk-error-message" id=${`${id}-error`}><span class="govuk-visually-hidden">${words.errorPrefix}</span> ${error}</p>` : nothing}
    ${control(field, id, label, text, about, error !== null)}
  </div>`;
}

function control(field: FactField, id: string, label: string, value: string, about: About | null, isWrong: boolean): TemplateResult {
  switch (field.kind) {
    case "word":
      return select(id, value, choices(about, field.vocabulary));
    case "yes-no":
      return select(id, value, [
        { slug: "yes", label: W.yes },
        { slug: "no", label: W.no },
      ]);
    case "number":
    case "day":
    case "text":
      return open(id, label, value, field.kind, isWrong);
    case "words":
      return html``;
  }
}

function boxes(id: string, label: string, value: Given, options: { slug: string; label: string }[]): TemplateResult {
  return html`<fieldset class="govuk-fieldset govuk-form-group">
    <legend class="govuk-fieldset__legend edit__legend">${label}</legend>
    <div class="govuk-checkboxes govuk-checkboxes--small find__checks">
      ${options.map(
        (choice) => html`<div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            type="checkbox"
            id=${`${id}-${choice.slug}`}
            name=${id}
            value=${choice.slug}
            .checked=${Array.isArray(value) && value.includes(choice.slug)}
          />
          <label class="govuk-label govuk-checkboxes__label" for=${`${id}-${choice.slug}`}>${choice.label}</label>
        </div>`,
      )}
    </div>
  </fieldset>`;
}

/** A field to write in, and a box that says "not known": one empties or ticks the other. */
function open(id: string, label: string, value: string, kind: "number" | "day" | "text", isWrong: boolean): TemplateResult {
  const both = (event: Event): [HTMLInputElement, NodeListOf<HTMLInputElement> | undefined] => {
    const changed = event.target as HTMLInputElement;
    return [changed, changed.closest(".edit__open")?.querySelectorAll("input")];
  };
  return html`<div class="edit__open">
    <input
      class=${`govuk-input ${kind === "text" ? "" : "govuk-input--width-10"}`}
      id=${id}
      name=${id}
      type=${kind === "day" ? "date" : "text"}
      inputmode=${kind === "number" ? "decimal" : nothing}
      autocomplete="off"
      aria-describedby=${isWrong ? `${id}-error` : nothing}
      .value=${value}
      @input=${(event: Event) => {
        const [written, inputs] = both(event);
        if (inputs?.[1]) inputs[1].checked = written.value.trim() === "";
      }}
    />
    <div class="govuk-checkboxes govuk-checkboxes--small">
      <div class="govuk-checkboxes__item">
        <input
          class="govuk-checkboxes__input"
          type="checkbox"
          id=${`${id}-unknown`}
          .checked=${value === ""}
          @change=${(event: Event) => {
            const [unknown, inputs] = both(event);
            if (unknown.checked && inputs?.[0]) inputs[0].value = "";
            else inputs?.[0]?.focus();
          }}
        />
        <label class="govuk-label govuk-checkboxes__label" for=${`${id}-unknown`}
          >${W.notKnown}<span class="govuk-visually-hidden">: ${label}</span></label
        >
      </div>
    </div>
  </div>`;
}

function select(id: string, value: string, options: { slug: string; label: string }[]): TemplateResult {
  const all = value === "" || options.some(({ slug }) => slug === value) ? options : [...options, { slug: value, label: value }];
  return html`<select class="govuk-select" id=${id} name=${id}>
    <option value="" .selected=${value === ""}>${W.notKnown}</option>
    ${all.map((option) => html`<option value=${option.slug} .selected=${option.slug === value}>${option.label}</option>`)}
  </select>`;
}
