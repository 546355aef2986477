/**
 * Loading files, from the file to what came of it. One load is in front at a time; its state says which page of this
 * folder is shown: `start` (send files, earlier loads), `columns`, `preview`, `done`. The folder decides nothing about a
 * row: it shows what the service answers and hands back what the officer chose. A new step is one more element here and a
 * name in `ImportStep`.
 */
import { html, nothing, type TemplateResult } from "lit";
import "./columns";
import "./done";
import "./preview";
import "./start";
import type { Import } from "../../api/imports";
import { isMoving, shareDone, stepOf } from "../../state/importing";
import { words } from "../../words";
import { importing as W } from "../../words/importing";
import { whenReady } from "../notices";
import { forThoseWhoMay, toOffice } from "../office";
import { Panel } from "../panel";

export class ImportPanel extends Panel {
  private told = "";

  override render(): TemplateResult {
    return html`<div class="office office--wide">${forThoseWhoMay(this.desk, "import", () => this.page())}</div>
      <p class="govuk-visually-hidden" role="status" id="import-progress"></p>`;
  }

  private page(): TemplateResult {
    const { looking, answers } = this.store;
    if (looking.id === null) return html`<catmap-import-start .desk=${this.desk}></catmap-import-start>`;
    return html`<a class="govuk-back-link no-print" href=${this.store.link(toOffice("import"))}>${W.back}</a>
      ${whenReady(this.desk, answers.import, (load) => this.load(load), 14, true)}`;
  }

  private load(load: Import): TemplateResult {
    if (isMoving(load.state)) return this.moving(load);
    const step = stepOf(load, this.store.looking.step);
    return html`${load.state === "ready" || load.state === "committed" ? this.steps(load) : nothing}
    ${step === "columns"
      ? html`<catmap-import-columns .desk=${this.desk}></catmap-import-columns>`
      : step === "preview"
        ? html`<catmap-import-preview .desk=${this.desk}></catmap-import-preview>`
        : html`<catmap-import-done .desk=${this.desk}></catmap-import-done>`}`;
  }

  private steps(load: Import): TemplateResult {
    const step = stepOf(load, this.store.looking.step);
    const now = step === "undo" ? "done" : step;
    const all = load.columns.length === 0 ? (["preview", "done"] as const) : (["columns", "preview", "done"] as const);
    const at = all.findIndex((name) => name === now);
    return html`<ol class="steps-bar" aria-label=${W.steps.label}>
      ${all.map((name, index) => html`<li class=${index < at ? "steps-bar__past" : ""} aria-current=${index === at ? "step" : nothing}>
        <span class="steps-bar__number" aria-hidden="true">${index + 1}</span> ${W.steps[name]}
      </li>`)}
    </ol>`;
  }

  private moving(load: Import): TemplateResult {
    const heading = W.moving[load.state === "committing" ? "committing" : load.state === "undoing" ? "undoing" : "reading"](load.file_name);
    const share = load.progress === null ? null : shareDone(load.progress);
    return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${heading}</h1>
      <div class="moving">
        ${share === null
          ? html`<progress class="moving__bar" aria-label=${heading}></progress>`
          : html`<progress class="moving__bar" aria-label=${heading} max="1" value=${share}></progress>`}
        <p class="govuk-body moving__text">${load.progress === null ? words.loading : W.progress(load.progress.step, share)}</p>
        <p class="govuk-hint">${W.waiting}</p>
      </div>`;
  }

  /** Progress is read out at each step and at each tenth, not at every row. */
  override updated(): void {
    super.updated();
    const load = this.store.answers.import.value;
    const status = this.querySelector("#import-progress");
    if (status === null) return;
    const { progress } = load ?? { progress: null };
    const share = progress === null ? null : shareDone(progress);
    const tell = progress === null ? "" : `${progress.step} ${share === null ? "" : Math.floor(share * 10)}`;
    if (tell === this.told) return;
    this.told = tell;
    status.textContent = progress === null ? "" : W.progress(progress.step, share);
  }
}

customElements.define("catmap-import", ImportPanel);
