/** What people asked about a council's buildings: the list, and one of them with the ways to answer it. For its officers. */
import { html, nothing, type TemplateResult } from "lit";
import type { Enquiries, Enquiry, EnquiryState } from "../api/enquiries";
import type { Extent } from "../api/types";
import { LONGEST_MESSAGE, answerAddress } from "../state/enquiry";
import { ENQUIRY_STATES } from "../state/looking";
import { day, moment, words } from "../words";
import { enquiries as W } from "../words/enquiries";
import { actFailure, errorSummary, focusFailure, textArea, type FieldError } from "./fields";
import { doneNotice, emptyNotice, whenReady } from "./notices";
import { forThoseWhoMay } from "./office";
import { Panel } from "./panel";
import { summaryList, type Row } from "./place";
import { opening } from "./reading";
import { breakable, sheet } from "./sheet";

/** Around a point so much is shown on each side. */
const AROUND_DEGREES = 0.004;

export class EnquiriesPanel extends Panel {
  private errors: FieldError[] = [];

  override render(): TemplateResult {
    const { id } = this.store.looking;
    return html`<div class="office">
      ${forThoseWhoMay(this.desk, "enquiries", () => (id === null ? this.list() : html`<div class="office--narrow">${this.one()}</div>`))}
    </div>`;
  }

