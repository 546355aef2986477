/** What a place could gain beside who could lose by it, at the same size; and what a rise could be worth, from nothing. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Displacement, DisplacementSignal, GbpRange, Match } from "../api/types";
import { worthTold } from "../state/worth";
import { notKnown, tidy, words } from "../words";

const W = words.worth;

/** "High", or that it is not known; what a service without the flag leaves out is not known either. */
export const riskLabel = (match: Match): string => match.uplift.displacement?.label ?? notKnown;

export function worthDetails(match: Match): TemplateResult {
  const { uplift } = match;
  const displacement: Displacement | undefined = uplift.displacement;
  const told = worthTold(match);
  return html`<details class="govuk-details match__more match__worth">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.summary}</span></summary>
    <div class="govuk-details__text">
      ${uplift.capped ? html`<p class="worth__cap">${tidy(told.cap ?? W.cap)}</p>` : nothing}
      <div class="worth__pair">
        <section>
          <h4 class="govuk-heading-s">${W.headroom}</h4>
          <p>${tidy(told.gap ?? notKnown)}</p>
          <p class="worth__basis">${W.basis[uplift.price_basis ?? "none"]}</p>
        </section>
        <section>
          <h4 class="govuk-heading-s">${W.displacement}: ${riskLabel(match)}</h4>
          ${displacement
            ? html`<p>${tidy(told.risk ?? "")}</p>
                ${signalList(displacement.signals)}`
            : nothing}
        </section>
      </div>
      <h4 class="govuk-heading-s">${W.pounds}</h4>
      <p>${tidy(told.pounds ?? W.noValue)}</p>
      ${uplift.gbp ? poundsPart(uplift.gbp) : nothing}
    </div>
  </details>`;
}

/** The signs of displacement, each with its answer. */
export function signalList(signals: DisplacementSignal[]): TemplateResult {
  return html`<ul class="signals" aria-label=${W.signals}>
    ${signals.map(signalLine)}
  </ul>`;
}

function signalLine({ label, state }: DisplacementSignal): TemplateResult {
  const answer = state === null ? W.states.unknown : state ? W.states.yes : W.states.no;
  return html`<li class=${`signal signal--${state === null ? "unknown" : state ? "yes" : "no"}`}>
    ${signalSign(state)} <span>${label}: <strong>${answer}</strong></span>
  </li>`;
}

/** Full for yes, hollow for no, dashed with a gap for not known: told apart without colour. */
function signalSign(state: boolean | null): TemplateResult {
  const dashes = state === null ? "2.5 2" : "none";
  return html`<svg class="signal__sign" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M8 1.500 15 14H1z" fill=${state === true ? "var(--rust)" : "var(--paper)"} stroke=${state === true ? "var(--rust-edge)" : "var(--deep)"} stroke-width="1.400" stroke-dasharray=${dashes}></path>
  </svg>`;
}

interface Bar {
  label: string;
  low: number;
  high: number;
  middle: number | null;
  text: string;
  fill: string;
}

function poundsPart(gbp: GbpRange): TemplateResult {
  const kept = gbp.kept_high === null || gbp.kept_central === null ? null : { high: gbp.kept_high, central: gbp.kept_central };
  const bars: Bar[] = [
    { label: W.rows.market, low: gbp.market_low, high: gbp.market_high, middle: null, text: W.span(gbp.market_low, gbp.market_high), fill: "var(--faint)" },
    { label: W.rows.anyway, low: 0, high: gbp.closing_anyway, middle: null, text: W.upTo(gbp.closing_anyway), fill: "var(--bar-band)" },
    { label: W.rows.community, low: gbp.low, high: gbp.high, middle: gbp.central, text: W.spanMiddle(gbp.low, gbp.central, gbp.high), fill: "var(--bar-range)" },
    {
      label: W.rows.kept,
      low: 0,
      high: kept?.high ?? 0,
      middle: kept?.central ?? null,
      text: !kept ? W.keptNotKnown : kept.high < 0.5 ? W.keptNone : W.spanMiddle(0, kept.central, kept.high),
      fill: "var(--bar)",
    },
  ];
  const least = Math.min(0, ...bars.map(({ low }) => low));
  const most = Math.max(1, ...bars.map(({ high }) => high));
  return html`<dl class="pounds">
      ${bars.map(
        (bar) => html`<div class="pounds__row">
          <dt>${bar.label}</dt>
          <dd>
            ${bar.high > bar.low ? poundsBar(bar, least, most) : nothing}
            <span>${bar.text}</span>
          </dd>
        </div>`,
      )}
    </dl>
    <p>${W.notValuation}</p>`;
}

/** One range on the scale all four share, with the line of nothing and a stroke for the middle. */
function poundsBar({ low, high, middle, fill }: Bar, least: number, most: number): TemplateResult {
  const x = (gbp: number): number => 1 + ((gbp - least) / (most - least)) * 198;
  return html`<svg class="pounds__bar" viewBox="0 0 200 18" preserveAspectRatio="none" aria-hidden="true">
    <path d="M1 9H199" stroke="var(--faint)"></path>
    <rect x=${x(low)} y="4" width=${Math.max(1, x(high) - x(low))} height="10" fill=${fill} stroke="var(--deep)" stroke-width="1" vector-effect="non-scaling-stroke"></rect>
    ${middle === null ? nothing : svg`<path d="M${x(middle)} 1V17" stroke="var(--ink)" stroke-width="2.500" vector-effect="non-scaling-stroke"></path>`}
    <path d="M${x(0)} 0V18" stroke="var(--ink)" stroke-width="1.200" vector-effect="non-scaling-stroke"></path>
  </svg>`;
}
