/**
 * Several assets chosen from a list, and one change made of all of them: for officers. A list offers the choice with
 * `selectBox` beside each of its things and puts `<catmap-selection>` before them; the choice itself is in the store.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { AssetsEdit, FactValue } from "../api/edits";
import type { EditDraft } from "../state/editdraft";
import { MOST_SELECTED, type Chosen } from "../state/selection";
import { words } from "../words";
import { edit as E, selection as W } from "../words/edits";
import { choiceField, errorSummary, focusFailure, textField, type FieldError } from "./fields";
import { choices, failureText } from "./notices";
import { Panel, type Desk } from "./panel";

/** Leaves a fact as it is; no slug is written so. */
const AS_IS = "";
const NOT_KNOWN = "not-known";

export class SelectionPanel extends Panel {
  /** What may be chosen of the list in sight, in its order. */
  declare things: Chosen[];
  private errors: FieldError[] = [];
  /** Whether the form is open. */
  private changing = false;

  static override properties = { things: { attribute: false } };

  override render(): TemplateResult {
    const { selected } = this.store;
    const { things } = this;
    if (things.length === 0 && selected.size === 0) return html``;
    const room = MOST_SELECTED - selected.size;
    const others = things.filter(({ id }) => !selected.has(id)).slice(0, Math.max(room, 0));
    return html`<section class="selection no-print" aria-label=${W.label}>
      <p class="selection__bar">
        <strong role="status">${W.chosen(selected.size)}</strong>
        ${others.length === 0 ? nothing : html`<button type="button" class="link-button" @click=${() => this.store.select(others, true)}>${W.all(others.length, selected.size)}</button>`}
        ${selected.size === 0
          ? nothing
          : html`<button type="button" class="link-button" @click=${() => this.clear()}>${W.clear}</button>
              <button type="button" class="govuk-button selection__open" aria-expanded=${this.changing ? "true" : "false"} aria-controls="selection-form" @click=${() => this.open()}>
                ${W.open(selected.size)}
              </button>`}
      </p>
      <div id="selection-form">${this.changing && selected.size > 0 ? html`<div class="selection__form">${this.form()}</div>` : nothing}</div>
    </section>`;
  }

  private form(): TemplateResult {
    const about = this.store.answers.about.value;
    const { errors } = this;
    const number = this.store.selected.size;
    const leave = { slug: AS_IS, label: W.leave };
    const facts = (name: "occupancy" | "disposal_status"): { slug: string; label: string }[] => [leave, ...choices(about, name), { slug: NOT_KNOWN, label: E.notKnown }];
    return html`${errors.length > 0 ? errorSummary(errors) : this.refusals()}
      <h2 class="govuk-heading-m" id="selection-heading" tabindex="-1">${W.heading(number)}</h2>
      <form novalidate @submit=${(event: SubmitEvent) => void this.submit(event)}>
        ${choiceField({ id: "bulk-occupancy", label: W.occupancy, options: facts("occupancy"), errors })}
        ${choiceField({ id: "bulk-disposal_status", label: W.status, options: facts("disposal_status"), errors })}
        ${choiceField({
          id: "bulk-shown",
          label: E.shown,
          hint: W.shownHint,
          options: [leave, { slug: "coarse", label: E.shownCoarse }, { slug: "exact", label: E.shownExact }],
          errors,
        })}
        ${provenanceFields("bulk-", errors)}
        ${textField({ id: "bulk-reason", label: E.reason, hint: E.reasonHint, errors })}
        <div class="buttons">
          <button class="govuk-button" type="submit">${W.submit(number)}</button>
          <button type="button" class="link-button" @click=${() => this.close()}>${E.cancel}</button>
        </div>
      </form>`;
  }

  /** Why nothing was changed, asset by asset. */
  private refusals(): TemplateResult | typeof nothing {
    const failure = this.store.acts.bulk?.failure;
    if (!failure) return nothing;
    const name = (id: string): string => this.store.selected.get(id) ?? id;
    return html`<div class="govuk-error-summary" tabindex="-1" data-failure>
      <div role="alert">
        <h3 class="govuk-error-summary__title">${words.failure.title}</h3>
        <div class="govuk-error-summary__body">
          <p class="govuk-body">${failure.detail || failureText(failure)}</p>
          <ul class="govuk-list govuk-list--bullet">
            ${(failure.refused ?? []).map(({ asset, detail }) => html`<li>${name(asset)}: ${detail}</li>`)}
          </ul>
          ${(failure.refused ?? []).length === 0
            ? nothing
            : html`<button type="button" class="link-button link-button--error" @click=${() => this.leaveOut(failure.refused ?? [])}>${W.leaveOut}</button>`}
        </div>
      </div>
    </div>`;
  }

