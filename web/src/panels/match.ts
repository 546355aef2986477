/** One pairing explained: the sentence first, the sums behind a disclosure, down to each figure and its source. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { About, Criterion, Match, MatchInput } from "../api/types";
import { pillarValue, wholeScore } from "../state/answers";
import type { Standing } from "../state/standing";
import { day, lost as lostPoints, notKnown, squareMetres, tidy, words } from "../words";
import { label, sourceTitle } from "./notices";
import { qualityOf } from "./said";
import { scoreBar, tenths } from "./scorebar";
import { standingBadge, standingDetails } from "./standing";
import { term } from "./term";
import { riskLabel, worthDetails } from "./worth";

export interface MatchView {
  about: About | null;
  /** Which side is the answer: buildings for a need, or needs for a building. */
  showing: "asset" | "need";
  standing: Standing;
  href: string;
  resting: boolean;
  rest: (on: boolean) => void;
  /** Whether it is told in full on paper too. */
  printed?: boolean;
  /** Whether it is chosen to be compared, and whether no more can be; without it nothing is compared here. */
  compare?: { on: boolean; full: boolean; toggle: (on: boolean) => void };
}

/** Whether anybody is in it, what its owner intends, how large it is: what somebody asks first. */
function facts({ asset }: Match, about: About | null): TemplateResult {
  const { occupancy, disposal_status: status, usable_area_m2: size, available_from: from } = asset;
  return html`<p class="item__facts">
    <span class=${`mark mark--${occupancy ?? "unknown"}`}>${occupancy === null ? words.results.occupancyNotKnown : label(about, "occupancy", occupancy)}</span>
    <span class="mark">${status === null ? words.results.statusNotKnown : label(about, "disposal_status", status)}</span>
    ${from !== null && from > today() ? html`<span class="mark">${words.matches.notBefore(from)}</span>` : nothing}
    <span class="item__size">${size === null ? words.results.sizeNotKnown : squareMetres(size)}</span>
  </p>`;
}

const today = (): string => new Date().toISOString().slice(0, 10);

export function matchCard(match: Match, view: MatchView): TemplateResult {
  const { score, low, high } = match;
  const asset = view.showing === "asset";
  const title = asset ? match.asset.name : match.need.title;
  const under = asset ? match.asset.borough : match.need.organisation;
  const away = awayText(match, asset);
  const { standing } = view;
  const marks = [view.printed === false ? "no-print" : "", standing.joined_before ? "match--joined-before" : "", standing.joined_after ? "match--joined-after" : ""];
  return html`<li
    class=${["match", view.resting ? "item--resting" : "", ...marks].filter((name) => name !== "").join(" ")}
    data-id=${(asset ? match.asset.id : match.need.id) ?? ""}
    @mouseenter=${() => view.rest(true)}
    @mouseleave=${() => view.rest(false)}
    @focusin=${() => view.rest(true)}
    @focusout=${() => view.rest(false)}
  >
    <div class="match__head">
      <span class="match__rank" aria-hidden="true">${standing.place}</span>
      <div class="match__name">
        <h3 class="match__title">
          <span class="govuk-visually-hidden">${words.matches.rank(standing.place)}: </span><a href=${view.href}>${title}</a>
        </h3>
        <p class="match__under">${[under, away].filter(Boolean).join(" · ")}</p>
        ${standingBadge(standing)} ${asset ? facts(match, view.about) : nothing}
        ${asset && match.asset.lon === null ? html`<p class="item__place">${words.results.placeNotKnown}</p>` : nothing}
        ${asset && match.asset.lon !== null && match.asset.coarse ? html`<p class="item__place">${words.results.coarse}</p>` : nothing}
      </div>
      ${score === null
        ? nothing
        : html`<p class="match__score">
            <strong>${wholeScore(score)}</strong>
            <span class="govuk-visually-hidden">${words.matches.outOf},</span>
            <span class="match__band">${match.verdict}</span>
          </p>`}
    </div>
    ${sentences(match)}
    ${score === null || low === null || high === null
      ? nothing
      : html`${scoreBar(score, low, high)}
          <p class="match__range">${words.matches.range(low, high)}</p>`}
    <p class="match__known">${tenths(match.completeness)} ${words.matches.known(match.completeness, match.completeness_band)}</p>
    ${pillars(match)} ${toCheck(match)} ${worthDetails(match)}
    ${standingDetails(standing, match.robust)} ${score === null ? nothing : pointsLost(match, score, view.about)} ${compareBox(match, view)}
  </li>`;
}

