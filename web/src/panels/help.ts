/** Help: a start in two minutes on what is loaded here, what each kind of visitor can do, and what the words mean. */
import { html, type TemplateResult } from "lit";
import { TOUR_STEPS } from "../state/looking";
import { words } from "../words";
import { help as W } from "../words/help";
import { Panel } from "./panel";
import { printButton } from "./reading";
import { tourView } from "./tour";

export class HelpPanel extends Panel {
  override render(): TemplateResult {
    return html`<article class="reading">
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.help}</h1>
      <p class="govuk-body-l">${W.lead}</p>
      <div class="reading__text">
        <h2 class="govuk-heading-m">${W.start}</h2>
        <p class="govuk-body">${W.startLead}</p>
        <p><a class="govuk-button" href=${this.store.link(tourView("vacant", this.store))}>${words.tour.open}</a></p>
        <ol class="steps">
          ${TOUR_STEPS.map((step) => {
            const { title, text } = words.tour.steps[step];
            return html`<li>
              <h3 class="govuk-heading-s"><a class="govuk-link" href=${this.store.link(tourView(step, this.store))}>${title}</a></h3>
              <p class="govuk-body">${text}</p>
            </li>`;
          })}
        </ol>
        ${W.parts.map(
          ({ title, items }) => html`<h2 class="govuk-heading-m">${title}</h2>
            <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
              ${items.map((item) => html`<li>${item}</li>`)}
            </ul>`,
        )}
        <h2 class="govuk-heading-m">${W.words}</h2>
        <dl class="glossary">
          ${words.glossary.map(
            ([word, meaning]) => html`<dt>${word}</dt>
              <dd>${meaning}</dd>`,
          )}
        </dl>
        ${printButton()}
      </div>
    </article>`;
  }
}

customElements.define("catmap-help", HelpPanel);
