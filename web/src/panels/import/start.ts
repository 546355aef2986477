/** Where a load begins: a place to drop files, the files on their way, and every file loaded before. */
import { html, nothing, type TemplateResult } from "lit";
import type { ListedImport, Tally } from "../../api/imports";
import { stillSending, type Upload } from "../../state/acts";
import { isDraft } from "../../state/importing";
import { firstSentence, moment, percent, sentence, words } from "../../words";
import { fileSize, importing as W, preview } from "../../words/importing";
import { doneNotice, failureText, whenReady } from "../notices";
import { Panel } from "../panel";
import { breakable, sheet } from "../sheet";

export const tallyText = ({ read, new: fresh, changed, unchanged, refused }: Tally): string =>
  preview.summary(read, fresh, changed, unchanged, refused);

export class ImportStartPanel extends Panel {
  private over = false;
  /** A browser asks before it closes a page whose file has not arrived. */
  private readonly ask = (event: BeforeUnloadEvent): void => {
    if (stillSending(this.store.uploads)) event.preventDefault();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("beforeunload", this.ask);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("beforeunload", this.ask);
    // What has arrived stands in the list below from now on.
    const { uploads } = this.store;
    if (uploads.some(({ state }) => state === "done")) this.store.send(uploads.filter(({ state }) => state !== "done"));
  }

  override render(): TemplateResult {
    const { uploads } = this.store;
    return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.import}</h1>
      <p class="govuk-body">${W.lead}</p>
      ${doneNotice(this.store)} ${this.dropZone()}
      ${uploads.length === 0
        ? nothing
        : html`<section aria-labelledby="sending">
            <h2 class="govuk-heading-m" id="sending">${W.sending}</h2>
            <ul class="uploads">
              ${uploads.map((upload) => this.upload(upload))}
            </ul>
          </section>`}
      <section aria-labelledby="earlier">
        <h2 class="govuk-heading-m" id="earlier">${W.earlier}</h2>
        <p class="govuk-hint">${W.earlierLead}</p>
        ${whenReady(this.desk, this.store.answers.imports, ({ imports }) => this.earlier(imports))}
      </section>`;
  }

  private dropZone(): TemplateResult {
    const rest = (event: DragEvent, over: boolean): void => {
      event.preventDefault();
      if (over === this.over) return;
      this.over = over;
      this.requestUpdate();
    };
    return html`<div
      class=${`drop no-print ${this.over ? "drop--over" : ""}`}
      @dragenter=${(event: DragEvent) => rest(event, true)}
      @dragover=${(event: DragEvent) => rest(event, true)}
      @dragleave=${(event: DragEvent) => rest(event, false)}
      @drop=${(event: DragEvent) => {
        rest(event, false);
        this.send(event.dataTransfer?.files);
      }}
    >
      <label class="drop__label" for="files">${W.drop}</label>
      <p class="govuk-hint" id="files-hint">${W.dropHint}</p>
      <input
        class="govuk-file-upload"
        type="file"
        id="files"
        multiple
        aria-describedby="files-hint"
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          this.send(input.files);
          input.value = "";
        }}
      />
    </div>`;
  }

  private send(files: FileList | null | undefined): void {
    const chosen = [...(files ?? [])];
    if (chosen.length > 0) void this.desk.clerk.send(chosen);
  }

  private upload(upload: Upload): TemplateResult {
    const share = upload.size_bytes === 0 ? 1 : upload.sent_bytes / upload.size_bytes;
    const state = upload.state === "sending" ? W.uploadState.sending(percent(share)) : W.uploadState[upload.state];
    return html`<li class=${`uploads__one uploads__one--${upload.state}`}>
      <p class="uploads__name"><strong>${upload.name}</strong> <span>${fileSize(upload.size_bytes)}</span></p>
      ${upload.state === "sending" || upload.state === "checking"
        ? html`<progress class="moving__bar" max="1" value=${share} aria-label=${upload.name}></progress>`
        : nothing}
      <p class="uploads__state" role="status">${state}</p>
      ${upload.failure === null ? nothing : html`<p class="uploads__failure">${upload.failure.detail || failureText(upload.failure)}</p>`}
      ${upload.import === null
        ? nothing
        : html`<a class="govuk-link" href=${this.store.link({ id: upload.import })} aria-label=${W.checkLong(upload.name)}>${W.check}</a>`}
    </li>`;
  }

  private earlier(imports: ListedImport[]): TemplateResult {
    if (imports.length === 0) return html`<p class="govuk-body">${W.noneEarlier}</p>`;
    const H = W.columnsOfList;
    return sheet(
      W.earlier,
      [{ text: H.file }, { text: H.what }, { text: H.when }, { text: H.outcome }, { text: H.act }],
      imports.map((load) => ({
        cells: [
          breakable(load.file_name),
          sentence([load.kind_label, load.publisher].filter(Boolean).join(", ")) || W.notKnownYet,
          html`${moment(load.at)}, ${breakable(load.by)}`,
          html`<span class=${`state state--${load.state}`}>${W.state[load.state]}</span>
            ${load.problem ? firstSentence(load.problem) : (load.tally === null ? nothing : tallyText(load.tally))}`,
          this.next(load),
        ],
      })),
      "sheet--loads",
    );
  }

  private next(load: ListedImport): TemplateResult {
    const id = load.id;
    const [text, long] = isDraft(load.state) ? [W.openDraft, W.openDraftLong] : [W.openDone, W.openDoneLong];
    return html`<span class="links">
      <a class="govuk-link" href=${this.store.link({ id, step: null })} aria-label=${long(load.file_name)}>${text}</a>
      ${load.can.undo
        ? html`<a class="govuk-link" href=${this.store.link({ id, step: "undo" })} aria-label=${W.undoLong(load.file_name)}>${W.undo}</a>`
        : nothing}
    </span>`;
  }
}

customElements.define("catmap-import-start", ImportStartPanel);