function compareBox({ asset }: Match, { compare }: MatchView): TemplateResult | typeof nothing {
  if (!compare) return nothing;
  const { on, full, toggle } = compare;
  return html`<div class="govuk-checkboxes govuk-checkboxes--small match__compare no-print">
    <div class="govuk-checkboxes__item">
      <input
        class="govuk-checkboxes__input"
        type="checkbox"
        id=${`compare-${asset.id}`}
        .checked=${on}
        ?disabled=${full && !on}
        @change=${(event: Event) => toggle((event.target as HTMLInputElement).checked)}
      />
      <label class="govuk-label govuk-checkboxes__label" for=${`compare-${asset.id}`}
        >${words.compare.tick}<span class="govuk-visually-hidden"> ${asset.name}</span></label
      >
    </div>
    ${full && !on ? html`<p class="govuk-hint">${words.compare.full}</p>` : nothing}
  </div>`;
}

/** The three parts side by side, so that the one number never hides them; beside headroom, as large, who could lose by it. */
function pillars(match: Match): TemplateResult {
  return html`<dl class="pillars">
    ${(["suitability", "deprivation", "uplift"] as const).map((part) => {
      const value = pillarValue(match, part);
      return html`<div class="pillars__one">
        <dt>${term(words.matches.pillars[part])}${part === "uplift" && match.uplift.capped ? html` (${words.matches.capped})` : nothing}</dt>
        <dd>
          ${value ?? notKnown}
          <svg class="pillars__bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y="0" width="100" height="8" fill="var(--track)"></rect>
            ${value === null ? nothing : svg`<rect x="0" y="0" width=${value} height="8" fill="var(--bar)"></rect>`}
          </svg>
        </dd>
      </div>`;
    })}
    <div class="pillars__one">
      <dt>${term(words.worth.displacement)}</dt>
      <dd>${riskLabel(match)}</dd>
    </div>
  </dl>`;
}

/** What stands on the face of a match; place and value are told behind disclosures. */
function sentences(match: Match): TemplateResult {
  return html`${[match.fit, match.cost].map((line) => (line ? html`<p class="match__line">${tidy(line)}</p>` : nothing))}
  ${match.to_lift ? html`<p class="match__line"><strong>${words.matches.lift}</strong> ${tidy(match.to_lift)}</p>` : nothing}`;
}

/** The place in words, with why its domains count as they do for this purpose, said once. */
function placeLines(match: Match): TemplateResult {
  const { place, deprivation } = match;
  const purpose = deprivation.purpose?.sentence ?? "";
  return html`<p>${tidy(place)}</p>
    ${purpose === "" || place.includes(purpose) ? nothing : html`<p>${tidy(purpose)}</p>`}`;
}

function toCheck(match: Match): TemplateResult | typeof nothing {
  const unknown = match.suitability.criteria.filter(({ value }) => value === null).map(({ label }) => label.toLowerCase());
  if (match.checks.length === 0 && unknown.length === 0 && !match.to_find_out) return nothing;
  return html`<details class="govuk-details match__more">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${words.matches.unknowns}</span></summary>
    <div class="govuk-details__text">
      ${match.to_find_out ? html`<p>${tidy(match.to_find_out)}</p>` : nothing}
      ${unknown.length > 0 ? html`<p>${notKnown}: ${unknown.join(", ")}.</p>` : nothing}
      ${match.checks.length > 0
        ? html`<h4 class="govuk-heading-s">${words.matches.toCheck}</h4>
            <ul class="govuk-list govuk-list--bullet">
              ${match.checks.map((check) => html`<li>${tidy(check.text)}</li>`)}
            </ul>`
        : nothing}
    </div>
  </details>`;
}

/** Where the points between the score and 100 went; the parts sum to what is missing. */
function pointsLost(match: Match, score: number, about: About | null): TemplateResult {
  const { lost } = match;
  return html`<details class="govuk-details match__more">
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">${words.matches.why(100 - score)}</span>
    </summary>
    <div class="govuk-details__text match__sums">
      ${match.points ? html`<p>${tidy(match.points)}</p>` : nothing}
      ${lost
        ? html`<ul class="lost">
            ${(["suitability", "deprivation", "uplift"] as const).map((part) => lostBar(words.matches.lostParts[part], lost[part]))}
          </ul>`
        : nothing}
      ${match.suitability.criteria.map((criterion) => criterionPart(criterion, about))}
      <h4 class="criterion__title">${words.matches.lostParts.deprivation}</h4>
      ${placeLines(match)}
      <h4 class="criterion__title">${words.matches.sources}</h4>
      <ul class="govuk-list govuk-list--bullet">
        ${match.sources.map((source) => html`<li>${sourceTitle(about, source)}</li>`)}
      </ul>
    </div>
  </details>`;
}

