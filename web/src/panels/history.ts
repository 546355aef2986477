/** Who changed what of an asset, when, from what to what: for officers of its council. */
import { html, nothing, type TemplateResult } from "lit";
import type { Change, Changes } from "../api/edits";
import { moment, notKnown, tidy, words } from "../words";
import { edit as E, history as W } from "../words/edits";
import { actFailure, focusFailure } from "./fields";
import { doneNotice, whenReady } from "./notices";
import { toOffice } from "./office";
import { Panel } from "./panel";
import { fromOf } from "./said";
import { sheet } from "./sheet";

type FactChange = Change["changes"][number];

/** Whether the asset itself came or went: of a new one nothing was known before. */
const isWhole = ({ changes }: Change): boolean => changes.length === 1 && changes[0]?.fact === "asset";

export class HistoryPanel extends Panel {
  override render(): TemplateResult {
    const name = this.store.answers.asset.value?.name ?? words.loading;
    return html`${actFailure(this.store, "edit")} <a class="govuk-back-link no-print" href=${this.store.link({ part: null, rows_from: null })}>${E.back}</a>
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.heading(name)}</h1>
      <p class="govuk-body">${W.lead}</p>
      ${doneNotice(this.store)}
      ${whenReady(this.desk, this.store.answers.changes, (found) => this.list(found))}`;
  }

  private list({ changes, next }: Changes): TemplateResult {
    const from = this.store.looking.rows_from;
    return html`${changes.length === 0 ? html`<p class="govuk-body">${W.none}</p>` : nothing}
      <ol class="history">
        ${changes.map((change) => this.change(change))}
      </ol>
      <div class="results__pages no-print">
        ${next === null ? nothing : html`<a class="govuk-link" href=${this.store.link({ rows_from: next })}>${W.earlier}</a>`}
        ${from === null ? nothing : html`<a class="govuk-link" href=${this.store.link({ rows_from: null })}>${W.latest}</a>`}
      </div>`;
  }

  private change(change: Change): TemplateResult {
    return html`<li class="history__one">
      <h2 class="govuk-heading-s">${W.how[change.how]}</h2>
      <p class="history__who">${moment(change.at)}, ${W.by(change.by)}</p>
      ${change.reason ? html`<p class="history__who">${W.reason} ${change.reason}</p>` : nothing}
      ${change.import === null
        ? nothing
        : html`<p class="history__who">
            ${change.file_name ?? nothing}
            <a class="govuk-link" href=${this.store.link({ ...toOffice("import"), id: String(change.import) })}>${W.file}</a>. ${W.importHint}
          </p>`}
      ${change.changes.length === 0
        ? html`<p class="govuk-body">${W.noFacts}</p>`
        : isWhole(change)
        ? html`<p class="govuk-body">${change.changes[0]?.from === null ? W.came : W.went}</p>`
        : sheet(
            W.how[change.how],
            [{ text: W.fact }, { text: W.from }, { text: W.to }],
            change.changes.map((fact) => ({ cells: [fact.label, told(fact.from), html`${told(fact.to, true)} ${this.said(fact)}`] })),
            "sheet--plain",
          )}
      ${this.wayBack(change)}
    </li>`;
  }

  /** What a file changed goes back with the file. */
  private wayBack(change: Change): TemplateResult | typeof nothing {
    if (change.import !== null) return nothing;
    if (!change.may_undo) return html`<p class="history__who no-print">${W.changedAgain}</p>`;
    const again = change.how === "undo";
    const at = moment(change.at);
    return html`<p class="govuk-body no-print">
      <button type="button" class="link-button" aria-label=${again ? W.redoLong(at) : W.undoLong(at)} @click=${() => void this.undo(change)}>${again ? W.redo : W.undo}</button>
    </p>`;
  }

  /** Where it was read and the day it was so. */
  private said(fact: FactChange): TemplateResult | typeof nothing {
    const { about, asset } = this.store.answers;
    if (fact.source === null || asset.value === null) return nothing;
    return html`<span class="fact-source">${fromOf(about.value, fact, asset.value.owner.name, false)}</span>`;
  }

  private async undo(change: Change): Promise<void> {
    const { asset } = this.store.looking;
    this.store.say(null);
    const undone = asset !== null && (await this.desk.clerk.undoEdit(asset, String(change.id)));
    await this.updateComplete;
    if (!undone) return focusFailure(this);
    this.store.look({ rows_from: null }, "replace");
    this.store.say(change.how === "undo" ? W.redone : W.undone);
    this.querySelector<HTMLElement>("#heading")?.focus();
  }
}

const told = (value: string | null, now = false): TemplateResult | string =>
  value === null ? html`<span class="not-known">${notKnown}</span>` : now ? html`<strong>${tidy(value)}</strong>` : tidy(value);

customElements.define("catmap-history", HistoryPanel);
