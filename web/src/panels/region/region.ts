/**
 * The strategist's page: stock, needs, areas, weights and saved views of the whole region, beside the map.
 *
 * It is loaded when it is first opened, with the chart library. To add a chart: a function that gives its element and its
 * table, and a section here.
 */
import { html, type TemplateResult } from "lit";
import { words } from "../../words";
import { region as W } from "../../words/region";
import { whenReady } from "../notices";
import { Panel } from "../panel";
import { opening } from "../reading";
import "../weights";
import "../charts/all";
import "./scenarios";
import { headline, needsBesideSpace, stockByBorough, type StockBy } from "./figures";
import { lab } from "./lab";
import { scatter } from "./scatter";

const PARTS: [string, string][] = [
  ["stock", W.stock.heading],
  ["demand", W.demand.heading],
  ["scatter", W.scatter.heading],
  ["lab", W.lab.heading],
  ["scenarios", W.scenarios.heading],
  ["more", W.more.heading],
];

export class RegionPanel extends Panel {
  private by: StockBy = "occupancy";

  override render(): TemplateResult {
    const { region, area_figures: areas, sensitivity, about } = this.store.answers;
    return html`<article class="region">
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.region}</h1>
      <p class="govuk-body">${W.lead}</p>
      ${whenReady(this.desk, region, (figures) => headline(figures, about.value?.counts.areas ?? 0), 3)}
      <nav class="contents no-print" aria-label=${W.contents}>
        <ul class="govuk-list">
          ${PARTS.map(
            ([id, title]) => html`<li><button type="button" class="link-button" @click=${() => this.querySelector<HTMLElement>(`#${id}`)?.focus()}>${title}</button></li>`,
          )}
        </ul>
      </nav>
      ${this.titled("stock", W.stock.heading)}
      ${whenReady(this.desk, region, (figures) =>
        stockByBorough(this.desk, figures, this.by, (by) => {
          this.by = by;
          this.requestUpdate();
        }),
      )}
      ${this.titled("demand", W.demand.heading)} ${whenReady(this.desk, region, (figures) => needsBesideSpace(this.desk, figures), 10)}
      ${this.titled("scatter", W.scatter.heading)} ${whenReady(this.desk, areas, (found) => scatter(this.desk, found), 10)}
      ${this.titled("lab", W.lab.heading)}
      <p class="govuk-body">${W.lab.lead}</p>
      <catmap-weights class="no-print" .desk=${this.desk}></catmap-weights>
      ${whenReady(this.desk, sensitivity, (found) => lab(this.desk, found), 4)} ${this.titled("scenarios", W.scenarios.heading)}
      <catmap-scenarios .desk=${this.desk}></catmap-scenarios>
      ${this.titled("more", W.more.heading)}
      <ul class="govuk-list govuk-list--bullet">
        ${(["fairness", "method", "gis", "look"] as const).map(
          (task) => html`<li>
            <a class="govuk-link" href=${this.store.link(opening(task))}>${W.more[task === "method" ? "backtest" : task === "look" ? "explore" : task]}</a>
          </li>`,
        )}
      </ul>
    </article>`;
  }

  private titled(id: string, title: string): TemplateResult {
    return html`<h2 class="govuk-heading-m" id=${id} tabindex="-1">${title}</h2>`;
  }
}

customElements.define("catmap-region", RegionPanel);
