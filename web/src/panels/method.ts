/** How scores are made, in plain words: the method, what is never claimed, the figures in use, the gate and the test on past prices. */
import { html, nothing, type TemplateResult } from "lit";
import type { Method, Weights } from "../api/types";
import { wholePercentages } from "../state/weights";
import { count, day, gap, notKnown, words } from "../words";
import { backtest as B, method as W } from "../words/method";
import { backtest } from "./backtest";
import { whenReady } from "./notices";
import { Panel } from "./panel";
import { summaryList } from "./place";
import { opening, printButton } from "./reading";

export class MethodPanel extends Panel {
  override render(): TemplateResult {
    return html`<article class="reading">
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.method}</h1>
      <p class="govuk-body-l">${W.lead}</p>
      ${this.contents()} ${printButton()}
      <div class="reading__text">
        ${W.parts.map(
          ({ title, text, steps }) => html`<h2 class="govuk-heading-m">${title}</h2>
            ${text.map((paragraph) => html`<p class="govuk-body">${paragraph}</p>`)}
            ${steps.length === 0
              ? nothing
              : html`<ol class="steps">
                  ${steps.map(
                    (step) => html`<li>
                      <h3 class="govuk-heading-s">${step.title}</h3>
                      <p class="govuk-body">${step.text}</p>
                    </li>`,
                  )}
                </ol>`}`,
        )}
        <h2 class="govuk-heading-m" id="never" tabindex="-1">${W.never}</h2>
        <p class="govuk-body">${W.neverLead}</p>
        <ol class="govuk-list govuk-list--number govuk-list--spaced">
          ${W.nevers.map((never) => html`<li>${never}</li>`)}
        </ol>
      </div>
      ${whenReady(this.desk, this.store.answers.method, (method) => this.figures(method), 14)}
      <p class="govuk-body"><a class="govuk-link" href=${this.store.link(opening("fairness"))}>${W.fairness}</a></p>
    </article>`;
  }

  /** The address bar belongs to the view, so the way to a part of this page is a button that moves there. */
  private contents(): TemplateResult {
    const parts: [string, string][] = [
      ["never", W.never],
      ["gate", W.gate],
      ["backtest", B.heading],
      ["today", W.today],
    ];
    return html`<nav class="contents no-print" aria-label=${W.contents}>
      <ul class="govuk-list">
        ${parts.map(
          ([id, title]) => html`<li>
            <button type="button" class="link-button" @click=${() => this.querySelector<HTMLElement>(`#${id}`)?.focus()}>${title}</button>
          </li>`,
        )}
      </ul>
    </nav>`;
  }

  private figures(method: Method): TemplateResult {
    return html`<section aria-labelledby="gate">
        <h2 class="govuk-heading-m" id="gate" tabindex="-1">${W.gate}</h2>
        <div class="reading__text">
          <p class="govuk-body"><strong>${W.gateMost(method.most_uplift)}</strong></p>
          <p class="govuk-body">${method.gate.sentence}</p>
          <p class="govuk-body">${W.gateRule}</p>
        </div>
      </section>
      ${backtest(method.backtest)}
      <section aria-labelledby="today">
        <h2 class="govuk-heading-m" id="today" tabindex="-1">${W.today}</h2>
        <p class="govuk-body">${W.versions(method.method_version, method.anchors.version, method.data_release)}</p>
        ${this.weights(method)} ${this.anchors(method)} ${this.data(method)}
      </section>`;
  }

  private weights({ weights, presets }: Method): TemplateResult {
    const usual: Weights = [weights.suitability, weights.deprivation, weights.uplift];
    const rows = [{ slug: "usual", label: W.usual, weights: usual }, ...presets.filter((preset) => `${preset.weights}` !== `${usual}`)];
    return html`<div class="scrolls" role="region" aria-label=${W.weights} tabindex="0">
        <table class="govuk-table weights-table">
          <caption class="govuk-table__caption govuk-table__caption--s">
            ${W.weights}
          </caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              <th scope="col" class="govuk-table__header">${W.mix}</th>
              ${words.matches.weightNames.map((name) => html`<th scope="col" class="govuk-table__header govuk-table__header--numeric">${name}</th>`)}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            ${rows.map(
              (row) => html`<tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">${row.label}</th>
                ${wholePercentages(row.weights).map((share) => html`<td class="govuk-table__cell govuk-table__cell--numeric">${share}%</td>`)}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="govuk-hint">${W.weightsNote}</p>`;
  }

  private anchors({ anchors }: Method): TemplateResult {
    const { anchorRows: R } = W;
    const [low, high] = anchors.headroom_anchors;
    const { sales, sectors, none } = anchors.price_basis;
    return html`<h3 class="govuk-heading-s">${W.anchors}</h3>
      <p class="govuk-hint">${W.anchorsNote}</p>
      ${summaryList([
        { label: R.areas, value: R.areasValue(anchors.reference_areas, anchors.label) },
        { label: R.deprivation, value: String(anchors.deprivation_anchor) },
        { label: R.headroom, value: R.headroomValue(gap(low), gap(high)) },
        { label: R.within, value: R.spreadValue(anchors.spread_within) },
        { label: R.between, value: R.spreadValue(anchors.spread_between) },
        { label: R.basis, value: R.basisValue(sales, sectors, none) },
      ])}`;
  }

  private data({ data }: Method): TemplateResult {
    if (data.length === 0) return html`<p class="govuk-body">${W.noData}</p>`;
    return html`<div class="scrolls" role="region" aria-label=${W.data} tabindex="0">
      <table class="govuk-table">
        <caption class="govuk-table__caption govuk-table__caption--s">
          ${W.data}
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            <th scope="col" class="govuk-table__header">${W.dataHeads.title}</th>
            <th scope="col" class="govuk-table__header">${W.dataHeads.publisher}</th>
            <th scope="col" class="govuk-table__header">${W.dataHeads.asAt}</th>
            <th scope="col" class="govuk-table__header govuk-table__header--numeric">${W.dataHeads.rows}</th>
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          ${data.map(
            (release) => html`<tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">${release.title}</th>
              <td class="govuk-table__cell">${release.publisher}</td>
              <td class="govuk-table__cell">${release.as_at === null ? notKnown : day(release.as_at)}</td>
              <td class="govuk-table__cell govuk-table__cell--numeric">${count(release.rows)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

customElements.define("catmap-method", MethodPanel);
