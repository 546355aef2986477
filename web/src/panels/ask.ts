/** Asking about a building: one form, sent to its officers. What is typed is kept for this tab and goes nowhere else. */
import { html, nothing, type TemplateResult } from "lit";
import type { EnquirySent } from "../api/enquiries";
import { DRAFT_FIELDS, draftProblems, enquiryOf, forgetDraft, keepDraft, recallDraft, type DraftField, type DraftProblem, type EnquiryDraft } from "../state/enquiry";
import { squareMetres, words } from "../words";
import { ask as W } from "../words/enquiries";
import { actFailure, choiceField, errorSummary, focusFailure, looksLikeEmail, textArea, textField, type FieldError } from "./fields";
import { label, skeleton, whenReady } from "./notices";
import { Panel } from "./panel";
import { opening } from "./reading";

/** What each field is called, for the sentences that name it. */
const LABELS: Record<DraftField, string> = {
  place: W.place,
  borough: W.borough,
  name: W.name,
  email: W.email,
  organisation: W.organisation,
  message: W.message,
  need: W.need,
};

export class AskPanel extends Panel {
  private draft: EnquiryDraft | null = null;
  private errors: FieldError[] = [];
  private sent: EnquirySent | null = null;

  override render(): TemplateResult {
    const { asset } = this.store.looking;
    const { about, session } = this.store.answers;
    // What the form begins with is told by both.
    if (about.value === null || session.state === "none" || session.state === "loading") {
      return html`<div class="office office--narrow">${whenReady(this.desk, about, () => skeleton(18), 18, true)}</div>`;
    }
    const draft = this.draftOf(asset);
    if (this.sent !== null) return html`<div class="office office--narrow">${this.confirmation(this.sent)}</div>`;
    return html`<div class="office office--narrow">
      ${asset === null
        ? html`<a class="govuk-back-link" href=${this.store.link(opening("look"))}>${W.back}</a> ${this.form(draft, words.ways.askUnlisted, W.leadUnlisted)}`
        : html`<a class="govuk-back-link" href=${this.store.link({ part: null })}>${W.backToAsset}</a>
            ${whenReady(this.desk, this.store.answers.asset, ({ name, owner }) => this.form(draft, W.headingOf(name), W.lead(owner.name)), 18, true)}`}
    </div>`;
  }

  /** What is written so far: another building's question is another draft. */
  private draftOf(asset: string | null): EnquiryDraft {
    if (this.draft === null || this.draft.asset !== asset) {
      this.draft = this.begun(recallDraft(asset));
      this.errors = [];
      this.sent = null;
    }
    return this.draft;
  }

  /** With what the page knows already: who is signed in, and what they look for. */
  private begun(draft: EnquiryDraft): EnquiryDraft {
    const person = this.store.answers.session.value?.person;
    const { form } = this.store.looking;
    const about = this.store.answers.about.value;
    const kinds = form.spaces.map((slug) => label(about, "space_type", slug));
    const wanted = [form.title, kinds.join(", "), form.ideal_m2 === null ? "" : squareMetres(form.ideal_m2)].filter((part) => part !== "").join("; ");
    const borough = form.place?.kind === "borough" && draft.asset === null ? form.place.borough : "";
    return { ...draft, name: draft.name || (person?.name ?? ""), email: draft.email || (person?.email ?? ""), borough: draft.borough || borough, need: draft.need || wanted };
  }

