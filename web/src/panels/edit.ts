/**
 * Changing facts of an asset by hand, and letting everybody see its exact place: for officers of its council. With
 * `fact` in the address it is one fact with what it is known from; else all of them. What is begun is kept until it is
 * saved or thrown away.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Edit } from "../api/edits";
import type { AssetRecord } from "../api/types";
import { draftWith, draftWithout, isBegun, keepEdit, recallEdit, type EditDraft } from "../state/editdraft";
import { FACT_FIELDS, changedFacts, factLabel, factNow, written, type FactField, type FactGroup, type Given } from "../state/editing";
import type { Looking } from "../state/looking";
import { words } from "../words";
import { edit as W } from "../words/edits";
import { factField, factName } from "./factfields";
import { actFailure, errorSummary, focusFailure, textField, type FieldError } from "./fields";
import { whenReady } from "./notices";
import { Panel } from "./panel";
import { provenanceErrors, provenanceFields, provenanceOf, takeBack } from "./selection";

const GROUPS: readonly FactGroup[] = ["use", "size", "state", "money", "planning"];
/** Fields of the form that are no facts. */
const BESIDE = ["source", "as_at", "reason"] as const;

export class EditPanel extends Panel {
  private errors: FieldError[] = [];
  /** What is begun, and of which asset. */
  private draft: { asset: string; begun: EditDraft } | null = null;
  /** Whether the form was opened with something in it that had been begun before. */
  private resumed = false;

  /** A browser asks before it closes a page with something unsaved: what is kept goes with the tab. */
  private readonly ask = (event: BeforeUnloadEvent): void => {
    if (this.draft !== null && isBegun(this.draft.begun)) event.preventDefault();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("beforeunload", this.ask);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("beforeunload", this.ask);
  }

  override render(): TemplateResult {
    const back = this.backToWork() ? words.asset.backToWork : W.back;
    return html`<a class="govuk-back-link no-print" href=${this.store.link(this.closed())}>${back}</a>
      ${whenReady(this.desk, this.store.answers.asset, (asset) => this.form(asset), 18, true)}`;
  }

  /** Whether the form was opened from a line of the worklist, and so leads back to it. */
  private backToWork(): boolean {
    const { task, fact } = this.store.looking;
    return task === "worklist" && fact !== null;
  }

  private closed(): Partial<Looking> {
    return { part: null, fact: null, ...(this.backToWork() ? { asset: null } : {}) };
  }

  private form(asset: AssetRecord): TemplateResult {
    const begun = this.begun(asset.id);
    const one = this.fields(asset).length === 1 && this.store.looking.fact !== null;
    return html`${this.errors.length > 0 ? errorSummary(this.errors) : actFailure(this.store, "bulk")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${one ? W.headingOne(asset.name) : W.heading(asset.name)}</h1>
      <p class="govuk-body">${W.lead} ${one ? nothing : W.leadAll}</p>
      ${this.resumed && isBegun(begun)
        ? html`<p class="begun-notice">${W.resumed} <button type="button" class="link-button" @click=${() => void this.startAgain(asset.id)}>${W.startAgain}</button></p>`
        : nothing}
      <form novalidate @input=${(event: Event) => this.keep(event, asset)} @change=${(event: Event) => this.keep(event, asset)} @submit=${(event: SubmitEvent) => void this.submit(event, asset)}>
        ${one ? html`${this.fields(asset).map((field) => this.fact(asset, field))} ${this.provenance()}` : this.all(asset)}
        <div class="bar">
          <div class="buttons">
            <button class="govuk-button" type="submit">${W.submit}</button>
            <button type="button" class="link-button" @click=${() => this.cancel(asset.id)}>${W.cancel}</button>
            ${one ? html`<a class="govuk-link" href=${this.store.link({ fact: null })}>${W.others}</a>` : nothing}
          </div>
        </div>
      </form>`;
  }

  private all(asset: AssetRecord): TemplateResult {
    return html`${GROUPS.map((group) => this.group(asset, group))} ${asset.shown === undefined ? nothing : this.shown(asset)} ${this.provenance()}`;
  }

  private provenance(): TemplateResult {
    const begun = this.draft?.begun ?? {};
    return html`${provenanceFields("", this.errors, begun)}
    ${textField({ id: "reason", label: W.reason, hint: W.reasonHint, value: textOf(begun["reason"]), errors: this.errors })}`;
  }

  private group(asset: AssetRecord, group: FactGroup): TemplateResult | typeof nothing {
    const fields = this.fields(asset).filter((field) => field.group === group);
    if (fields.length === 0) return nothing;
    return html`<fieldset class="govuk-fieldset edit__group">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${W.groups[group]}</legend>
      ${fields.map((field) => this.fact(asset, field))}
    </fieldset>`;
  }

