/** The accessibility statement: what works, what does not, how it was tested, whom to tell. */
import { html, type TemplateResult } from "lit";
import { words } from "../words";
import { accessibility as W } from "../words/accessibility";
import { Panel } from "./panel";

export class AccessibilityPanel extends Panel {
  override render(): TemplateResult {
    return html`<article class="reading">
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.accessibility}</h1>
      <p class="govuk-body-l">${W.lead}</p>
      <div class="reading__text">
        ${W.parts.map(
          ({ title, text }) => html`<h2 class="govuk-heading-m">${title}</h2>
            ${text.map((paragraph) => html`<p class="govuk-body">${paragraph}</p>`)}`,
        )}
      </div>
    </article>`;
  }
}

customElements.define("catmap-accessibility", AccessibilityPanel);
