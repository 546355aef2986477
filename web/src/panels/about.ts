/** Where the data comes from, how places are shown, and what a score is not. */
import { html, type TemplateResult } from "lit";
import type { About } from "../api/types";
import { day, notKnown, words } from "../words";
import { whenReady } from "./notices";
import { Panel } from "./panel";

export class AboutPanel extends Panel {
  override render(): TemplateResult {
    return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.about.heading}</h1>
      <p class="govuk-body">${words.about.lead}</p>
      ${whenReady(this.desk, this.store.answers.about, (about) => this.about(about))}`;
  }

  private about({ counts, sources }: About): TemplateResult {
    return html`<p class="govuk-body">${words.about.counts(counts.assets, counts.assets_placed, counts.needs, counts.areas)}</p>
      <h2 class="govuk-heading-m">${words.about.never}</h2>
      <p class="govuk-body">${words.about.neverText}</p>
      <h2 class="govuk-heading-m">${words.about.placing}</h2>
      <p class="govuk-body">${words.about.placingText}</p>
      <h2 class="govuk-heading-m">${words.about.sources}</h2>
      ${sources.map(
        (source) => html`<div class="source">
          <h3 class="govuk-heading-s">${source.title}</h3>
          <p class="govuk-body-s">
            ${source.publisher}. ${source.licence ?? words.about.licenceNotKnown}. ${words.about.date}
            ${source.as_at === null ? notKnown.toLowerCase() : day(source.as_at)}.
          </p>
        </div>`,
      )}
      <h2 class="govuk-heading-m">${words.about.open}</h2>
      <p class="govuk-body">${words.about.openText}</p>
      <ul class="govuk-list govuk-list--bullet">
        <li><a class="govuk-link" href="./api">${words.about.api}</a></li>
        <li><a class="govuk-link" href="./collections">${words.about.collections}</a></li>
      </ul>`;
  }
}

customElements.define("catmap-about", AboutPanel);