  private fact(asset: AssetRecord, field: FactField): TemplateResult {
    const value = this.draft?.begun[factName(field.field)] ?? heldOf(asset, field);
    return html`<div data-fact=${field.field}>${factField(asset, field, value, this.store.answers.about.value, this.errors)}</div>`;
  }

  /** The facts in the form: the one that was asked for, as far as the service tells of it; else all. */
  private fields(asset: AssetRecord): FactField[] {
    const told = FACT_FIELDS.filter(({ field }) => factLabel(asset, field) !== null);
    const asked = told.filter(({ field }) => field === this.store.looking.fact);
    return asked.length > 0 ? asked : told;
  }

  private shown(asset: AssetRecord): TemplateResult {
    const now = this.draft?.begun["shown"] ?? asset.shown;
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

  private begun(asset: string): EditDraft {
    if (this.draft?.asset !== asset) {
      this.draft = { asset, begun: recallEdit(asset) };
      this.resumed = isBegun(this.draft.begun);
      this.errors = [];
    }
    return this.draft.begun;
  }

  private put(asset: string, begun: EditDraft): void {
    this.draft = { asset, begun };
    keepEdit(asset, begun);
    this.requestUpdate();
  }

  /** As it is typed. */
  private keep(event: Event, asset: AssetRecord): void {
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const fields = this.fields(asset);
    const given = new Map<string, Given>(fields.map((field) => [factName(field.field), givenOf(data, field)]));
    const held = new Map<string, Given>(fields.map((field) => [factName(field.field), heldOf(asset, field)]));
    for (const name of BESIDE) given.set(name, String(data.get(name) ?? ""));
    if (data.has("shown")) {
      given.set("shown", String(data.get("shown")));
      held.set("shown", asset.shown ?? "");
    }
    this.put(asset.id, draftWith(this.begun(asset.id), given, held));
  }

  /** Puts the form back to what is held. */
  private async startAgain(asset: string): Promise<void> {
    this.resumed = false;
    this.put(asset, {});
    await this.updateComplete;
    this.querySelector<HTMLElement>("#heading")?.focus();
  }

  /** What was begun is thrown away, and can be had back. */
  private cancel(asset: string): void {
    const begun = this.begun(asset);
    const { looking } = this.store;
    this.draft = null;
    keepEdit(asset, {});
    this.store.look(this.closed());
    if (!isBegun(begun)) return;
    this.store.say(words.begun.thrownAway, async () => {
      keepEdit(asset, begun);
      this.store.look({ asset, part: "edit", fact: looking.fact });
    });
  }

  private async submit(event: SubmitEvent, asset: AssetRecord): Promise<void> {
    event.preventDefault();
    if (this.store.acts.bulk?.state === "doing") return;
    const data = new FormData(event.target as HTMLFormElement);
    const fields = this.fields(asset);
    const { facts, problems } = changedFacts(asset, new Map(fields.map((field) => [field.field, givenOf(data, field)])));
    const shown = data.get("shown") === "exact" ? "exact" : "coarse";
    const edit: Edit = {
      ...(Object.keys(facts).length > 0 ? { facts } : {}),
      ...(data.has("shown") && shown !== asset.shown ? { shown } : {}),
      ...provenanceOf(data, ""),
      reason: String(data.get("reason") ?? "").trim() || null,
    };
    this.errors = problems.map(({ field, problem }) => {
      const label = factLabel(asset, field) ?? field;
      return { field: factName(field), text: problem === "share" ? W.most(label) : W.number(label) };
    });
    if (this.errors.length === 0 && edit.facts === undefined && edit.shown === undefined) {
      this.errors = [{ field: factName(fields[0]?.field ?? ""), text: W.nothing }];
    }
    this.errors.push(...provenanceErrors(data, ""));
    this.requestUpdate();
    const done = this.errors.length === 0 ? await this.desk.clerk.editSeveral({ ...edit, assets: [{ id: asset.id }] }) : null;
    await this.updateComplete;
    if (done === null) return focusFailure(this);
    keepEdit(asset.id, draftWithout(this.begun(asset.id), [...fields.map(({ field }) => factName(field)), ...(data.has("shown") ? ["shown"] : []), ...BESIDE]));
    this.draft = null;
    this.store.look(this.closed());
    const { edit: made } = done;
    this.store.say(W.saved(asset.name), made === null ? null : () => takeBack(this.desk, made, words.begun.back));
  }
}

const textOf = (given: Given | undefined): string => (typeof given === "string" ? given : "");

/** What the form says of a fact. */
const givenOf = (data: FormData, field: FactField): Given =>
  field.kind === "words" ? data.getAll(factName(field.field)).map(String) : String(data.get(factName(field.field)) ?? "");

/** The same of a form that nobody touched. */
function heldOf(asset: AssetRecord, field: FactField): Given {
  const now = factNow(asset, field.field);
  if (field.kind !== "words") return written(field, now);
  return Array.isArray(now) ? now : [];
}

customElements.define("catmap-edit", EditPanel);
