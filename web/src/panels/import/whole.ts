/** What a file is as a whole: what we read of it, and a form to say which sheet, what it is and who published it. */
import { html, nothing, type TemplateResult } from "lit";
import type { Import } from "../../api/imports";
import { correctWhole, type Whole } from "../../state/corrections";
import { fileSize, words } from "../../words";
import type { Desk } from "../panel";
import { summaryList } from "../place";

const W = words.columns;

/** The facts of the file beside the form; the form is open when something is missing. */
export function wholeFile(desk: Desk, load: Import): TemplateResult {
  const F = words.importing.fileFacts;
  return html`<div class="import-file">
    ${summaryList([
      { label: F.file, value: load.size_bytes === null ? load.file_name : `${load.file_name} (${fileSize(load.size_bytes)})` },
      { label: F.format, value: load.format || null },
      { label: F.kind, value: load.kind_label || null },
      { label: F.publisher, value: load.publisher || null },
      { label: F.headers, value: words.importing.headerRows(load.header_rows) },
    ])}
    <details class="govuk-details" ?open=${!load.publisher || load.sheets.length > 1}>
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.change}</span></summary>
      <div class="govuk-details__text import-file__form">${wholeForm(desk, load)}</div>
    </details>
  </div>`;
}

/** The form alone. What is said is kept until the file is read again. */
export function wholeForm({ store }: Desk, load: Import): TemplateResult {
  const id = String(load.id);
  const corrections = store.corrections(id);
  const say = (name: Whole, value: string, now: string | null): void => store.correct(id, correctWhole(store.corrections(id), name, value, now));
  const choice = (name: Whole, text: string, options: { slug: string; label: string }[], now: string): TemplateResult => html`<div class="govuk-form-group">
    <label class="govuk-label" for=${name}>${text}</label>
    <select class="govuk-select" id=${name} @change=${(event: Event) => say(name, (event.target as HTMLSelectElement).value, now)}>
      ${options.map(({ slug, label }) => html`<option value=${slug} .selected=${slug === (corrections.whole[name] ?? now)}>${label}</option>`)}
    </select>
  </div>`;
  const sheets = load.sheets.map(({ name, rows }) => ({ slug: name, label: W.sheetRows(name, rows) }));
  return html`${sheets.length > 1 ? choice("sheet", W.sheet, sheets, load.sheets.find(({ chosen }) => chosen)?.name ?? "") : nothing}
    ${choice("kind", W.kind, kindsOf(load), load.kind ?? "")}
    ${load.publishers.length > 0
      ? choice("publisher", W.whose, publishersOf(load), load.publisher ?? "")
      : html`<div class="govuk-form-group">
          <label class="govuk-label" for="publisher">${W.publisher}</label>
          <p class="govuk-hint" id="publisher-hint">${W.publisherHint}</p>
          <input
            class="govuk-input"
            id="publisher"
            autocomplete="off"
            aria-describedby="publisher-hint"
            .value=${corrections.whole.publisher ?? load.publisher ?? ""}
            @input=${(event: Event) => say("publisher", (event.target as HTMLInputElement).value.trim(), load.publisher)}
          />
        </div>`}`;
}

/** The officer's councils, and what the file says when that is another. */
function publishersOf({ publisher, publishers }: Import): { slug: string; label: string }[] {
  const own = publishers.map((council) => ({ slug: council, label: council }));
  if (publisher !== null && publishers.includes(publisher)) return own;
  return [{ slug: publisher ?? "", label: publisher ?? W.chooseCouncil }, ...own];
}

/** The kinds a register may be, and what this file was taken for when it is something else. */
function kindsOf({ kind, kind_label }: Import): { slug: string; label: string }[] {
  const known = W.kinds.some(({ slug }) => slug === kind);
  return known ? [...W.kinds] : [{ slug: kind ?? "", label: kind_label || words.importing.notKnownYet }, ...W.kinds];
}