  private list(): TemplateResult {
    const { looking, answers } = this.store;
    return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.enquiries}</h1>
      <p class="govuk-body">${W.lead}</p>
      ${doneNotice(this.store)}
      <div class="lists" role="group" aria-label=${W.show}>
        ${[null, ...ENQUIRY_STATES].map(
          (state) => html`<button
            type="button"
            class="lists__button"
            aria-pressed=${looking.enquiry_state === state ? "true" : "false"}
            @click=${() => this.store.look({ enquiry_state: state, rows_from: null })}
          >
            ${state === null ? W.all : state === "new" ? `${W.states.new} (${answers.enquiries.value?.new ?? answers.enquiries_new.value ?? 0})` : W.states[state]}
          </button>`,
        )}
      </div>
      ${whenReady(this.desk, answers.enquiries, (found) => this.rows(found))}`;
  }

  private rows({ enquiries, next }: Enquiries): TemplateResult {
    const { enquiry_state: state, rows_from: from } = this.store.looking;
    if (enquiries.length === 0) return emptyNotice(W.none, state === null ? W.noneText : W.noneOfState);
    return html`${sheet(
        words.titles.enquiries,
        [{ text: W.building }, { text: W.from }, { text: W.asked }, { text: W.state }],
        enquiries.map((enquiry) => ({
          cells: [
            html`<a class="govuk-link" href=${this.store.link({ id: enquiry.id })} data-id=${enquiry.id}>${building(enquiry)}</a>`,
            [enquiry.written?.name, enquiry.written?.organisation].filter(Boolean).join(", "),
            day(enquiry.asked_at.slice(0, 10)),
            tag(enquiry.state),
          ],
        })),
      )}
      <div class="results__pages">
        ${next === null ? nothing : html`<a class="govuk-link" href=${this.store.link({ rows_from: next })}>${W.next}</a>`}
        ${from === null ? nothing : html`<a class="govuk-link" href=${this.store.link({ rows_from: null })}>${W.first}</a>`}
      </div>`;
  }

  private one(): TemplateResult {
    return html`<a class="govuk-back-link" href=${this.store.link({ id: null })}>${W.back}</a>
      ${this.errors.length > 0 ? errorSummary(this.errors) : actFailure(this.store, "enquiry")}
      ${this.store.answers.enquiry.failure?.status === 404
        ? html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.enquiries}</h1>
            ${emptyNotice(W.gone, W.goneText)}`
        : whenReady(this.desk, this.store.answers.enquiry, (enquiry) => this.whole(enquiry), 12, true)}`;
  }

  private whole(enquiry: Enquiry): TemplateResult {
    const { written } = enquiry;
    return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${enquiry.asset === null ? W.oneUnlisted : W.one(building(enquiry))}</h1>
      ${doneNotice(this.store)} ${summaryList(this.facts(enquiry))}
      ${written === null
        ? html`<p class="govuk-body">${W.cleared}</p>`
        : html`<h2 class="govuk-heading-m">${W.message}</h2>
            <blockquote class="asked">${written.message}</blockquote>
            <p class="govuk-body">
              <a
                class="govuk-button"
                href=${answerAddress(written.email, W.subject(building(enquiry), enquiry.id), W.body(written.name, enquiry.asked_at.slice(0, 10), written.message))}
                >${W.answer}</a
              >
            </p>
            <p class="govuk-hint">${W.answerHint}</p>`}
      ${this.progress(enquiry)}`;
  }

  private facts({ id, asset, asset_name, asked_at, borough, council, state, written }: Enquiry): Row[] {
    const link = asset === null ? null : html`<a class="govuk-link" href=${this.store.link({ ...opening("look"), asset })}>${asset_name ?? asset}</a>`;
    return [
      { label: W.state, value: tag(state) },
      { label: W.reference, value: id },
      { label: W.asked, value: moment(asked_at) },
      ...(link === null ? [{ label: W.borough, value: borough }] : [{ label: W.building, value: link }]),
      { label: W.council, value: council ?? W.administrators },
      ...(written === null
        ? []
        : [
            ...(written.place === null ? [] : [{ label: W.place, value: html`<span class="asked__words">${written.place}</span>` }]),
            ...this.where(written.point),
            { label: W.from, value: written.name },
            ...(written.organisation === null ? [] : [{ label: W.organisation, value: written.organisation }]),
            { label: W.email, value: breakable(written.email) },
            ...(written.need === null ? [] : [{ label: W.need, value: html`<span class="asked__words">${written.need}</span>` }]),
          ]),
    ];
  }

  /** Where its asker pointed, for programs may send a point. */
  private where(point: number[] | null): Row[] {
    const [lon, lat] = point ?? [];
    if (lon === undefined || lat === undefined) return [];
    const view: Extent = [lon - AROUND_DEGREES, lat - AROUND_DEGREES, lon + AROUND_DEGREES, lat + AROUND_DEGREES];
    return [{ label: W.point, value: html`<a class="govuk-link" href=${this.store.link({ ...opening("look"), view, pane: "map" })}>${W.pointOnMap}</a>` }];
  }

  private progress(enquiry: Enquiry): TemplateResult {
    const { state, note, changed_by, changed_at } = enquiry;
    return html`<form novalidate class="progress-form" aria-labelledby="progress" @submit=${(event: SubmitEvent) => void this.submit(event, enquiry)}>
      <h2 class="govuk-heading-m" id="progress">${W.progress}</h2>
      ${changed_by === null || changed_at === null ? nothing : html`<p class="govuk-body">${W.changed(changed_by, moment(changed_at))}</p>`}
      ${textArea({ id: "note", label: W.note, hint: W.noteHint, value: note ?? "", rows: 3, errors: this.errors })}
      <div class="buttons">
        ${ENQUIRY_STATES.filter((other) => other !== state).map(
          (other) => html`<button class=${`govuk-button ${other === "answered" ? "" : "govuk-button--secondary"}`} type="submit" value=${other}>${W.mark[other]}</button>`,
        )}
        <button class="govuk-button govuk-button--secondary" type="submit" value=${state}>${W.saveNote}</button>
      </div>
    </form>`;
  }

  private async submit(event: SubmitEvent, before: Enquiry): Promise<void> {
    event.preventDefault();
    if (this.store.acts.enquiry?.state === "doing") return;
    const chosen = (event.submitter as HTMLButtonElement | null)?.value;
    const state = ENQUIRY_STATES.find((one) => one === chosen) ?? before.state;
    const note = (this.querySelector<HTMLTextAreaElement>("#note")?.value ?? "").trim();
    this.errors = [...note].length > LONGEST_MESSAGE ? [{ field: "note", text: W.noteLong }] : [];
    this.requestUpdate();
    if (this.errors.length > 0 || !(await this.change(before.id, state, note || null))) {
      await this.updateComplete;
      return focusFailure(this);
    }
    this.store.say(state === before.state ? W.noteSaved : W.done[state], async () => {
      if (!(await this.change(before.id, before.state, before.note))) return focusFailure(this);
      this.store.say(W.undone);
      await this.focusHeading();
    });
    await this.focusHeading();
  }

  private change(id: string, state: EnquiryState, note: string | null): Promise<boolean> {
    return this.desk.clerk.changeEnquiry(id, state, note);
  }

  /** Once the answer is here again: until then there are only grey lines. */
  private async focusHeading(): Promise<void> {
    this.desk.focusWanted = "#heading";
    this.requestUpdate();
    await this.updateComplete;
  }
}

const building = ({ asset, asset_name }: Enquiry): string => asset_name ?? asset ?? W.unlisted;

const COLOURS: Record<EnquiryState, string> = { new: "govuk-tag--blue", answered: "govuk-tag--green", closed: "govuk-tag--grey" };

const tag = (state: EnquiryState): TemplateResult => html`<strong class=${`govuk-tag ${COLOURS[state]}`}>${W.states[state]}</strong>`;

customElements.define("catmap-enquiries", EnquiriesPanel);
