/** What a file is as a whole: what we read of it, and a form to say which sheet, what it is and whose. */
import { html, nothing, type TemplateResult } from "lit";
import type { Import } from "../../api/imports";
import { correctWhole, type Whole } from "../../state/corrections";
import { mayImportOfficial } from "../../state/session";
import { sentence } from "../../words";
import { columns as W, fileSize, importing as I } from "../../words/importing";
import type { Desk } from "../panel";

/** What was read of the file, and the form to say otherwise; it is open where there is a sheet to choose. */
export function wholeFile(desk: Desk, load: Import): TemplateResult {
  const F = I.fileFacts;
  const facts: [string, string | null][] = [
    [F.kind, load.kind_label && sentence(load.kind_label)],
    [F.publisher, load.publisher],
    [F.format, load.format],
    [F.headers, I.headerRows(load.header_rows)],
    [F.size, load.size_bytes === null ? null : fileSize(load.size_bytes)],
  ];
  const asksKind = load.kind_is_guess;
  const asksPublisher = load.publisher === null;
  return html`<div class="import-file">
    <dl class="file-facts">
      ${facts.map(([label, value]) => (value ? html`<div><dt>${label}</dt><dd>${value}</dd></div>` : nothing))}
    </dl>
    ${asksKind && asksPublisher && load.sheets.length < 2
      ? nothing
      : html`<details class="govuk-details" ?open=${load.sheets.length > 1}>
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.change}</span></summary>
          <div class="govuk-details__text import-file__form">
            ${sheetField(desk, load)} ${asksKind ? nothing : kindField(desk, load)} ${asksPublisher ? nothing : publisherField(desk, load)}
          </div>
        </details>`}
  </div>`;
}

/** What only somebody who knows the file can say: what it is when we do not know such a list, and whose when it does not say. */
export function asked(desk: Desk, load: Import): TemplateResult {
  return html`<div class="ask import-file__form">
    ${load.kind_is_guess ? kindField(desk, load) : nothing} ${load.publisher === null ? publisherField(desk, load) : nothing}
  </div>`;
}

/** All of the form. What is said is kept until the file is read again. */
export function wholeForm(desk: Desk, load: Import): TemplateResult {
  return html`${sheetField(desk, load)} ${kindField(desk, load)} ${publisherField(desk, load)}`;
}

interface Option {
  slug: string;
  label: string;
}

/** What was said of the file since it was read, else what was read. */
const said = ({ store }: Desk, load: Import, name: Whole, read: string | null): string => store.corrections(load.id).whole[name] ?? read ?? "";

function say({ store }: Desk, load: Import, name: Whole, value: string, read: string | null): void {
  const id = load.id;
  store.correct(id, correctWhole(store.corrections(id), name, value, read));
}

function choice(desk: Desk, load: Import, name: Whole, text: string, options: Option[], read: string): TemplateResult {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for=${name}>${text}</label>
    <select class="govuk-select" id=${name} @change=${(event: Event) => say(desk, load, name, (event.target as HTMLSelectElement).value, read)}>
      ${options.map(({ slug, label }) => html`<option value=${slug} .selected=${slug === said(desk, load, name, read)}>${label}</option>`)}
    </select>
  </div>`;
}

function sheetField(desk: Desk, load: Import): TemplateResult | typeof nothing {
  const sheets = load.sheets.map(({ name, rows }) => ({ slug: name, label: W.sheetRows(name, rows) }));
  return sheets.length > 1 ? choice(desk, load, "sheet", W.sheet, sheets, load.sheets.find(({ chosen }) => chosen)?.name ?? "") : nothing;
}

/** What each kind is, in a sentence: somebody who has a file may not know what we call it. */
function kindField(desk: Desk, load: Import): TemplateResult {
  const now = said(desk, load, "kind", load.kind);
  const offered = W.kinds.filter(({ official }) => !official || mayImportOfficial(desk.store.answers.session.value));
  const known = load.kind === null || offered.some(({ slug }) => slug === load.kind);
  const kinds = known ? offered : [...offered, { slug: load.kind ?? "", label: sentence(load.kind_label ?? ""), about: W.kindSeen }];
  return html`<fieldset class="govuk-fieldset govuk-form-group">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${load.kind_is_guess ? W.kindGuessed : W.kind}</legend>
    <div class="govuk-radios govuk-radios--small">
      ${kinds.map(
        ({ slug, label, about }) => html`<div class="govuk-radios__item">
          <input
            class="govuk-radios__input"
            type="radio"
            name="kind"
            id=${`kind-${slug}`}
            aria-describedby=${`kind-${slug}-hint`}
            .checked=${slug === now}
            @change=${() => say(desk, load, "kind", slug, load.kind)}
          />
          <label class="govuk-label govuk-radios__label" for=${`kind-${slug}`}>${label}</label>
          <p class="govuk-hint govuk-radios__hint" id=${`kind-${slug}-hint`}>${about}</p>
        </div>`,
      )}
    </div>
    <p class="govuk-hint">${W.kindOther}</p>
  </fieldset>`;
}

function publisherField(desk: Desk, load: Import): TemplateResult {
  if (load.publishers.length > 0) return choice(desk, load, "publisher", W.whose, publishersOf(load), load.publisher ?? "");
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="publisher">${W.publisher}</label>
    <p class="govuk-hint" id="publisher-hint">${W.publisherHint}</p>
    <input
      class="govuk-input"
      id="publisher"
      autocomplete="off"
      aria-describedby="publisher-hint"
      .value=${said(desk, load, "publisher", load.publisher)}
      @input=${(event: Event) => say(desk, load, "publisher", (event.target as HTMLInputElement).value.trim(), load.publisher)}
    />
  </div>`;
}

/** The officer's councils, and what the file says when that is another. */
function publishersOf({ publisher, publishers }: Import): Option[] {
  const own = publishers.map((council) => ({ slug: council, label: council }));
  if (publisher !== null && publishers.includes(publisher)) return own;
  return [{ slug: publisher ?? "", label: publisher ?? W.chooseCouncil }, ...own];
}
