/** Where the data comes from, how places are shown, and what a score is not. */
import { html, type TemplateResult } from "lit";
import type { About } from "../api/types";
import { day, notKnown, words } from "../words";
import { about as W } from "../words/about";
import { whenReady } from "./notices";
import { Panel } from "./panel";

export class AboutPanel extends Panel {
  override render(): TemplateResult {
    return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.about}</h1>
      <p class="govuk-body">${W.lead}</p>
      ${whenReady(this.desk, this.store.answers.about, (about) => this.about(about))}`;
  }

  private about({ counts, sources }: About): TemplateResult {
    return html`<p class="govuk-body">${W.counts(counts.assets, counts.assets_placed, counts.needs, counts.areas)}</p>
      <h2 class="govuk-heading-m">${W.never}</h2>
      <p class="govuk-body">${W.neverText}</p>
      <h2 class="govuk-heading-m">${W.placing}</h2>
      <p class="govuk-body">${W.placingText}</p>
      <h2 class="govuk-heading-m">${W.sources}</h2>
      ${sources.map(
        (source) => html`<div class="source">
          <h3 class="govuk-heading-s">${source.title}</h3>
          <p class="govuk-body-s">
            ${source.publisher}. ${source.licence ?? W.licenceNotKnown}. ${W.date}
            ${source.as_at === null ? notKnown.toLowerCase() : day(source.as_at)}.
          </p>
        </div>`,
      )}
      <h2 class="govuk-heading-m">${W.open}</h2>
      <p class="govuk-body">${W.openText}</p>
      <ul class="govuk-list govuk-list--bullet">
        <li><a class="govuk-link" href="./api">${W.api}</a></li>
        <li><a class="govuk-link" href="./collections">${W.collections}</a></li>
      </ul>`;
  }
}

customElements.define("catmap-about", AboutPanel);
