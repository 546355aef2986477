/** The form components of GOV.UK that the questions are made of: each with its label, hint and error tied together. */
import { html, nothing, type TemplateResult } from "lit";
import { words } from "../../words";

const W = words.find;

export interface Option {
  slug: string;
  label: string;
}

/** One question: its words are the page's heading when it stands alone, else those of a group. */
export function question(title: string, alone: boolean, hint: string | null, fields: TemplateResult, error: string | null = null): TemplateResult {
  return html`<fieldset class=${`govuk-fieldset govuk-form-group find__group ${error ? "govuk-form-group--error" : ""}`}>
    <legend class=${`govuk-fieldset__legend govuk-fieldset__legend--${alone ? "l" : "s"}`}>
      ${alone ? html`<h1 class="govuk-fieldset__heading" id="heading" tabindex="-1">${title}</h1>` : title}
    </legend>
    ${hint === null ? nothing : html`<p class="govuk-hint">${hint}</p>`} ${fields}
  </fieldset>`;
}

export function errorText(name: string, error: string | null): TemplateResult | typeof nothing {
  return error === null
    ? nothing
    : html`<p class="govuk-error-message" id=${`${name}-error`}>
        <span class="govuk-visually-hidden">${W.errorPrefix}</span> ${error}
      </p>`;
}

/** The value is only what the field begins with: what is being typed is left alone. */
export function textField(name: string, label: string, value: string, hint: string | null, error: string | null, size: "full" | 5 | 10 = "full"): TemplateResult {
  const describedBy = [hint === null ? "" : `${name}-hint`, error === null ? "" : `${name}-error`].filter((id) => id !== "").join(" ");
  return html`<div class=${`govuk-form-group ${error ? "govuk-form-group--error" : ""}`}>
    <label class="govuk-label" for=${name}>${label}</label>
    ${hint === null ? nothing : html`<p class="govuk-hint" id=${`${name}-hint`}>${hint}</p>`} ${errorText(name, error)}
    <input
      class=${`govuk-input ${size === "full" ? "" : `govuk-input--width-${size}`} ${error ? "govuk-input--error" : ""}`}
      id=${name}
      name=${name}
      maxlength="100"
      autocomplete=${name === "postcode" ? "postal-code" : "off"}
      inputmode=${size === 5 ? "decimal" : nothing}
      aria-describedby=${describedBy || nothing}
      value=${value}
    />
  </div>`;
}

export const numberField = (name: string, label: string, value: number | null, hint: string | null, error: string | null): TemplateResult =>
  textField(name, label, value === null ? "" : String(value), hint, error, 5);

export function selectField(name: string, label: string, any: string, options: Option[], value: string | null, error: string | null = null): TemplateResult {
  return html`<div class=${`govuk-form-group ${error ? "govuk-form-group--error" : ""}`}>
    <label class="govuk-label" for=${name}>${label}</label>
    ${errorText(name, error)}
    <select class="govuk-select" id=${name} name=${name} aria-describedby=${error ? `${name}-error` : nothing}>
      <option value="" .selected=${value === null}>${any}</option>
      ${options.map((option) => html`<option value=${option.slug} .selected=${option.slug === value}>${option.label}</option>`)}
    </select>
  </div>`;
}

export function checkbox(name: string, label: string, checked: boolean): TemplateResult {
  return html`<div class="govuk-form-group govuk-checkboxes govuk-checkboxes--small">${oneCheck(name, name, "on", label, checked)}</div>`;
}

export function checkboxes(name: string, options: Option[], set: string[]): TemplateResult {
  return html`<div class="govuk-checkboxes govuk-checkboxes--small find__checks">
    ${options.map((option) => oneCheck(`${name}-${option.slug}`, name, option.slug, option.label, set.includes(option.slug)))}
  </div>`;
}

function oneCheck(id: string, name: string, value: string, label: string, checked: boolean): TemplateResult {
  return html`<div class="govuk-checkboxes__item">
    <input class="govuk-checkboxes__input" type="checkbox" id=${id} name=${name} value=${value} .checked=${checked} />
    <label class="govuk-label govuk-checkboxes__label" for=${id}>${label}</label>
  </div>`;
}
