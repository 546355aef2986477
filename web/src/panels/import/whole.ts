/** What a file is as a whole: what we read of it, and a form to say which sheet, what it is and who published it. */
import { html, nothing, type TemplateResult } from "lit";
import type { Import } from "../../api/imports";
import { correctWhole, type Whole } from "../../state/corrections";
import { councilsOf } from "../../state/session";
import { fileSize, sentence, words } from "../../words";
import type { Desk } from "../panel";

const W = words.columns;

/** The facts of the file beside the form; the form is open when something is missing. */
export function wholeFile(desk: Desk, load: Import): TemplateResult {
  const F = words.importing.fileFacts;
  const facts: [string, string | null][] = [
    [F.kind, load.kind_label && sentence(load.kind_label)],
    [F.publisher, load.publisher],
    [F.format, load.format],
    [F.headers, words.importing.headerRows(load.header_rows)],
    [F.size, load.size_bytes === null ? null : fileSize(load.size_bytes)],
  ];
  return html`<div class="import-file">
    <dl class="file-facts">
      ${facts.map(([label, value]) => (value ? html`<div><dt>${label}</dt><dd>${value}</dd></div>` : nothing))}
    </dl>
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
  const choice = (name: "sheet" | "kind", text: string, options: { slug: string; label: string }[], now: string): TemplateResult => html`<div class="govuk-form-group">
    <label class="govuk-label" for=${name}>${text}</label>
    <select class="govuk-select" id=${name} @change=${(event: Event) => say(name, (event.target as HTMLSelectElement).value, now)}>
      ${options.map(({ slug, label }) => html`<option value=${slug} .selected=${slug === (corrections.whole[name] ?? now)}>${label}</option>`)}
    </select>
  </div>`;
  const councils = councilsOf(store.answers.session.value?.person ?? null);
  const publisher = corrections.whole.publisher ?? load.publisher ?? "";
  const sheets = load.sheets.map(({ name, rows }) => ({ slug: name, label: W.sheetRows(name, rows) }));
  return html`${sheets.length > 1 ? choice("sheet", W.sheet, sheets, load.sheets.find(({ chosen }) => chosen)?.name ?? "") : nothing}
    ${choice("kind", W.kind, kindsOf(load), load.kind ?? "")}
    <div class="govuk-form-group">
      <label class="govuk-label" for="publisher">${W.publisher}</label>
      <p class="govuk-hint" id="publisher-hint">${W.publisherHint}</p>
      <input
        class="govuk-input"
        id="publisher"
        autocomplete="off"
        list="own-councils"
        aria-describedby="publisher-hint"
        .value=${publisher}
        @input=${(event: Event) => say("publisher", (event.target as HTMLInputElement).value.trim(), load.publisher)}
      />
      <datalist id="own-councils">
        ${councils.map((council) => html`<option value=${council}></option>`)}
      </datalist>
      ${publisher === "" || load.state === "failed"
        ? html`<div class="chips import-file__own">
            ${councils.filter((council) => council !== publisher).map(
              (council) => html`<button type="button" class="chip-button" @click=${() => say("publisher", council, load.publisher)}>${W.own(council)}</button>`,
            )}
          </div>`
        : nothing}
    </div>`;
}

/** The kinds a register may be, and what this file was taken for when it is something else. */
function kindsOf({ kind, kind_label }: Import): { slug: string; label: string }[] {
  const known = W.kinds.some(({ slug }) => slug === kind);
  return known ? [...W.kinds] : [{ slug: kind ?? "", label: kind_label || words.importing.notKnownYet }, ...W.kinds];
}
