/** The test on past prices: what it found in words, a chart for each horizon, and every figure in a table beside it. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Backtest, BaseYear, Horizon } from "../api/types";
import { badYears, commonScale, runsOfYears, type Scale } from "../state/backtest";
import { percent, signed } from "../words";
import { backtest as W } from "../words/method";
import { loadCharts } from "./charts/load";
import type { Strand, Strands } from "./charts/strands";

export function backtest(found: Backtest | null): TemplateResult {
  return html`<section class="backtest" aria-labelledby="backtest">
    <h2 class="govuk-heading-m" id="backtest" tabindex="-1">${W.heading}</h2>
    ${found === null ? html`<p class="govuk-body">${W.none}</p>` : results(found)}
  </section>`;
}

function results(found: Backtest): TemplateResult {
  loadCharts();
  const scale = commonScale(found.horizons);
  const { run_at, units, basis, first_year, last_year, data_release, method_version } = found;
  return html`<div class="reading__text">
      <p class="govuk-body">${W.lead}</p>
      <p class="govuk-body"><strong>${found.sentence}</strong></p>
      <p class="govuk-body">${W.caution}</p>
      <p class="govuk-body">${W.read} ${W.apart}</p>
    </div>
    ${key()} ${found.horizons.map((horizon) => horizonPart(horizon, scale))}
    <p class="govuk-hint">
      ${W.run(run_at.slice(0, 10), units, W.units[basis], first_year, last_year, data_release, method_version)}
    </p>`;
}

function horizonPart(horizon: Horizon, scale: Scale): TemplateResult {
  const { years } = horizon;
  return html`<section class="horizon" aria-labelledby=${`ahead-${years}`}>
    <h3 class="govuk-heading-s" id=${`ahead-${years}`}>${W.ahead(years)}</h3>
    <div class="horizon__parts">
      <div class="horizon__chart">
        <catmap-strands
          .strands=${strands(horizon, scale)}
          .label=${W.chartLabel(years, horizon.mean_score, horizon.mean_headroom, horizon.headroom_low, horizon.headroom_high)}
        ></catmap-strands>
        <ul class="govuk-list govuk-list--bullet horizon__means">
          <li>${W.meanScore(horizon.mean_score, horizon.share_positive)} ${W.bad(runsOfYears(badYears(horizon, "score")))}</li>
          <li>
            ${W.meanGap(horizon.mean_headroom, horizon.headroom_low, horizon.headroom_high, horizon.headroom_share_positive)}
            ${W.bad(runsOfYears(badYears(horizon, "headroom_given_price")))}
          </li>
          <li>${W.closed(horizon.gap_closed, horizon.gap_closed_low, horizon.gap_closed_high, years)}</li>
          ${horizon.coverage === null ? nothing : html`<li>${W.coverage(horizon.coverage)}</li>`}
        </ul>
      </div>
      <div class="horizon__table scrolls" role="region" aria-label=${W.table(years)} tabindex="0">${table(horizon)}</div>
    </div>
  </section>`;
}

/** Drawn in this order, so that what went wrong lies on top. */
function strands({ base_years: bases, headroom_low, headroom_high }: Horizon, scale: Scale): Strands {
  const years = bases.map(({ year }) => year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const flat = (value: number): Strand["points"] => [first - 0.5, last + 0.5].map((x) => ({ x, y: value }));
  const points = (kept: BaseYear[], value: (base: BaseYear) => number): Strand["points"] => kept.map((base) => ({ x: base.year, y: value(base) }));
  return {
    years: [first, last],
    scale,
    strands: [
      { look: "band", points: flat(headroom_high), down_to: headroom_low },
      { look: "zero", points: flat(0) },
      { look: "gap", points: points(bases, (base) => base.headroom_given_price) },
      { look: "both", points: points(bases, (base) => base.score) },
      { look: "wrong", points: points(bases.filter(({ score }) => score <= 0), (base) => base.score) },
      { look: "apart", points: points(bases.filter(({ independent }) => independent), () => scale.low) },
    ],
  };
}

/** What the signs of the charts mean; drawn once for all of them, in the clothes of the charts. */
function key(): TemplateResult {
  const line = svg`<path class="ct-line" d="M0 8H28"></path>`;
  const point = svg`<path class="ct-point" d="M14 8h0.01"></path>`;
  const signs: [Strand["look"], TemplateResult[], string][] = [
    ["both", [line, point], W.series.score],
    ["wrong", [point], W.badYear],
    ["gap", [line], W.series.gap],
    ["band", [svg`<path class="ct-area" d="M0 2H28V14H0z"></path>`], W.band],
    ["apart", [point], W.apartKey],
  ];
  return html`<ul class="chart-key">
    ${signs.map(([look, sign, text]) => html`<li><svg class=${`chart-key__sign strand--${look}`} viewBox="0 0 28 16" aria-hidden="true">${sign}</svg><span>${text}</span></li>`)}
  </ul>`;
}

function table(horizon: Horizon): TemplateResult {
  const { heads } = W;
  const known = horizon.base_years.some((base) => base.deprivation_alone !== null);
  const columns: { head: string; value: (base: BaseYear) => number | null; write: (value: number) => string }[] = [
    { head: heads.score, value: (base) => base.score, write: signed },
    { head: heads.gap, value: (base) => base.headroom_given_price, write: signed },
    { head: heads.price, value: (base) => base.price_alone, write: signed },
    ...(known ? [{ head: heads.deprivation, value: (base: BaseYear) => base.deprivation_alone, write: signed }] : []),
    { head: heads.random, value: (base) => base.random, write: signed },
    { head: heads.spread, value: (base) => base.top_minus_bottom, write: signed },
    { head: heads.coverage, value: (base) => base.coverage, write: percent },
  ];
  return html`<table class="govuk-table backtest-table">
    <caption class="govuk-table__caption govuk-visually-hidden">
      ${W.table(horizon.years)}
    </caption>
    <thead class="govuk-table__head">
      <tr class="govuk-table__row">
        <th scope="col" class="govuk-table__header">${heads.year}</th>
        ${columns.map(({ head }) => html`<th scope="col" class="govuk-table__header govuk-table__header--numeric">${head}</th>`)}
      </tr>
    </thead>
    <tbody class="govuk-table__body">
      ${horizon.base_years.map(
        (base) => html`<tr class=${`govuk-table__row ${base.score <= 0 ? "backtest-table__bad" : ""}`}>
          <th scope="row" class="govuk-table__header">
            ${base.year}${base.independent
              ? html` <span aria-hidden="true">${W.apartMark}</span><span class="govuk-visually-hidden">, ${W.apartText}</span>`
              : nothing}${base.score <= 0 ? html`<span class="govuk-visually-hidden">, ${W.badMark}</span>` : nothing}
          </th>
          ${columns.map(({ value, write }) => {
            const figure = value(base);
            return html`<td class="govuk-table__cell govuk-table__cell--numeric">${figure === null ? "–" : write(figure)}</td>`;
          })}
        </tr>`,
      )}
    </tbody>
  </table>`;
}
