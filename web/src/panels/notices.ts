/** Waiting, failing and finding nothing: the same look everywhere, always with what to do next. */
import { html, nothing, type TemplateResult } from "lit";
import type { About, Choice, VocabularyName } from "../api/types";
import type { Answer, Failure } from "../state/answers";
import type { Store } from "../state/store";
import { firstSentence, tidy, words } from "../words";
import type { Desk } from "./panel";

/** What went wrong and what to do, in the service's own words when it gave any that help. */
export function failureText(failure: Failure): string {
  if (failure.code === "unreachable") return navigator.onLine ? words.failure.unreachable : words.offline.notNow;
  if (failure.status === 404) return words.failure.notFound;
  if (failure.status >= 500) return words.failure.unavailable;
  return failure.detail || words.failure.broken;
}

/** What a page asks for by itself comes from its address: when that cannot be understood, trying again does not help. */
const isOfTheLink = ({ code }: Failure): boolean => code === "invalid-parameter";

/** `alone`: it stands in place of a whole page, so its heading is the page's. */
export function failureNotice(desk: Desk, failure: Failure, alone = false): TemplateResult {
  return html`<div class="notice notice--failure" role="alert">
    ${alone
      ? html`<h1 class="govuk-heading-m" id="heading" tabindex="-1">${words.failure.title}</h1>`
      : html`<h2 class="govuk-heading-s">${words.failure.title}</h2>`}
    <p class="govuk-body">${isOfTheLink(failure) ? words.failure.link : failureText(failure)}</p>
    ${failure.status === 404
      ? nothing
      : isOfTheLink(failure)
        ? html`<a class="govuk-button govuk-button--secondary" href="#" role="button" draggable="false">${words.failure.startAgain}</a>`
        : html`<button type="button" class="govuk-button govuk-button--secondary" @click=${() => desk.loader.retry()}>
          ${words.failure.retry}
        </button>`}
  </div>`;
}

/** A part of the page's script did not come. The address bar holds the view, so the page as a whole is asked for again: it may be another by now. */
export function notLoaded(): TemplateResult {
  return html`<div class="notice notice--failure" role="alert">
    <h1 class="govuk-heading-m" id="heading" tabindex="-1">${words.failure.title}</h1>
    <p class="govuk-body">${words.failure.notLoaded}</p>
    <button type="button" class="govuk-button govuk-button--secondary" @click=${() => location.reload()}>${words.failure.retry}</button>
  </div>`;
}

export function emptyNotice(title: string, text: string, action: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`<div class="notice">
    <h2 class="govuk-heading-s">${title}</h2>
    <p class="govuk-body">${text}</p>
    ${action}
  </div>`;
}

/** That nothing fits, in the service's words: its first sentence is the title. `next` says what to do or how many were looked at. */
export function nothingFits(told: string, next: string): TemplateResult {
  const title = firstSentence(told);
  const rest = tidy(told.slice(title.length).trim());
  return html`<div class="notice">
    <h2 class="govuk-heading-s">${title}</h2>
    ${rest === "" ? nothing : html`<p class="govuk-body">${rest}</p>`}
    <p class="govuk-body">${next}</p>
  </div>`;
}

/** What was just done, read out as soon as it is said, with the way to take it back where there is one. */
export function doneNotice(store: Store): TemplateResult {
  const { done, undo } = store;
  return html`<div role="status" class="no-print">
    ${done === null
      ? nothing
      : html`<p class="done-notice">
          ${done}
          ${undo === null ? nothing : html`<button type="button" class="link-button" @click=${() => void undo()}>${words.undo}</button>`}
        </p>`}
  </div>`;
}

/** Grey lines where text will be, so that nothing jumps when it comes. */
export function skeleton(lines: number): TemplateResult {
  return html`<div class="skeleton" aria-hidden="true">
    ${Array.from({ length: lines }, () => html`<div class="skeleton__line"></div>`)}
  </div>`;
}

/** The value of an answer, or what stands in for it meanwhile. */
export function whenReady<Value>(
  desk: Desk,
  answer: Answer<Value>,
  show: (value: Value) => TemplateResult,
  lines = 6,
  alone = false,
): TemplateResult {
  if (answer.state === "failed") return failureNotice(desk, answer.failure, alone);
  if (answer.value === null) return skeleton(lines);
  return show(answer.value);
}

/** The label of a slug in the service's vocabulary; the slug itself when it is not in it. */
export function label(about: About | null, name: VocabularyName, slug: string): string {
  return choices(about, name).find((choice) => choice.slug === slug)?.label ?? slug;
}

export const choices = (about: About | null, name: VocabularyName): Choice[] => about?.vocabulary[name] ?? [];

/** "Asset register, Aldermere Council" for a source id. */
export function sourceTitle(about: About | null, id: string | null): string {
  const source = about?.sources.find((one) => one.id === id);
  if (source) return `${source.title}, ${source.publisher}`;
  if (id === null) return words.asset.sourceNotGiven;
  // What people enter is in no list of sources.
  return id.startsWith("person:") ? words.asset.byOfficers : id;
}
