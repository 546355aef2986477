/** What pages that are read have in common: the way between them, the print button, facts in rows. */
import { html, nothing, type TemplateResult } from "lit";
import type { Looking, Task } from "../state/looking";
import type { Store } from "../state/store";
import { words } from "../words";

/** What a link to another task changes: nothing stays open, and the map shows the whole region. */
export const opening = (task: Task) =>
  ({
    task,
    asset: null,
    area: null,
    need: null,
    pane: "list",
    view: null,
    part: null,
    fact: null,
    comparing: false,
    id: null,
    step: null,
    outcome: null,
    rows_from: null,
    then: null,
    invited: false,
    tour: null,
  }) satisfies Partial<Looking>;

/** At the foot of every list: how scores are made, who comes out on top, the layers for GIS, where the data comes from. */
export function footer(store: Store): TemplateResult {
  return html`<nav class="foot no-print" aria-label=${words.more.label}>
    <ul class="foot__list">
      ${(["method", "fairness", "gis", "about", "help", "accessibility"] as const).map(
        (task) => html`<li>
          <a class="govuk-link" href=${store.link(opening(task))} aria-current=${store.looking.task === task ? "page" : nothing}>${words.more[task]}</a>
        </li>`,
      )}
    </ul>
  </nav>`;
}

export function printButton(text: string = words.printPage): TemplateResult {
  return html`<button type="button" class="govuk-button govuk-button--secondary no-print" @click=${() => window.print()}>${text}</button>`;
}
