/** Who comes out on top: where the best pairings lie and who asked, beside the share of all there is. */
import { html, type TemplateResult } from "lit";
import type { Fairness } from "../api/types";
import { count, notKnown, percent, words } from "../words";
import { fairness as W } from "../words/fairness";
import type { Bars } from "./charts/bars";
import { loadCharts } from "./charts/load";
import { emptyNotice, whenReady } from "./notices";
import { Panel } from "./panel";
import { opening, printButton } from "./reading";

/** A share is `null` where too few needs are behind it to show it. */
interface Row {
  group: string;
  pairs: number | null;
  share: number | null;
  compared: number | null;
}

export class FairnessPanel extends Panel {
  override render(): TemplateResult {
    return html`<article class="reading">
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.fairness}</h1>
      <p class="govuk-body-l">${W.lead}</p>
      ${whenReady(this.desk, this.store.answers.fairness, (fairness) => this.tables(fairness), 14)}
      <p class="govuk-body"><a class="govuk-link" href=${this.store.link(opening("method"))}>${words.more.method}</a></p>
    </article>`;
  }

  private tables(fairness: Fairness): TemplateResult {
    loadCharts();
    if (fairness.needs === 0 || fairness.pairs === 0 || fairness.pairs === null) return emptyNotice(W.none, W.noneText);
    return html`<div class="reading__text">
        <p class="govuk-body">${fairness.sentence}</p>
        <p class="govuk-body">${W.is}</p>
        <p class="govuk-hint">${W.counted(fairness.per_need, fairness.needs, fairness.pairs)} ${W.tooFewNote}</p>
      </div>
      ${printButton()}
      <div class="tilts">
        ${tilt(W.tables.decile, fairness.by_decile.map((row) => ({ ...row, group: W.decile(row.decile) })))}
        ${tilt(W.tables.borough, fairness.by_borough.map((row) => ({ ...row, group: row.borough ?? notKnown })))}
        ${tilt(W.tables.size, fairness.by_size.map((row) => ({ ...row, group: row.label })))}
      </div>`;
  }
}

/** A chart, and a table with the same numbers. */
function tilt({ title, group, compared }: { title: string; group: string; compared: string }, rows: Row[]): TemplateResult {
  return html`<section class="tilt">
    <h2 class="govuk-heading-s">${title}</h2>
    ${rows.length === 0
      ? html`<p class="govuk-body">${W.noRows}</p>`
      : html`<catmap-bars .bars=${bars(rows, compared)} .label=${W.chart(title)}></catmap-bars>
          <table class="govuk-table tilt__table">
            <caption class="govuk-visually-hidden">
              ${title}
            </caption>
            <thead class="govuk-table__head">
              <tr class="govuk-table__row">
                <th scope="col" class="govuk-table__header">${group}</th>
                <th scope="col" class="govuk-table__header">${W.share}</th>
                <th scope="col" class="govuk-table__header">${compared}</th>
              </tr>
            </thead>
            <tbody class="govuk-table__body">
              ${rows.map(
                (row) => html`<tr class="govuk-table__row">
                  <th scope="row" class="govuk-table__header">${row.group}</th>
                  <td class="govuk-table__cell">
                    ${row.share === null || row.pairs === null
                      ? html`<span class="not-known">${W.tooFew}</span>`
                      : html`<span class="tilt__value">${percent(row.share)}</span> <span class="tilt__pairs">${W.pairs(count(row.pairs))}</span>`}
                  </td>
                  <td class="govuk-table__cell">
                    ${row.compared === null ? html`<span class="not-known">${notKnown}</span>` : html`<span class="tilt__value">${percent(row.compared)}</span>`}
                  </td>
                </tr>`,
              )}
            </tbody>
          </table>`}
  </section>`;
}

function bars(rows: Row[], compared: string): Bars {
  return {
    labels: rows.map(({ group, share }) => (share === null ? W.unshown(group) : group)),
    series: [
      { name: W.share, shade: "pair-1", values: rows.map(({ share }) => (share === null ? null : share * 100)) },
      { name: compared, shade: "pair-2", values: rows.map((row) => (row.compared === null ? null : row.compared * 100)) },
    ],
    stacked: false,
    unit: "percent",
  };
}

customElements.define("catmap-fairness", FairnessPanel);
