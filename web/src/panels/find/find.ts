/** "Find premises": one question a page, or all on one; only the place is needed. Then the matches. */
import { html, nothing, type TemplateResult } from "lit";
import { EMPTY_FORM, type Looking, type Place } from "../../state/looking";
import { keepForm, recallForm } from "../../state/kept";
import { NO_MONEY } from "../../state/money";
import { saysWhere } from "../../state/need";
import {
  QUESTIONS,
  afterQuestion,
  beforeAsk,
  isEmpty,
  moneyWithoutAnswer,
  withoutAnswer,
  type Ask,
  type Question,
} from "../../state/questions";
import { words } from "../../words";
import { failureText } from "../notices";
import { Panel } from "../panel";
import { answersInWords, checkList, needInWords } from "./check";
import { PARTS, type Draft } from "./parts";
import { fieldOf, questionOf, readQuestions, type FieldError, type Told } from "./read";

const W = words.find;

export class FindPanel extends Panel {
  private errors: FieldError[] = [];
  private kind: Place["kind"] | null = null;
  private shown: string | null = null;
  private readonly earlier = recallForm();

  override render(): TemplateResult {
    const { looking, answers } = this.store;
    const refused = answers.matches.failure;
    // A search the service refused comes back to the form, with the service's own words beside the field; the weights are no field of it.
    const ofTheForm = refused !== null && refused.status >= 400 && refused.status < 500 && refused.parameter !== "weights";
    if (looking.searched && !ofTheForm) return this.results();
    if (refused && looking.searched) {
      const field = fieldOf(refused.parameter);
      return this.page(looking.ask === "all" ? "all" : questionOf(field), [{ field, text: failureText(refused) }]);
    }
    const ask = looking.ask ?? "where";
    // The mistakes of one page are not those of the next.
    if (this.shown !== ask) {
      this.shown = ask;
      this.errors = [];
      this.kind = null;
    }
    return ask === "check" ? this.check() : this.page(ask, this.errors);
  }

  private results(): TemplateResult {
    const { looking, answers } = this.store;
    return html`<a class="govuk-back-link no-print" href=${this.store.link({ searched: false, comparing: false, ask: "check" })}>${words.matches.change}</a>
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.matches.heading}</h1>
      <p class="matches__need">${needInWords(looking.form, answers.about.value)}</p>
      <catmap-matches .desk=${this.desk}></catmap-matches>`;
  }

  private check(): TemplateResult {
    const { looking, money, answers } = this.store;
    return html`${this.back("check")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.check}</h1>
      <p class="govuk-body">${W.checkLead}</p>
      ${checkList(answersInWords(looking.form, money, answers.about.value), (ask) => this.store.link({ ask }))} ${this.count()}
      <div class="find__buttons">
        ${looking.form.place === null
          ? html`<a class="govuk-link" href=${this.store.link({ ask: "where" })}>${W.errors.place}</a>`
          : html`<button class="govuk-button" type="button" @click=${() => this.search()}>${W.show}</button>`}
        <button class="link-button" type="button" @click=${() => this.reset()}>${W.reset}</button>
      </div>
      <p class="govuk-hint">${W.privacy}</p>`;
  }

