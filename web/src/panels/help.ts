/** Help: a start in two minutes on what is loaded here, what each kind of visitor can do, and what the words mean. */
import { html, type TemplateResult } from "lit";
import { EMPTY_FORM, NO_FILTERS, type Looking } from "../state/looking";
import { words } from "../words";
import { Panel } from "./panel";
import { opening, printButton } from "./reading";

const W = words.help;

export class HelpPanel extends Panel {
  override render(): TemplateResult {
    return html`<article class="reading">
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.heading}</h1>
      <p class="govuk-body-l">${W.lead}</p>
      <div class="reading__text">
        <h2 class="govuk-heading-m">${W.start}</h2>
        <p class="govuk-body">${W.startLead}</p>
        <ol class="steps">
          ${this.steps().map(
            ([{ title, text, link }, change]) => html`<li>
              <h3 class="govuk-heading-s">${title}</h3>
              <p class="govuk-body">${text} <a class="govuk-link" href=${this.store.link(change)}>${link}</a></p>
            </li>`,
          )}
        </ol>
        ${W.parts.map(
          ({ title, items }) => html`<h2 class="govuk-heading-m">${title}</h2>
            <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
              ${items.map((item) => html`<li>${item}</li>`)}
            </ul>`,
        )}
        <h2 class="govuk-heading-m">${W.words}</h2>
        <dl class="glossary">
          ${W.glossary.map(
            ([word, meaning]) => html`<dt>${word}</dt>
              <dd>${meaning}</dd>`,
          )}
        </dl>
        ${printButton()}
      </div>
    </article>`;
  }

  /** Each step opens a view that exists on what is loaded, fictional or not. */
  private steps(): [{ title: string; text: string; link: string }, Partial<Looking>][] {
    const borough = this.store.answers.about.value?.boroughs[0];
    const looking = (change: Partial<Looking>): Partial<Looking> => ({ ...opening("look"), filters: { ...NO_FILTERS }, sort: null, from: null, needs_shown: false, ...change });
    const hall: Partial<Looking> =
      borough === undefined
        ? opening("find")
        : { ...opening("find"), form: { ...EMPTY_FORM, place: { kind: "borough", borough }, spaces: ["hall"], ideal_m2: 150 }, searched: true };
    return [
      [W.steps.vacant, looking({ filters: { ...NO_FILTERS, occupancy: ["vacant"] } })],
      [W.steps.gap, looking({ layer: "gap", pane: "map" })],
      [W.steps.score, looking({ signs: "score", pane: "map" })],
      [W.steps.find, hall],
      [W.steps.weights, hall],
      [W.steps.method, opening("method")],
    ];
  }
}

customElements.define("catmap-help", HelpPanel);
