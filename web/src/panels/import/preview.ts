/** What loading a file would do, before anything is saved: changes, rows left out, what looks twice, what is gone; then the button. */
import { html, nothing, type TemplateResult } from "lit";
import { resultAddress, type Duplicate, type Import } from "../../api/imports";
import { count, firstSentence, sentence, tidy, words } from "../../words";
import { columns, done, preview as W } from "../../words/importing";
import { actFailure, focusFailure } from "../fields";
import { emptyNotice } from "../notices";
import { Panel } from "../panel";
import { toOffice } from "../office";
import { opening } from "../reading";
import { sheet } from "../sheet";
import { rows } from "./rows";
import { tallyText } from "./start";

/** Pairs that look alike shown at once: there may be many, and the rows come after them. */
const PAIRS = 5;

/** Whether every row is left out, so that there is nothing to load. */
const usesNothing = ({ tally }: Import): boolean => tally !== null && tally.read === tally.refused;

export class ImportPreviewPanel extends Panel {
  private gone: "keep" | "mark" = "keep";
  private remember = true;
  private discarding = false;

  override render(): TemplateResult {
    const load = this.store.answers.import.value;
    return load === null ? html`` : this.page(load);
  }

  private page(load: Import): TemplateResult {
    return html`${actFailure(this.store, "commit")} ${actFailure(this.store, "discard")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.heading}</h1>
      <p class="govuk-body">${load.file_name}. ${W.lead}</p>
      ${load.tally === null ? nothing : html`<p class="summary">${tallyText(load.tally)}</p>`}
      ${load.columns.length === 0 ? html`<p class="govuk-body">${columns.official}</p>` : nothing}
      <p class="govuk-body">${load.previous === null ? W.first : W.against(load.previous.at, load.previous.by)}</p>
      ${load.problem === null ? nothing : emptyNotice(words.failure.title, load.problem)}
      ${load.why_not === null ? nothing : emptyNotice(W.cannot, load.why_not)} ${usesNothing(load) ? emptyNotice(W.cannot, W.usesNothing) : nothing}
      <div class="findings">
        ${this.reasons("refusals", W.refusals, usesNothing(load) ? W.refusalsAll : W.refusalsLead, load.refusals)} ${this.reasons("notes", W.notes, W.notesLead, load.notes)} ${this.places(load)}
      </div>
      ${this.duplicates(load)} ${this.goneChoice(load)} ${this.kept(load)} ${rows(this.desk, load)}
      ${this.download(load)} ${this.actions(load)}`;
  }

  /** Rows can be put right in the spreadsheet before anything is loaded. */
  private download(load: Import): TemplateResult | typeof nothing {
    if (load.tally === null) return nothing;
    const id = load.id;
    return html`<section class="no-print" aria-labelledby="before">
      <h2 class="govuk-heading-m" id="before">${W.download}</h2>
      <p class="govuk-body">${W.downloadText}</p>
      <div class="buttons">
        <a class="govuk-button govuk-button--secondary" download href=${resultAddress(id, "xlsx")}>${done.excel}</a>
        <a class="govuk-link" download href=${resultAddress(id, "csv")}>${done.csv}</a>
      </div>
    </section>`;
  }

  private reasons(id: string, title: string, lead: string, { count: number, commonest }: Import["refusals"]): TemplateResult | typeof nothing {
    if (number === 0) return nothing;
    return html`<section class="finding" aria-labelledby=${id}>
      <h2 class="govuk-heading-m" id=${id}>${title} (${count(number)})</h2>
      <p class="govuk-hint">${lead}</p>
      ${sheet(
        title,
        [{ text: W.reason }, { text: W.rowsHead, numeric: true }],
        commonest.map(({ reason, rows: those }) => ({ cells: [sentence(reason), count(those)] })),
        "sheet--plain",
      )}
      ${id === "refusals"
        ? html`<p class="govuk-body no-print"><button type="button" class="link-button" @click=${() => this.showLeftOut()}>${W.showLeftOut}</button></p>`
        : nothing}
    </section>`;
  }