  /** One question, or all of them. */
  private page(ask: Question | "all", errors: FieldError[]): TemplateResult {
    const alone = ask !== "all";
    const questions = alone ? [ask] : QUESTIONS;
    const { looking, money, answers } = this.store;
    const kind = this.kind ?? looking.form.place?.kind ?? "postcode";
    const draft: Draft = {
      form: looking.form,
      money,
      about: answers.about.value,
      alone,
      kind,
      errorOf: (field) => errors.find((error) => error.field === field)?.text ?? null,
      choose: (chosen) => {
        this.kind = chosen;
        this.requestUpdate();
      },
      pick: () => this.pick(questions),
    };
    return html`${this.back(ask)} ${errors.length === 0 ? nothing : this.summary(errors)}
      ${alone
        ? html`<p class="find__step">${W.step(QUESTIONS.indexOf(ask) + 1, QUESTIONS.length)}</p>`
        : html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.heading}</h1>
            <p class="govuk-body">${W.lead}</p>`}
      ${ask === "where" ? this.carryOn() : nothing}
      <form
        class="find"
        novalidate
        @input=${() => this.save(questions, kind)}
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          this.submit(ask, questions, kind);
        }}
      >
        ${questions.map((each) => PARTS[each](draft))} ${ask === "where" ? html`<p class="govuk-hint">${W.stepLead}</p>` : nothing} ${this.count()}
        <div class="find__buttons">
          ${alone
            ? html`<button class="govuk-button" type="submit">${W.next}</button>
                ${looking.form.place === null
                  ? nothing
                  : html`<button class="govuk-button govuk-button--secondary" type="button" @click=${() => this.submit("all", questions, kind)}>${W.now}</button>`}
                ${ask === "where" ? nothing : html`<button class="link-button" type="button" @click=${() => this.skip(ask)}>${W.skip}</button>`}`
            : html`<button class="govuk-button" type="submit">${W.heading}</button>
                <button class="link-button" type="button" @click=${() => this.reset()}>${W.reset}</button>`}
        </div>
        <p class="find__other"><a class="govuk-link" href=${this.store.link({ ask: alone ? "all" : "where" })}>${alone ? W.onePage : W.oneByOne}</a></p>
        <p class="govuk-hint">${W.privacy}</p>
      </form>`;
  }

  private back(ask: Ask): TemplateResult | typeof nothing {
    const before = ask === "all" ? null : beforeAsk(ask);
    return before === null ? nothing : html`<a class="govuk-back-link" href=${this.store.link({ ask: before })}>${W.back}</a>`;
  }

  /** Answers of an earlier visit, offered and never put in unasked. */
  private carryOn(): TemplateResult | typeof nothing {
    if (this.earlier === null || !isEmpty(this.store.looking.form)) return nothing;
    return html`<div class="notice">
      <h2 class="govuk-heading-s">${W.carryOn.title}</h2>
      <p class="govuk-body">
        ${W.carryOn.text} <a class="govuk-link" href=${this.store.link({ form: this.earlier, ask: "check" })}>${W.carryOn.link}</a>
      </p>
    </div>`;
  }

  /** How many could work so far; it never jumps, because it always has its line. */
  private count(): TemplateResult {
    const { answers, looking } = this.store;
    const { value, state, failure } = answers.fitting;
    const text =
      !saysWhere(looking.form)
        ? W.countNeedsPlace
        : failure !== null
          ? W.countFailed(failureText(failure))
          : value === null
            ? W.countWaiting
            : value.eligible === 0
              ? W.countNone
              : W.count(value.eligible, value.considered);
    return html`<p class=${`find__count ${state === "loading" ? "results--waiting" : ""}`} role="status">${text}</p>`;
  }

  private summary(errors: FieldError[]): TemplateResult {
    return html`<div class="govuk-error-summary" tabindex="-1" id="error-summary">
      <div role="alert">
        <h2 class="govuk-error-summary__title">${W.errors.summary}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            ${errors.map(
              ({ field, text }) => html`<li>
                <button type="button" class="link-button link-button--error" @click=${() => this.focusField(field)}>${text}</button>
              </li>`,
            )}
          </ul>
        </div>
      </div>
    </div>`;
  }

  private focusField(field: string): void {
    const kind = this.kind ?? this.store.looking.form.place?.kind ?? "postcode";
    const id = field === "place" ? { postcode: "postcode", borough: "borough", point: "pick" }[kind] : field;
    this.querySelector<HTMLElement>(`#${id}`)?.focus();
  }

  private read(questions: readonly Question[], kind: Place["kind"]): Told | null {
    const form = this.querySelector("form");
    const { looking, money } = this.store;
    return form && readQuestions(new FormData(form), questions, kind, looking.form, money);
  }

  private take({ form, money }: Pick<Told, "form" | "money">, change: Partial<Looking> = {}, step: "push" | "replace" = "replace"): void {
    this.store.pay(money);
    this.store.look({ form, searched: false, ...change }, step);
    keepForm(form);
  }

  /** As it is typed and ticked, while it makes sense. */
  private save(questions: readonly Question[], kind: Place["kind"]): void {
    const told = this.read(questions, kind);
    if (told === null) return;
    // A mistake that was put right is not told any longer; a new one not before the form is sent.
    this.errors = this.errors.filter(({ field }) => told.errors.some((error) => error.field === field));
    this.requestUpdate();
    if (told.errors.length === 0) this.take(told);
  }

  /** On to the next question, or from all of them to the matches. */
  private submit(ask: Question | "all", questions: readonly Question[], kind: Place["kind"]): void {
    const told = this.read(questions, kind);
    if (told === null) return;
    this.errors = told.errors;
    if (told.errors.length > 0) {
      this.take({ ...told, form: { ...told.form, place: told.form.place ?? this.store.looking.form.place } });
      this.requestUpdate();
      void this.updateComplete.then(() => this.querySelector<HTMLElement>("#error-summary")?.focus());
      return;
    }
    this.take(told);
    if (ask === "all") this.search();
    else this.store.look({ ask: afterQuestion(ask) });
  }

  private skip(ask: Question): void {
    const { looking, money } = this.store;
    this.take({ form: withoutAnswer(looking.form, ask), money: moneyWithoutAnswer(money, ask) }, { ask: afterQuestion(ask) }, "push");
  }

  private search(): void {
    this.store.look({ searched: true, view: null, pane: "list", compare: [], comparing: false });
    this.store.askAgain();
  }

  private pick(questions: readonly Question[]): void {
    const { place } = this.store.looking.form;
    const told = this.read(questions, "point");
    if (told) this.take({ ...told, form: { ...told.form, place } });
    this.kind = "point";
    // Said again when the form is sent without a place.
    this.errors = this.errors.filter(({ field }) => field !== "place");
    this.store.look({ pane: "map" }, "replace");
    this.store.pick(true);
  }

  private reset(): void {
    this.errors = [];
    this.kind = null;
    this.take({ form: { ...EMPTY_FORM }, money: NO_MONEY }, { weights: null, ask: null }, "push");
    this.querySelector("form")?.reset();
  }
}

customElements.define("catmap-find", FindPanel);
