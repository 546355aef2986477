/** Changing facts of an asset by hand, and letting everybody see its exact place: for officers of its council. */
import { html, nothing, type TemplateResult } from "lit";
import type { Edit } from "../api/edits";
import type { AssetRecord } from "../api/types";
import { FACT_FIELDS, changedFacts, factLabel, factNow, written, type FactField, type FactGroup, type Given } from "../state/editing";
import { words } from "../words";
import { actFailure, errorSummary, focusFailure, type FieldError } from "./fields";
import { choices, whenReady } from "./notices";
import { Panel } from "./panel";
import { provenanceErrors, provenanceFields, provenanceOf } from "./selection";

const W = words.edit;
const GROUPS: readonly FactGroup[] = ["use", "size", "state", "money", "planning"];

export class EditPanel extends Panel {
  private errors: FieldError[] = [];

  override render(): TemplateResult {
    return html`<a class="govuk-back-link no-print" href=${this.store.link({ part: null })}>${W.back}</a>
      ${whenReady(this.desk, this.store.answers.asset, (asset) => this.form(asset), 18, true)}`;
  }

  private form(asset: AssetRecord): TemplateResult {
    return html`${this.errors.length > 0 ? errorSummary(this.errors) : actFailure(this.store, "edit")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.heading(asset.name)}</h1>
      <p class="govuk-body">${W.lead}</p>
      <form novalidate @submit=${(event: SubmitEvent) => void this.submit(event, asset)}>
        ${GROUPS.map((group) => this.group(asset, group))} ${asset.shown === undefined ? nothing : this.shown(asset.shown)}
        ${provenanceFields("", this.errors)}
        <div class="govuk-form-group">
          <label class="govuk-label govuk-label--s" for="reason">${W.reason}</label>
          <p class="govuk-hint" id="reason-hint">${W.reasonHint}</p>
          <input class="govuk-input" id="reason" name="reason" maxlength="200" autocomplete="off" aria-describedby="reason-hint" />
        </div>
        <div class="bar">
          <div class="buttons">
            <button class="govuk-button" type="submit">${W.submit}</button>
            <a class="govuk-link" href=${this.store.link({ part: null })}>${W.cancel}</a>
          </div>
        </div>
      </form>`;
  }

  private group(asset: AssetRecord, group: FactGroup): TemplateResult | typeof nothing {
    const fields = FACT_FIELDS.filter((field) => field.group === group && factLabel(asset, field.field) !== null);
    if (fields.length === 0) return nothing;
    return html`<fieldset class="govuk-fieldset edit__group">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${W.groups[group]}</legend>
      ${fields.map((field) => this.fact(asset, field))}
    </fieldset>`;
  }

  private fact(asset: AssetRecord, field: FactField): TemplateResult {
    const id = `fact-${field.field}`;
    const label = factLabel(asset, field.field) ?? field.field;
    const error = this.errors.find((one) => one.field === id)?.text ?? null;
    const control = this.control(asset, field, id, label);
    if (field.kind === "words") return control;
    const unit = field.kind === "number" ? `, ${W.units[field.unit]}` : "";
    return html`<div class=${`govuk-form-group ${error ? "govuk-form-group--error" : ""}`}>
      <label class="govuk-label" for=${id}>${label}${unit}</label>
      ${error ? html`<p class="govuk-error-message" id=${`${id}-error`}><span class="govuk-visually-hidden">${words.signIn.errorPrefix}</span> ${error}</p>` : nothing}
      ${control}
    </div>`;
  }

  private control(asset: AssetRecord, field: FactField, id: string, label: string): TemplateResult {
    const now = factNow(asset, field.field);
    const value = written(field, now);
    const about = this.store.answers.about.value;
    switch (field.kind) {
      case "word":
        return select(id, value, choices(about, field.vocabulary));
      case "yes-no":
        return select(id, value, [
          { slug: "yes", label: W.yes },
          { slug: "no", label: W.no },
        ]);
      case "words":
        return html`<fieldset class="govuk-fieldset govuk-form-group">
          <legend class="govuk-fieldset__legend edit__legend">${label}</legend>
          <div class="govuk-checkboxes govuk-checkboxes--small find__checks">
            ${choices(about, field.vocabulary).map(
              (choice) => html`<div class="govuk-checkboxes__item">
                <input
                  class="govuk-checkboxes__input"
                  type="checkbox"
                  id=${`${id}-${choice.slug}`}
                  name=${id}
                  value=${choice.slug}
                  .checked=${Array.isArray(now) && now.includes(choice.slug)}
                />
                <label class="govuk-label govuk-checkboxes__label" for=${`${id}-${choice.slug}`}>${choice.label}</label>
              </div>`,
            )}
          </div>
        </fieldset>`;
      default:
        return this.open(id, label, value, field.kind);
    }
  }