function lostBar(text: string, lost: number): TemplateResult {
  return html`<li class="lost__row">
    <span class="lost__label">${text}</span>
    <svg class="lost__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect x="0" y="0" width="100" height="10" fill="var(--track)"></rect>
      <rect x="0" y="0" width=${Math.min(100, Math.max(0, lost))} height="10" fill="var(--rust)"></rect>
    </svg>
    <span class="lost__value">${lostPoints(lost)}</span>
  </li>`;
}

function criterionPart(criterion: Criterion, about: About | null): TemplateResult {
  const score = criterion.value === null ? words.matches.noValue : `${Math.round(criterion.value * 100)} ${words.matches.outOf}`;
  return html`<div class="criterion">
    <h4 class="criterion__title">
      ${criterion.label} <span class="criterion__score">${score}</span>
      ${criterion.points_lost === null ? nothing : html`<span class="criterion__lost">${lostPoints(criterion.points_lost)}</span>`}
    </h4>
    <p>${tidy(criterion.reason)}</p>
    ${criterion.inputs.length === 0
      ? html`<p class="criterion__inputs not-known">${words.matches.noInputs}</p>`
      : html`<ul class="criterion__inputs">
          ${criterion.inputs.map((input) => html`<li>${inputLine(input, about)}</li>`)}
        </ul>`}
  </div>`;
}

function inputLine(input: MatchInput, about: About | null): string {
  const quality = qualityOf(input.quality, input.source)?.toLowerCase() ?? null;
  const from = input.source === null ? null : sourceTitle(about, input.source);
  const rest = [quality, from, input.as_at === null ? null : day(input.as_at)].filter((part) => part !== null);
  return `${input.label}: ${tidy(input.value)}${rest.length > 0 ? ` (${rest.join("; ")})` : ""}`;
}

/** How far the two are apart, for those who look for premises (`asset` is shown) or for whoever looks at an asset. */
function awayText({ distance_m }: Match, asset: boolean): string {
  if (distance_m === null) return words.matches.awayNotKnown;
  return asset ? words.matches.away(distance_m) : words.matches.awayFromNeed(distance_m);
}

/** A pairing that is ruled out: every reason, and what would change it. */
export function leftOutCard(match: Match, view: Pick<MatchView, "showing" | "href" | "resting" | "rest">): TemplateResult {
  const asset = view.showing === "asset";
  const away = awayText(match, asset);
  return html`<li
    class=${`left-out ${view.resting ? "item--resting" : ""}`}
    data-id=${(asset ? match.asset.id : match.need.id) ?? ""}
    @mouseenter=${() => view.rest(true)}
    @mouseleave=${() => view.rest(false)}
    @focusin=${() => view.rest(true)}
    @focusout=${() => view.rest(false)}
  >
    <h3 class="match__title"><a href=${view.href}>${asset ? match.asset.name : match.need.title}</a></h3>
    <p class="match__under">${[asset ? match.asset.borough : match.need.organisation, away].filter(Boolean).join(" · ")}</p>
    ${nearMiss(match)}
    <ul class="govuk-list govuk-list--bullet left-out__reasons">
      ${match.blocks.map(
        (block) => html`<li>
          ${tidy(block.reason)}${block.would_change ? html` <span class="left-out__change">${tidy(block.would_change)}</span>` : nothing}
        </li>`,
      )}
    </ul>
  </li>`;
}

/** How near it came ("It would fit but for 40 m²."): what the service says before it lists the reasons. */
function nearMiss({ why_not, blocks, to_lift }: Match): TemplateResult {
  const [first] = blocks;
  const start = first && why_not ? why_not.indexOf(first.reason.trim()) : -1;
  const lead = why_not && start > 0 ? why_not.slice(0, start).trim() : "";
  return html`${lead === "" ? nothing : html`<p class="match__line"><strong>${tidy(lead)}</strong></p>`}
  ${to_lift ? html`<p class="match__line">${tidy(to_lift)}</p>` : nothing}`;
}
