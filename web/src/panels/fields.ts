/** Parts of every form that is sent: fields with their errors, and the summary of errors. */
import { html, nothing, type TemplateResult } from "lit";
import type { ActName } from "../state/acts";
import { failureOf } from "../state/acts";
import type { Store } from "../state/store";
import { words } from "../words";
import { failureText } from "./notices";

export interface FieldError {
  /** The id of the field. */
  field: string;
  text: string;
}

export interface Field {
  id: string;
  label: string;
  hint?: string;
  type?: "text" | "email" | "date";
  autocomplete?: string;
  value?: string;
  /** Characters: 5, 10, 20; the whole width when left out. */
  width?: 5 | 10 | 20;
  list?: string;
  errors?: FieldError[];
}

export const errorOf = (errors: FieldError[] | undefined, id: string): string | null => errors?.find(({ field }) => field === id)?.text ?? null;

/** The label, hint and error of a field around its control. */
export function frame(id: string, label: string, hint: string | undefined, error: string | null, control: (describedBy: string | typeof nothing) => TemplateResult): TemplateResult {
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return html`<div class=${`govuk-form-group ${error ? "govuk-form-group--error" : ""}`}>
    <label class="govuk-label" for=${id}>${label}</label>
    ${hint ? html`<p class="govuk-hint" id=${`${id}-hint`}>${hint}</p>` : nothing}
    ${error
      ? html`<p class="govuk-error-message" id=${`${id}-error`}><span class="govuk-visually-hidden">${words.errorPrefix}</span> ${error}</p>`
      : nothing}
    ${control(describedBy || nothing)}
  </div>`;
}

export function textField({ id, label, hint, type = "text", autocomplete = "off", value = "", width, list, errors }: Field): TemplateResult {
  const error = errorOf(errors, id);
  return frame(
    id,
    label,
    hint,
    error,
    (describedBy) => html`<input
      class=${`govuk-input ${width ? `govuk-input--width-${width}` : ""} ${error ? "govuk-input--error" : ""}`}
      id=${id}
      name=${id}
      type=${type}
      autocomplete=${autocomplete}
      spellcheck="false"
      list=${list ?? nothing}
      aria-describedby=${describedBy}
      .value=${value}
    />`,
  );
}

/** What is wrong, with the way to each field. */
export function errorSummary(errors: FieldError[]): TemplateResult | typeof nothing {
  if (errors.length === 0) return nothing;
  return summary(html`<ul class="govuk-list govuk-error-summary__list">
    ${errors.map(
      ({ field, text }) => html`<li>
        <button type="button" class="link-button link-button--error" @click=${() => document.getElementById(field)?.focus()}>${text}</button>
      </li>`,
    )}
  </ul>`);
}

/** Why what was told could not be done; nothing while it did not fail. */
export function actFailure(store: Store, name: ActName): TemplateResult | typeof nothing {
  const failure = failureOf(store.acts, name);
  if (failure === null) return nothing;
  // Of a single asset the service says more beside it than for all.
  const [refused, ...others] = failure.refused ?? [];
  return summary(html`<p class="govuk-body">${(others.length === 0 && refused?.detail) || failure.detail || failureText(failure)}</p>`);
}

function summary(body: TemplateResult): TemplateResult {
  return html`<div class="govuk-error-summary" tabindex="-1" data-failure>
    <div role="alert">
      <h2 class="govuk-error-summary__title">${words.failure.title}</h2>
      <div class="govuk-error-summary__body">${body}</div>
    </div>
  </div>`;
}

/** After a form was refused: the reader is taken to what is wrong. */
export function focusFailure(panel: HTMLElement): void {
  panel.querySelector<HTMLElement>("[data-failure]")?.focus();
}

export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** A field of several lines. */
export function textArea({ id, label, hint, value = "", rows, errors }: Omit<Field, "type" | "width" | "list" | "autocomplete"> & { rows: number }): TemplateResult {
  const error = errorOf(errors, id);
  return frame(
    id,
    label,
    hint,
    error,
    (describedBy) => html`<textarea
      class=${`govuk-textarea ${error ? "govuk-textarea--error" : ""}`}
      id=${id}
      name=${id}
      rows=${rows}
      aria-describedby=${describedBy}
      .value=${value}
    ></textarea>`,
  );
}

/** A choice of a few: the first says nothing. */
export function choiceField({ id, label, hint, value = "", errors, options }: Omit<Field, "type" | "width" | "list" | "autocomplete"> & { options: { slug: string; label: string }[] }): TemplateResult {
  const error = errorOf(errors, id);
  return frame(
    id,
    label,
    hint,
    error,
    (describedBy) => html`<select class="govuk-select" id=${id} name=${id} aria-describedby=${describedBy}>
      ${options.map((option) => html`<option value=${option.slug} .selected=${option.slug === value}>${option.label}</option>`)}
    </select>`,
  );
}