  private showLeftOut(): void {
    this.store.look({ outcome: "refused", rows_from: null }, "replace");
    const rows = this.querySelector<HTMLElement>("#rows");
    rows?.focus();
    rows?.scrollIntoView();
  }

  private places({ places }: Import): TemplateResult | typeof nothing {
    if (places === null) return nothing;
    const { outside, ...ways } = places;
    return html`<section class="finding" aria-labelledby="places">
      <h2 class="govuk-heading-m" id="places">${W.places}</h2>
      <p class="govuk-hint">${W.placesLead}</p>
      ${sheet(
        W.places,
        [{ text: W.places }, { text: W.rowsHead, numeric: true }],
        Object.entries(ways)
          .filter(([, number]) => number > 0)
          .map(([way, number]) => ({ cells: [W.placeNames[way as keyof typeof W.placeNames] ?? way, count(number)] })),
        "sheet--plain",
      )}
      ${outside > 0 ? html`<p class="govuk-inset-text">${W.outside(outside)}</p>` : nothing}
    </section>`;
  }

  private duplicates({ duplicates: { count: number, first } }: Import): TemplateResult | typeof nothing {
    if (number === 0) return nothing;
    return html`<section aria-labelledby="duplicates">
      <h2 class="govuk-heading-m" id="duplicates">${W.duplicates} (${count(number)})</h2>
      <p class="govuk-hint">${W.duplicatesLead}</p>
      <ul class="pairs">
        ${first.slice(0, PAIRS).map((pair) => this.pair(pair))}
      </ul>
      ${first.length <= PAIRS
        ? nothing
        : html`<details class="govuk-details no-print">
            <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.morePairs(number - PAIRS)}</span></summary>
            <ul class="pairs">
              ${first.slice(PAIRS).map((pair) => this.pair(pair))}
            </ul>
            ${number > first.length ? html`<p class="govuk-hint">${W.restOfPairs(number - first.length)}</p>` : nothing}
          </details>`}
    </section>`;
  }

  private pair({ row, name, of_row, of_asset, of_name, why }: Duplicate): TemplateResult {
    return html`<li class="pair">
      <p class="pair__one"><span class="pair__which">${W.inFile(row)}</span> <strong>${name}</strong></p>
      <p class="pair__one">
        <span class="pair__which">${of_row === null ? W.held : W.inFile(of_row)}</span>
        ${of_asset === null
          ? html`<strong>${of_name}</strong>`
          : html`<a class="govuk-link" href=${this.store.link({ ...opening("look"), asset: of_asset })}>${of_name}</a>`}
      </p>
      <p class="pair__why">${firstSentence(sentence(why))}</p>
    </li>`;
  }

  private goneChoice({ gone: { count: number, first } }: Import): TemplateResult | typeof nothing {
    if (number === 0) return nothing;
    const choice = (value: "keep" | "mark", text: string, hint: string): TemplateResult => html`<div class="govuk-radios__item">
      <input
        class="govuk-radios__input"
        type="radio"
        name="gone"
        id=${`gone-${value}`}
        aria-describedby=${`gone-${value}-hint`}
        .checked=${this.gone === value}
        @change=${() => {
          this.gone = value;
          this.requestUpdate();
        }}
      />
      <label class="govuk-label govuk-radios__label" for=${`gone-${value}`}>${text}</label>
      <p class="govuk-hint govuk-radios__hint" id=${`gone-${value}-hint`}>${hint}</p>
    </div>`;
    return html`<section aria-labelledby="gone">
      <h2 class="govuk-heading-m" id="gone">${W.gone} (${count(number)})</h2>
      <p class="govuk-hint">${W.goneLead(number)}</p>
      <ul class="name-list">
        ${first.map(({ asset, name }) => html`<li><a class="govuk-link" href=${this.store.link({ ...opening("look"), asset })}>${name}</a></li>`)}
      </ul>
      ${this.more(number, first.length)}
      <fieldset class="govuk-fieldset govuk-form-group no-print">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${W.goneChoice}</legend>
        <div class="govuk-radios govuk-radios--small">
          ${choice("keep", W.goneKeep, W.goneKeepHint)} ${choice("mark", W.goneMark, W.goneMarkHint)}
        </div>
      </fieldset>
    </section>`;
  }

  private kept({ kept: { count: number, first } }: Import): TemplateResult | typeof nothing {
    if (number === 0) return nothing;
    const H = W.keptHeads;
    return html`<section aria-labelledby="kept">
      <h2 class="govuk-heading-m" id="kept">${W.kept} (${count(number)})</h2>
      <p class="govuk-hint">${W.keptLead}</p>
      ${sheet(
        W.kept,
        [{ text: H.asset }, { text: H.fact }, { text: H.held }, { text: H.incoming }],
        first.map(({ asset, name, fact, held, incoming }) => ({
          cells: [html`<a class="govuk-link" href=${this.store.link({ ...opening("look"), asset })}>${name}</a>`, fact, html`<strong>${tidy(held)}</strong>`, tidy(incoming)],
        })),
        "sheet--plain",
      )}
      ${this.more(number, first.length)}
    </section>`;
  }

  private more(number: number, shown: number): TemplateResult | typeof nothing {
    return number > shown ? html`<p class="govuk-hint">${W.more(number - shown)}</p>` : nothing;
  }

  private actions(load: Import): TemplateResult {
    const { tally } = load;
    const rows = tally === null ? 0 : tally.new + tally.changed;
    return html`${load.columns.length === 0 || !load.can.commit || usesNothing(load)
        ? nothing
        : html`<div class="govuk-checkboxes govuk-checkboxes--small remember no-print">
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                type="checkbox"
                id="remember"
                .checked=${this.remember}
                @change=${(event: Event) => {
                  this.remember = (event.target as HTMLInputElement).checked;
                }}
              />
              <label class="govuk-label govuk-checkboxes__label" for="remember">${W.remember(load.publisher)}</label>
            </div>
          </div>`}
      <div class="bar no-print">${this.discarding ? this.sure(load) : this.buttons(load, rows)}</div>`;
  }

  private buttons(load: Import, rows: number): TemplateResult {
    return html`<div class="buttons">
      ${load.can.commit && !usesNothing(load)
        ? html`<button type="button" class="govuk-button" @click=${() => void this.commit(load)}>${rows === 0 ? W.commitSame : W.commit(rows)}</button>`
        : nothing}
      ${load.columns.length === 0 ? nothing : html`<a class="govuk-link" href=${this.store.link({ step: "columns", outcome: null, rows_from: null })}>${W.back}</a>`}
      ${load.can.discard
        ? html`<button
            type="button"
            class="link-button"
            @click=${() => {
              this.discarding = true;
              this.requestUpdate();
              void this.updateComplete.then(() => this.querySelector<HTMLElement>("#discard-sure")?.focus());
            }}
          >
            ${W.discard}
          </button>`
        : nothing}
    </div>`;
  }

  private sure(load: Import): TemplateResult {
    return html`<p class="bar__text" id="discard-sure" tabindex="-1">${W.discardSure}</p>
      <div class="buttons">
        <button type="button" class="govuk-button govuk-button--warning" @click=${() => void this.discard(load)}>${W.discardYes}</button>
        <button
          type="button"
          class="link-button"
          @click=${() => {
            this.discarding = false;
            this.requestUpdate();
          }}
        >
          ${W.cancel}
        </button>
      </div>`;
  }

  private async commit(load: Import): Promise<void> {
    const going = await this.desk.clerk.commit(load.id, this.gone, this.remember);
    await this.updateComplete;
    if (!going) return focusFailure(this);
    // Of the rows of the preview nothing is left to go back to.
    this.store.look({ step: null, outcome: null, rows_from: null }, "replace");
  }

  private async discard(load: Import): Promise<void> {
    const done = await this.desk.clerk.discard(load.id);
    await this.updateComplete;
    if (!done) return focusFailure(this);
    this.store.look(toOffice("import"));
    this.store.say(W.discarded(load.file_name));
  }
}

customElements.define("catmap-import-preview", ImportPreviewPanel);
