/** One area in words: all that its colour on the map says, and more. */
import { html, type TemplateResult } from "lit";
import type { AreaFeature } from "../api/types";
import { DOMAINS } from "../state/looking";
import { count, decile, gap, money, shortDecile, words } from "../words";
import { whenReady } from "./notices";
import { Panel } from "./panel";
import { summaryList } from "./place";

export class AreaPanel extends Panel {
  override render(): TemplateResult {
    return html`<a class="govuk-back-link no-print" href=${this.store.link({ area: null })}>${words.asset.back}</a>
      ${whenReady(this.desk, this.store.answers.area, (area) => this.area(area), 10, true)}`;
  }

  private area({ id, properties: area }: AreaFeature): TemplateResult {
    const shown = <Value>(value: Value | null, write: (value: Value) => string): string | null =>
      value === null ? null : write(value);
    return html`<article>
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${area.name}</h1>
      <p class="govuk-body">${[words.area.heading, id, area.borough].filter(Boolean).join(" · ")}</p>
      ${summaryList([
        { label: words.area.deprivation, value: area.imd_decile === null ? null : html`${decile(area.imd_decile)}. ${shown(area.imd_rank, words.area.rank)}` },
        { label: words.area.residents, value: shown(area.residents, count) },
        { label: words.area.price, value: shown(area.typical_price_gbp, (price) => `${money(price)}, ${words.area.priceNote}`) },
        { label: words.area.priceLevel, value: shown(area.price_percentile, words.area.priceLevelValue) },
        { label: words.area.headroom, value: shown(area.headroom_log, gap) },
        { label: words.area.strength, value: area.headroom_strength },
        { label: words.worth.displacement, value: shown(area.displacement ?? null, (flag) => words.worth.flags[flag]) },
        { label: words.place.sales, value: shown(area.sales, (sales) => words.place.salesValue(sales, area.borrowed_share)) },
        { label: words.area.activity, value: shown(area.activity, words.area.activityValue) },
      ])}
      <h2 class="govuk-heading-m">${words.area.domainsHeading}</h2>
      <p class="govuk-body">${words.area.domainsNote}</p>
      ${summaryList(DOMAINS.map((domain) => ({ label: words.area.domains[domain], value: shown(area[`${domain}_decile`], shortDecile) })))}
      <p class="govuk-hint">${words.place.note}</p>
    </article>`;
  }
}

customElements.define("catmap-area", AreaPanel);
