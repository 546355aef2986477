/** What came of a load: its result to download, and undoing it. Also says why a load failed, was undone or thrown away. */
import { html, nothing, type TemplateResult } from "lit";
import { fileAddress, resultAddress, type Import } from "../../api/imports";
import type { Extent } from "../../api/types";
import { extentOfAssets } from "../../state/answers";
import { NO_CORRECTIONS, readingOf } from "../../state/corrections";
import { stepOf } from "../../state/importing";
import { words } from "../../words";
import { columns, done as W, importing as I, preview } from "../../words/importing";
import { actFailure, focusFailure } from "../fields";
import { emptyNotice } from "../notices";
import { toOffice } from "../office";
import { Panel } from "../panel";
import { opening } from "../reading";
import { tallyText } from "./start";
import { wholeForm } from "./whole";


export class ImportDonePanel extends Panel {
  override render(): TemplateResult {
    const load = this.store.answers.import.value;
    if (load === null) return html``;
    if (load.state === "failed") {
      return this.failed(load);
    }
    if (load.state === "undone") {
      return html`${this.heading(I.undone(load.file_name))}
        <p class="govuk-body">${I.undoneText} ${load.undone ? I.undoneBy(load.undone.by, load.undone.at) : nothing}</p>
        ${this.downloads(load)} ${this.another()}`;
    }
    return stepOf(load, this.store.looking.step) === "undo" ? this.undoing(load) : this.loaded(load);
  }

  /** What went wrong, and the form to say what the file is: that may be all that is missing. */
  private failed(load: Import): TemplateResult {
    const id = load.id;
    return html`${actFailure(this.store, "reading")} ${actFailure(this.store, "discard")} ${this.heading(I.failed(load.file_name))}
      ${emptyNotice(words.failure.title, load.problem ?? "")}
      <p class="govuk-body">${I.failedNext}</p>
      <section aria-labelledby="whole" class="office--narrow import-file__form">
        <h2 class="govuk-visually-hidden" id="whole">${columns.change}</h2>
        ${wholeForm(this.desk, load)}
        <div class="buttons">
          <button type="button" class="govuk-button" @click=${() => void this.readAgain(id)}>${columns.readAgain}</button>
          ${load.can.discard ? html`<button type="button" class="link-button" @click=${() => void this.discard(load)}>${preview.discard}</button>` : nothing}
        </div>
      </section>
      ${this.another()}`;
  }

  private heading(text: string): TemplateResult {
    return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${text}</h1>`;
  }

  private loaded(load: Import): TemplateResult {
    return html`${actFailure(this.store, "undo")} ${this.heading(W.heading)}
      ${load.problem === null ? nothing : emptyNotice(words.failure.title, load.problem)}
      <p class="govuk-body">${load.file_name}. ${W.text}</p>
      ${load.tally === null ? nothing : html`<p class="summary">${tallyText(load.tally)}</p>`}
      ${this.downloads(load)}
      <div class="buttons">
        <a class="govuk-link" href=${this.store.link({ ...opening("look"), view: this.loadedExtent(), pane: "map" })}>${W.look}</a>
        <a class="govuk-link" href=${this.store.link(toOffice("import"))}>${W.another}</a>
      </div>
      <section aria-labelledby="undo">
        <h2 class="govuk-heading-m" id="undo">${W.undo}</h2>
        ${load.can.undo
          ? html`<p class="govuk-body">${W.undoText}</p>
              <a class="govuk-button govuk-button--secondary" href=${this.store.link({ step: "undo" })}>${W.undo}</a>`
          : html`<p class="govuk-body">${load.why_not ?? W.noUndo}</p>`}
      </section>`;
  }

  /** Where what was loaded lies; `null`, so the whole region, when nothing of it has a place or it is not known yet. */
  private loadedExtent(): Extent | null {
    return extentOfAssets(this.store.answers.import_assets.value?.features ?? []);
  }

  private downloads(load: Import): TemplateResult {
    const id = load.id;
    return html`<section aria-labelledby="result">
      <h2 class="govuk-heading-m" id="result">${W.result}</h2>
      <p class="govuk-body">${W.resultText}</p>
      <div class="buttons">
        <a class="govuk-button" download href=${resultAddress(id, "xlsx")}>${W.excel}</a>
        <a class="govuk-button govuk-button--secondary" download href=${resultAddress(id, "csv")}>${W.csv}</a>
        <a class="govuk-link" download href=${fileAddress(id)}>${W.original}</a>
      </div>
    </section>`;
  }

  private undoing(load: Import): TemplateResult {
    return html`${actFailure(this.store, "undo")} ${this.heading(W.undoHeading(load.file_name))}
      ${load.tally === null ? nothing : html`<p class="summary">${tallyText(load.tally)}</p>`}
      <p class="govuk-body">${W.undoSure}</p>
      <div class="buttons">
        <button type="button" class="govuk-button govuk-button--warning" @click=${() => void this.undo(load)}>${W.undoYes}</button>
        <a class="govuk-link" href=${this.store.link({ step: null })}>${W.undoNo}</a>
      </div>`;
  }

  private another(): TemplateResult {
    return html`<p class="govuk-body"><a class="govuk-link" href=${this.store.link(toOffice("import"))}>${W.another}</a></p>`;
  }

  private async readAgain(id: string): Promise<void> {
    if (await this.desk.clerk.readAgain(id, readingOf(this.store.corrections(id)))) {
      this.store.correct(id, NO_CORRECTIONS);
      return;
    }
    await this.updateComplete;
    focusFailure(this);
  }

  private async discard(load: Import): Promise<void> {
    const done = await this.desk.clerk.discard(load.id);
    await this.updateComplete;
    if (!done) return focusFailure(this);
    this.store.look(toOffice("import"));
    this.store.say(preview.discarded(load.file_name));
  }

  private async undo(load: Import): Promise<void> {
    const going = await this.desk.clerk.undo(load.id);
    await this.updateComplete;
    if (!going) return focusFailure(this);
    this.store.look({ step: null }, "replace");
  }
}

customElements.define("catmap-import-done", ImportDonePanel);
