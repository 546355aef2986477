/** The test on past prices: what it found in words, a chart for each horizon, and every figure in a table beside it. */
import { html, nothing, type TemplateResult } from "lit";
import type { Backtest, BaseYear, Horizon } from "../api/method";
import { badYears, commonScale, runsOfYears, type Scale } from "../state/backtest";
import { percent, signed, words } from "../words";
import { backtestChart, chartKey } from "./backtestchart";

const W = words.backtest;

export function backtest(found: Backtest | null): TemplateResult {
  return html`<section class="backtest" aria-labelledby="backtest">
    <h2 class="govuk-heading-m" id="backtest" tabindex="-1">${W.heading}</h2>
    ${found === null ? html`<p class="govuk-body">${W.none}</p>` : results(found)}
  </section>`;
}

function results(found: Backtest): TemplateResult {
  const scale = commonScale(found.horizons);
  const { run_at, units, basis, first_year, last_year, data_release, method_version } = found;
  return html`<div class="reading__text">
      <p class="govuk-body">${W.lead}</p>
      <p class="govuk-body"><strong>${found.sentence}</strong></p>
      <p class="govuk-body">${W.caution}</p>
      <p class="govuk-body">${W.read} ${W.apart}</p>
    </div>
    ${chartKey()} ${found.horizons.map((horizon) => horizonPart(horizon, scale))}
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
        ${backtestChart(horizon, scale)}
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