  private leaveOut(refused: readonly { asset: string }[]): void {
    this.store.select(refused.map(({ asset }) => ({ id: asset, name: "" })), false);
    this.store.act("bulk", null);
    this.querySelector<HTMLElement>("#selection-heading")?.focus();
  }

  private open(): void {
    this.changing = !this.changing;
    this.errors = [];
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("#selection-heading")?.focus());
  }

  private close(): void {
    this.changing = false;
    this.errors = [];
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".selection__open")?.focus());
  }

  private clear(): void {
    this.changing = false;
    this.store.clearSelected();
    document.getElementById("heading")?.focus();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.store.acts.bulk?.state === "doing") return;
    const data = new FormData(event.target as HTMLFormElement);
    const given = (name: string): string => String(data.get(`bulk-${name}`) ?? "").trim();
    const facts: Record<string, FactValue> = {};
    for (const fact of ["occupancy", "disposal_status"]) {
      if (given(fact) !== AS_IS) facts[fact] = given(fact) === NOT_KNOWN ? null : given(fact);
    }
    const shown = given("shown");
    const edit: AssetsEdit = {
      assets: [...this.store.selected.keys()].map((id) => ({ id })),
      ...(Object.keys(facts).length > 0 ? { facts } : {}),
      ...(shown === "coarse" || shown === "exact" ? { shown } : {}),
      ...provenanceOf(data, "bulk-"),
      reason: given("reason") || null,
    };
    this.errors = [
      ...(edit.facts === undefined && edit.shown === undefined ? [{ field: "bulk-occupancy", text: E.nothing }] : []),
      ...provenanceErrors(data, "bulk-"),
    ];
    this.requestUpdate();
    const done = this.errors.length === 0 ? await this.desk.clerk.editSeveral(edit) : null;
    await this.updateComplete;
    if (done === null) return focusFailure(this);
    this.changing = false;
    this.store.clearSelected();
    const { edit: made } = done;
    this.store.say(W.done(done.changed), made === null ? null : () => takeBack(this.desk, made, W.undone(done.changed)));
    document.getElementById("heading")?.focus();
  }
}

/** Takes an edit back and says so; or says why not. */
export async function takeBack({ store, clerk }: Desk, edit: string, undone: string): Promise<void> {
  const done = await clerk.undoSeveral(edit);
  const failure = store.acts.bulk?.failure;
  store.say(done === null ? (failure?.refused?.[0]?.detail ?? failure?.detail ?? W.notUndone) : undone);
  if (done === null) store.act("bulk", null);
  document.getElementById("heading")?.focus();
}

/** What facts were taken from, and the day they were true. */
export function provenanceFields(prefix: string, errors: FieldError[], begun: EditDraft = {}): TemplateResult {
  const value = (name: string): string => {
    const given = begun[name];
    return typeof given === "string" ? given : "";
  };
  return html`${textField({ id: `${prefix}source`, label: E.source, hint: E.sourceHint, value: value("source"), errors })}
  ${textField({ id: `${prefix}as_at`, label: E.asAt, hint: E.asAtHint, type: "date", width: 10, value: value("as_at"), errors })}`;
}

/** The same as they are sent; what is left empty is left out. */
export function provenanceOf(data: FormData, prefix: string): { source?: string; as_at?: string } {
  const [source, asAt] = ["source", "as_at"].map((name) => String(data.get(`${prefix}${name}`) ?? "").trim());
  return { ...(source ? { source } : {}), ...(asAt ? { as_at: asAt } : {}) };
}

/** What of it makes no sense. */
export function provenanceErrors(data: FormData, prefix: string): FieldError[] {
  const { source, as_at: asAt } = provenanceOf(data, prefix);
  const today = new Date().toISOString().slice(0, 10);
  return [
    ...(source !== undefined && [...source].length > 200 ? [{ field: `${prefix}source`, text: E.sourceLong }] : []),
    ...(asAt !== undefined && (asAt > today || asAt < "1900-01-01") ? [{ field: `${prefix}as_at`, text: E.asAtWrong }] : []),
  ];
}

customElements.define("catmap-selection", SelectionPanel);