  /** A field to write in, and a box that says "not known": one empties or ticks the other. */
  private open(id: string, label: string, value: string, kind: "number" | "day" | "text"): TemplateResult {
    const box = (): HTMLInputElement | null => this.querySelector(`#${id}-unknown`);
    return html`<div class="edit__open">
      <input
        class=${`govuk-input ${kind === "text" ? "" : "govuk-input--width-10"}`}
        id=${id}
        name=${id}
        type=${kind === "day" ? "date" : "text"}
        inputmode=${kind === "number" ? "decimal" : nothing}
        autocomplete="off"
        aria-describedby=${this.errors.some(({ field }) => field === id) ? `${id}-error` : nothing}
        .value=${value}
        @input=${(event: Event) => {
          const unknown = box();
          if (unknown) unknown.checked = (event.target as HTMLInputElement).value.trim() === "";
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
              const input = this.querySelector<HTMLInputElement>(`#${id}`);
              if (!input) return;
              if ((event.target as HTMLInputElement).checked) input.value = "";
              else input.focus();
            }}
          />
          <label class="govuk-label govuk-checkboxes__label" for=${`${id}-unknown`}
            >${W.notKnown}<span class="govuk-visually-hidden">: ${label}</span></label
          >
        </div>
      </div>
    </div>`;
  }

  private shown(now: "coarse" | "exact"): TemplateResult {
    const choice = (value: "coarse" | "exact", text: string, hint: string | null): TemplateResult => html`<div class="govuk-radios__item">
      <input
        class="govuk-radios__input"
        type="radio"
        name="shown"
        id=${`shown-${value}`}
        value=${value}
        aria-describedby=${hint === null ? nothing : `shown-${value}-hint`}
        .checked=${now === value}
      />
      <label class="govuk-label govuk-radios__label" for=${`shown-${value}`}>${text}</label>
      ${hint === null ? nothing : html`<p class="govuk-hint govuk-radios__hint" id=${`shown-${value}-hint`}>${hint}</p>`}
    </div>`;
    return html`<fieldset class="govuk-fieldset edit__group" aria-describedby="shown-hint">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${W.shown}</legend>
      <p class="govuk-hint" id="shown-hint">${W.shownHint}</p>
      <div class="govuk-radios govuk-radios--small">${choice("coarse", W.shownCoarse, null)} ${choice("exact", W.shownExact, W.shownExactHint)}</div>
    </fieldset>`;
  }

  private async submit(event: SubmitEvent, asset: AssetRecord): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const shownFields = FACT_FIELDS.filter(({ field }) => factLabel(asset, field) !== null);
    const given = new Map(
      shownFields.map((field): [string, Given] => {
        const name = `fact-${field.field}`;
        return [field.field, field.kind === "words" ? data.getAll(name).map(String) : String(data.get(name) ?? "")];
      }),
    );
    const { facts, problems } = changedFacts(asset, given);
    const shown = data.get("shown") === "exact" ? "exact" : "coarse";
    const edit: Edit = {
      ...(Object.keys(facts).length > 0 ? { facts } : {}),
      ...(asset.shown !== undefined && shown !== asset.shown ? { shown } : {}),
      ...provenanceOf(data, ""),
      reason: String(data.get("reason") ?? "").trim() || null,
    };
    this.errors = problems.map(({ field, problem }) => {
      const label = factLabel(asset, field) ?? field;
      return { field: `fact-${field}`, text: problem === "share" ? W.most(label) : W.number(label) };
    });
    if (this.errors.length === 0 && edit.facts === undefined && edit.shown === undefined) {
      const [first] = shownFields;
      this.errors = [{ field: `fact-${first?.field}`, text: W.nothing }];
    }
    this.errors.push(...provenanceErrors(data, ""));
    this.requestUpdate();
    const saved = this.errors.length === 0 && (await this.desk.clerk.edit(asset.id, edit));
    await this.updateComplete;
    if (!saved) return focusFailure(this);
    this.store.look({ part: null });
    this.store.say(W.saved);
  }
}

function select(id: string, value: string, options: { slug: string; label: string }[]): TemplateResult {
  const all = value === "" || options.some(({ slug }) => slug === value) ? options : [...options, { slug: value, label: value }];
  return html`<select class="govuk-select" id=${id} name=${id}>
    <option value="" .selected=${value === ""}>${W.notKnown}</option>
    ${all.map((option) => html`<option value=${option.slug} .selected=${option.slug === value}>${option.label}</option>`)}
  </select>`;
}

customElements.define("catmap-edit", EditPanel);
