/** Who comes out on top: where the best pairings lie and who asked, beside the share of all there is. */
import { html, type TemplateResult } from "lit";
import type { Fairness } from "../api/method";
import { count, percent, words } from "../words";
import { emptyNotice, whenReady } from "./notices";
import { Panel } from "./panel";
import { opening, printButton } from "./reading";

const W = words.fairness;

interface Row {
  group: string;
  pairs: number | null;
  share: number | null;
  compared: number;
}

export class FairnessPanel extends Panel {
  override render(): TemplateResult {
    return html`<article class="reading">
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.heading}</h1>
      <p class="govuk-body-l">${W.lead}</p>
      ${whenReady(this.desk, this.store.answers.fairness, (fairness) => this.tables(fairness), 14)}
      <p class="govuk-body"><a class="govuk-link" href=${this.store.link(opening("method"))}>${words.more.method}</a></p>
    </article>`;
  }

  private tables(fairness: Fairness): TemplateResult {
    if (fairness.needs === 0 || fairness.pairs === 0) return emptyNotice(W.none, W.noneText);
    return html`<div class="reading__text">
        <p class="govuk-body">${fairness.sentence}</p>
        <p class="govuk-body">${W.is}</p>
        <p class="govuk-hint">${W.counted(fairness.per_need, fairness.needs, fairness.pairs)} ${W.tooFewNote}</p>
      </div>
      ${printButton()}
      <div class="tilts">
        ${tilt(W.tables.decile, fairness.by_decile.map((row) => ({ ...row, group: W.decile(row.decile) })))}
        ${tilt(W.tables.borough, fairness.by_borough.map((row) => ({ ...row, group: row.borough })))}
        ${tilt(W.tables.size, fairness.by_size.map((row) => ({ ...row, group: row.label })))}
      </div>`;
  }
}

/** One table; its bars share one scale, so that any two of them compare. */
function tilt({ title, group, compared }: { title: string; group: string; compared: string }, rows: Row[]): TemplateResult {
  if (rows.length === 0) {
    return html`<section class="tilt">
      <h2 class="govuk-heading-s">${title}</h2>
      <p class="govuk-body">${W.noRows}</p>
    </section>`;
  }
  const most = Math.max(0.01, ...rows.flatMap((row) => [row.share ?? 0, row.compared]));
  return html`<section class="tilt">
    <table class="govuk-table tilt__table">
      <caption class="govuk-table__caption govuk-table__caption--s">
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
                : html`${bar(row.share / most, "best")} <span class="tilt__value">${percent(row.share)}</span>
                    <span class="tilt__pairs">${W.pairs(count(row.pairs))}</span>`}
            </td>
            <td class="govuk-table__cell">${bar(row.compared / most, "all")} <span class="tilt__value">${percent(row.compared)}</span></td>
          </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** Full for the best matches, hollow for what they are compared with. */
function bar(share: number, kind: "best" | "all"): TemplateResult {
  const width = Math.max(0, Math.min(1, share)) * 98;
  return html`<svg class="tilt__bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
    <rect x="1" y="1.5" width=${width} height="9" fill=${kind === "best" ? "var(--bar)" : "var(--paper)"} stroke="var(--deep)" vector-effect="non-scaling-stroke"></rect>
  </svg>`;
}

customElements.define("catmap-fairness", FairnessPanel);
