/** What we think the columns of a file mean, as a table the officer can correct; then the file is read again. */
import { html, nothing, type TemplateResult } from "lit";
import type { Import, ImportColumn, Reading } from "../../api/imports";
import { certainty, correct, fieldNow } from "../../state/importing";
import { fileSize, words } from "../../words";
import { actFailure, focusFailure } from "../fields";
import { Panel } from "../panel";
import { summaryList } from "../place";
import { sheet } from "../sheet";

const W = words.columns;
/** How many samples are shown of a column. */
const SAMPLES = 3;

type Whole = Pick<Reading, "sheet" | "kind" | "publisher">;

export class ImportColumnsPanel extends Panel {
  /** What the file as a whole is, where the officer said otherwise. */
  private whole: Whole = {};

  override render(): TemplateResult {
    const load = this.store.answers.import.value;
    return load === null ? html`` : this.page(load);
  }

  private page(load: Import): TemplateResult {
    const used = load.columns.filter(({ field }) => field !== null).length;
    return html`${actFailure(this.store, "reading")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.heading}</h1>
      <p class="govuk-body">${W.lead(load.file_name, used, load.columns.length)}</p>
      ${this.file(load)} ${this.table(load)} ${this.actions(load)}`;
  }

  private file(load: Import): TemplateResult {
    const F = words.importing.fileFacts;
    return html`<div class="import-file">
      ${summaryList([
        { label: F.file, value: `${load.file_name} (${fileSize(load.size_bytes)})` },
        { label: F.format, value: load.format },
        { label: F.kind, value: load.kind_label },
        { label: F.publisher, value: load.publisher },
        { label: F.headers, value: words.importing.headerRows(load.header_rows) },
      ])}
      <details class="govuk-details" ?open=${load.publisher === null || load.sheets.length > 1}>
        <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.change}</span></summary>
        <div class="govuk-details__text import-file__form">
          ${load.sheets.length > 1
            ? this.choice("sheet", W.sheet, load.sheets.map(({ name, rows }) => ({ slug: name, label: W.sheetRows(name, rows) })), load.sheets.find(({ chosen }) => chosen)?.name ?? "")
            : nothing}
          ${this.choice("kind", W.kind, kindsOf(load), load.kind ?? "")}
          <div class="govuk-form-group">
            <label class="govuk-label" for="publisher">${W.publisher}</label>
            <p class="govuk-hint" id="publisher-hint">${W.publisherHint}</p>
            <input
              class="govuk-input"
              id="publisher"
              autocomplete="off"
              aria-describedby="publisher-hint"
              .value=${load.publisher ?? ""}
              @input=${(event: Event) => this.change("publisher", (event.target as HTMLInputElement).value.trim(), load.publisher ?? "")}
            />
          </div>
        </div>
      </details>
    </div>`;
  }

  private choice(name: "sheet" | "kind", text: string, options: { slug: string; label: string }[], now: string): TemplateResult {
    return html`<div class="govuk-form-group">
      <label class="govuk-label" for=${name}>${text}</label>
      <select
        class="govuk-select"
        id=${name}
        @change=${(event: Event) => this.change(name, (event.target as HTMLSelectElement).value, now)}
      >
        ${options.map(({ slug, label }) => html`<option value=${slug} .selected=${slug === (this.whole[name] ?? now)}>${label}</option>`)}
      </select>
    </div>`;
  }

  private change(name: keyof Whole, value: string, now: string): void {
    const { [name]: _, ...others } = this.whole;
    this.whole = value === now || value === "" ? others : { ...others, [name]: value };
    this.requestUpdate();
  }

  private table(load: Import): TemplateResult {
    return sheet(
      W.caption,
      [{ text: W.column }, { text: W.headingOf }, { text: W.samples }, { text: W.reading }, { text: W.sure }],
      load.columns.map((column) => {
        const pending = column.column in this.store.corrections(String(load.id));
        return {
          cells: [
            html`<span class="letter">${column.letter}</span>`,
            column.heading === "" ? html`<span class="not-known">${W.noHeading}</span>` : column.heading,
            this.samples(column),
            this.select(load, column),
            pending ? html`<span class="sure sure--pending">${W.pending}</span>` : this.sure(column),
          ],
          className: pending ? "sheet__row--pending" : fieldNow(column, {}) === null ? "sheet__row--unused" : "",
        };
      }),
      "sheet--columns",
    );
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
    const id = String(load.id);
    const now = fieldNow(column, this.store.corrections(id));
    const about = load.fields.find(({ field }) => field === now)?.about;
    return html`<select
        class="govuk-select"
        id=${`column-${column.column}`}
        aria-label=${W.readingOf(column.letter, column.heading)}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.store.correct(id, correct(this.store.corrections(id), column, value === "" ? null : value));
        }}
      >
        <option value="" .selected=${now === null}>${W.notUsed}</option>
        ${load.fields.map(({ field, label }) => html`<option value=${field} .selected=${field === now}>${label}</option>`)}
      </select>
      ${about ? html`<span class="why">${about}</span>` : nothing}`;
  }

  /** One thing to do next: read again while something was changed, else on to the preview. */
  private actions(load: Import): TemplateResult {
    const id = String(load.id);
    const corrected = Object.keys(this.store.corrections(id)).length;
    const changed = corrected > 0 || Object.keys(this.whole).length > 0;
    return html`<div class="bar no-print">
      ${changed
        ? html`<p class="bar__text" role="status">${W.changed(corrected)}</p>
            <div class="buttons">
              <button type="button" class="govuk-button" @click=${() => void this.readAgain(load)}>${W.readAgain}</button>
              <button type="button" class="link-button" @click=${() => this.forget(load)}>${W.forget}</button>
            </div>`
        : html`<div class="buttons">
            <button type="button" class="govuk-button" @click=${() => this.store.look({ step: "preview", outcome: null, rows_from: null })}>${W.next}</button>
          </div>`}
    </div>`;
  }

  private forget(load: Import): void {
    this.store.correct(String(load.id), {});
    this.whole = {};
    const publisher = this.querySelector<HTMLInputElement>("#publisher");
    if (publisher) publisher.value = load.publisher ?? "";
    this.requestUpdate();
  }

  private async readAgain(load: Import): Promise<void> {
    const id = String(load.id);
    const columns = Object.entries(this.store.corrections(id)).map(([column, field]) => ({ column: Number(column), field }));
    const read = await this.desk.clerk.readAgain(id, { ...this.whole, ...(columns.length > 0 ? { columns } : {}) });
    if (!read) {
      await this.updateComplete;
      focusFailure(this);
      return;
    }
    this.whole = {};
    this.store.correct(id, {});
  }
}

/** The kinds a register may be, and what this file was taken for when it is something else. */
function kindsOf({ kind, kind_label }: Import): { slug: string; label: string }[] {
  const known = W.kinds.some(({ slug }) => slug === kind);
  return known ? [...W.kinds] : [{ slug: kind ?? "", label: kind_label ?? words.importing.notKnownYet }, ...W.kinds];
}

customElements.define("catmap-import-columns", ImportColumnsPanel);
