/** One published need, and the buildings that could serve it. Budgets are never published. */
import { html, type TemplateResult } from "lit";
import type { NeedFeature } from "../api/types";
import { day, list, words } from "../words";
import { label, whenReady } from "./notices";
import { Panel } from "./panel";
import { summaryList } from "./place";

export class NeedPanel extends Panel {
  override render(): TemplateResult {
    return html`<a class="govuk-back-link no-print" href=${this.store.link({ need: null })}>${this.store.looking.task === "worklist" ? words.asset.backToWork : words.asset.back}</a>
      ${whenReady(this.desk, this.store.answers.need, (need) => this.need(need), 14, true)}`;
  }

  private need({ properties: need }: NeedFeature): TemplateResult {
    const about = this.store.answers.about.value;
    const shown = <Value>(value: Value | null, write: (value: Value) => string): string | null =>
      value === null ? null : write(value);
    const labels = (slugs: string | null, name: "space_type" | "purpose"): string | null =>
      shown(slugs, (text) => list(text.split(",").map((slug) => label(about, name, slug.trim()))));
    return html`<article>
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${need.title}</h1>
      ${summaryList([
        { label: words.need.by, value: [need.organisation, shown(need.legal_form, (slug) => label(about, "legal_form", slug))].filter(Boolean).join(", ") },
        { label: words.need.wants, value: labels(need.space_types, "space_type") },
        { label: words.need.size, value: shown(need.area_ideal_m2, (ideal) => words.need.sizeValue(ideal, need.area_min_m2)) },
        { label: words.need.where, value: [need.borough, shown(need.reach, (slug) => label(about, "reach", slug))].filter(Boolean).join(", ") || null },
        { label: words.need.purposes, value: labels(need.purposes, "purpose") },
        { label: words.need.serves, value: need.serves },
        { label: words.need.share, value: shown(need.would_share, (would) => (would ? words.need.yes : words.need.no)) },
        { label: words.need.stepFree, value: shown(need.step_free, (slug) => label(about, "step_free_need", slug)) },
        { label: words.need.tenure, value: shown(need.tenure_years, words.need.years) },
        { label: words.need.start, value: shown(need.latest_start, day) },
        { label: words.need.stated, value: shown(need.stated_on, day) },
      ])}
      <h2 class="govuk-heading-m">${words.need.matches}</h2>
      <catmap-matches .desk=${this.desk}></catmap-matches>
    </article>`;
  }
}

customElements.define("catmap-need", NeedPanel);