  private form(draft: EnquiryDraft, heading: string, lead: string): TemplateResult {
    const about = this.store.answers.about.value;
    const { errors } = this;
    const doing = this.store.acts.ask?.state === "doing";
    const boroughs = [{ slug: "", label: W.boroughUnknown }, ...(about?.boroughs ?? []).map((name) => ({ slug: name, label: name }))];
    return html`${errors.length > 0 ? errorSummary(errors) : actFailure(this.store, "ask")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${heading}</h1>
      <p class="govuk-body">${lead}</p>
      <form method="post" novalidate @input=${(event: Event) => this.keep(event)} @submit=${(event: SubmitEvent) => void this.submit(event)}>
        ${draft.asset === null
          ? html`${textArea({ id: "place", label: W.place, hint: W.placeHint, value: draft.place, rows: 3, errors })}
            ${choiceField({ id: "borough", label: W.borough, value: draft.borough, options: boroughs, errors })}`
          : nothing}
        ${textArea({ id: "message", label: W.message, hint: W.messageHint, value: draft.message, rows: 6, errors })}
        ${textArea({ id: "need", label: W.need, hint: W.needHint, value: draft.need, rows: 3, errors })}
        <h2 class="govuk-heading-m">${W.who}</h2>
        ${textField({ id: "name", label: W.name, autocomplete: "name", value: draft.name, errors })}
        ${textField({ id: "organisation", label: W.organisation, autocomplete: "organization", value: draft.organisation, errors })}
        ${textField({ id: "email", label: W.email, hint: W.emailHint, type: "email", autocomplete: "email", value: draft.email, errors })}
        <h2 class="govuk-heading-s">${W.privacy}</h2>
        <p class="govuk-body">${about === null ? nothing : W.privacyText(about.enquiry_months)} ${W.kept}</p>
        <div class="buttons">
          <button class="govuk-button" type="submit" aria-disabled=${doing ? "true" : nothing}>${W.submit}</button>
        </div>
      </form>`;
  }

  private confirmation({ reference, council, read_by }: EnquirySent): TemplateResult {
    const where = council === null ? W.sentUnknown : read_by === "officers" ? W.sentOfficers(council) : W.sentPassedOn(council);
    return html`<div class="govuk-panel govuk-panel--confirmation sent">
        <h1 class="govuk-panel__title" id="heading" tabindex="-1">${W.sent}</h1>
        <div class="govuk-panel__body">${W.reference}<br /><strong class="sent__reference">${reference}</strong></div>
      </div>
      <p class="govuk-body">${where}</p>
      <p class="govuk-body">${W.sentNext(council, reference)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href=${this.store.link(this.store.looking.asset === null ? opening("look") : { part: null })}
          >${this.store.looking.asset === null ? W.back : W.backToAsset}</a
        >
      </p>
      ${this.store.looking.task === "find" && this.store.looking.searched
        ? html`<p class="govuk-body"><a class="govuk-link" href=${this.store.link({ asset: null, part: null })}>${words.asset.backToMatches}</a></p>`
        : nothing}`;
  }

  /** As it is typed. */
  private keep(event: Event): void {
    const { name, value } = event.target as HTMLInputElement;
    const field = DRAFT_FIELDS.find((one) => one === name);
    if (field === undefined || this.draft === null) return;
    this.draft = { ...this.draft, [field]: value };
    keepDraft(this.draft);
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { draft } = this;
    if (draft === null || this.store.acts.ask?.state === "doing") return;
    this.errors = draftProblems(draft, looksLikeEmail).map(({ field, problem }) => ({ field, text: sentenceOf(field, problem) }));
    this.requestUpdate();
    const sent = this.errors.length === 0 ? await this.desk.clerk.sendEnquiry(enquiryOf(draft)) : null;
    if (sent === null) {
      this.refused();
      await this.updateComplete;
      return focusFailure(this);
    }
    forgetDraft();
    this.sent = sent;
    this.requestUpdate();
    await this.updateComplete;
    this.closest(".pane")?.scrollTo({ top: 0 });
    this.querySelector<HTMLElement>("#heading")?.focus();
  }

  /** What the service would not take of one field stands beside it. */
  private refused(): void {
    const failure = this.store.acts.ask?.failure;
    const field = DRAFT_FIELDS.find((one) => one === failure?.parameter);
    if (failure && field !== undefined) this.errors = [{ field, text: failure.detail }];
    this.requestUpdate();
  }
}

function sentenceOf(field: DraftField, problem: DraftProblem): string {
  switch (problem) {
    case "missing":
      return W.errors[field === "place" || field === "message" || field === "name" ? field : "email"];
    case "email":
      return W.errors.email;
    case "line":
      return W.errors.line(LABELS[field]);
    case "message":
      return W.errors.long(LABELS[field]);
  }
}

customElements.define("catmap-ask", AskPanel);
