/** What we think the columns of a file mean, as a table the officer can correct; then the file is read again. */
import { html, nothing, type TemplateResult } from "lit";
import type { Import, ImportColumn } from "../../api/imports";
import { NO_CORRECTIONS, correctColumn, fieldNow, isCorrected, readingOf } from "../../state/corrections";
import { certainty } from "../../state/importing";
import { columns as W } from "../../words/importing";
import { actFailure, focusFailure } from "../fields";
import { emptyNotice } from "../notices";
import { Panel } from "../panel";
import { sheet } from "../sheet";
import { asked, wholeFile } from "./whole";

/** How many samples are shown of a column. */
const SAMPLES = 3;

export class ImportColumnsPanel extends Panel {
  private onlyUnsure = false;

  override render(): TemplateResult {
    const load = this.store.answers.import.value;
    return load === null ? html`` : this.page(load);
  }

  private page(load: Import): TemplateResult {
    const used = load.columns.filter(({ field }) => field !== null).length;
    const unsure = load.columns.filter((column) => this.isUnsure(load, column)).length;
    return html`${actFailure(this.store, "reading")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.heading}</h1>
      <p class="govuk-body">${W.lead(load.file_name, used, load.columns.length)}</p>
      ${wholeFile(this.desk, load)} ${load.why_not === null ? nothing : emptyNotice(W.notYet, load.why_not)}
      ${load.kind_is_guess || load.publisher === null ? asked(this.desk, load) : nothing} ${unsure === 0 || unsure === load.columns.length ? nothing : this.choice(load, unsure)} ${this.table(load)}
      ${this.actions(load)}`;
  }

  /** What an officer has not looked at yet, and we are not sure of. */
  private isUnsure(load: Import, column: ImportColumn): boolean {
    const certain = certainty(column);
    return certain === "guess" || certain === "unused" || column.column in this.store.corrections(load.id).columns;
  }

  private choice(load: Import, unsure: number): TemplateResult {
    const button = (only: boolean, text: string): TemplateResult => html`<button
      type="button"
      class="chip-button"
      aria-pressed=${this.onlyUnsure === only ? "true" : "false"}
      @click=${() => {
        this.onlyUnsure = only;
        this.requestUpdate();
      }}
    >
      ${text}
    </button>`;
    return html`<div class="chips no-print" role="group" aria-label=${W.show}>
      ${button(false, W.all(load.columns.length))} ${button(true, W.toCheck(unsure))}
    </div>`;
  }

  private table(load: Import): TemplateResult {
    return sheet(
      W.caption,
      [{ text: W.column }, { text: W.headingOf }, { text: W.samples }, { text: W.reading }, { text: W.sure }],
      this.shown(load).map((column) => {
        const pending = column.column in this.store.corrections(load.id).columns;
        return {
          cells: [
            html`<span class="letter">${column.letter}</span>`,
            column.heading === "" ? html`<span class="not-known">${W.noHeading}</span>` : column.heading,
            this.samples(column),
            this.select(load, column),
            pending ? html`<span class="sure sure--pending">${W.pending}</span>` : this.sure(column),
          ],
          className: pending ? "sheet__row--pending" : column.field === null ? "sheet__row--unused" : "",
        };
      }),
      "sheet--columns",
    );
  }

  private shown(load: Import): ImportColumn[] {
    const unsure = load.columns.filter((column) => this.isUnsure(load, column));
    return this.onlyUnsure && unsure.length > 0 ? unsure : load.columns;
  }

  private samples({ samples }: ImportColumn): TemplateResult {
    if (samples.length === 0) return html`<span class="not-known">${W.noSamples}</span>`;
    return html`<ul class="samples">
      ${samples.slice(0, SAMPLES).map((sample) => html`<li>${sample}</li>`)}
    </ul>`;
  }

  private sure(column: ImportColumn): TemplateResult {
    const certain = certainty(column);
    return html`<span class=${`sure sure--${certain}`}>${W.certainty[certain]}</span> <span class="why">${column.why}</span>`;
  }

  private select(load: Import, column: ImportColumn): TemplateResult {
    const id = load.id;
    const now = fieldNow(column, this.store.corrections(id));
    const about = load.fields.find(({ field }) => field === now)?.about;
    return html`<select
        class="govuk-select"
        id=${`column-${column.column}`}
        aria-label=${W.readingOf(column.letter, column.heading)}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.store.correct(id, correctColumn(this.store.corrections(id), column, value === "" ? null : value));
        }}
      >
        <option value="" .selected=${now === null}>${W.notUsed}</option>
        ${load.fields.map(({ field, label }) => html`<option value=${field} .selected=${field === now}>${label}</option>`)}
      </select>
      ${about ? html`<span class="why">${about}</span>` : nothing}`;
  }

  /** One thing to do next: read again while something was changed, else on to the preview. */
  private actions(load: Import): TemplateResult {
    const id = load.id;
    const corrections = this.store.corrections(id);
    return html`<div class="bar no-print">
      ${isCorrected(corrections)
        ? html`<p class="bar__text" role="status">${W.changed(Object.keys(corrections.columns).length)}</p>
            <div class="buttons">
              <button type="button" class="govuk-button" @click=${() => void this.readAgain(id)}>${W.readAgain}</button>
              <button type="button" class="link-button" @click=${() => this.store.correct(id, NO_CORRECTIONS)}>${W.forget}</button>
            </div>`
        : html`<div class="buttons">
            <button type="button" class="govuk-button" @click=${() => this.store.look({ step: "preview", outcome: null, rows_from: null })}>${W.next}</button>
          </div>`}
    </div>`;
  }

  private async readAgain(id: string): Promise<void> {
    if (await this.desk.clerk.readAgain(id, readingOf(this.store.corrections(id)))) {
      this.store.correct(id, NO_CORRECTIONS);
      return;
    }
    await this.updateComplete;
    focusFailure(this);
  }
}

customElements.define("catmap-import-columns", ImportColumnsPanel);
