/** A box beside a thing of a list, to choose it by (see `selection.ts`). */
import { html, type TemplateResult } from "lit";
import type { Chosen } from "../state/selection";
import type { Store } from "../state/store";
import { words } from "../words";

export function selectBox(store: Store, { id, name }: Chosen): TemplateResult {
  return html`<div class="govuk-checkboxes govuk-checkboxes--small select-box no-print">
    <div class="govuk-checkboxes__item">
      <input
        class="govuk-checkboxes__input"
        type="checkbox"
        id=${`select-${id}`}
        .checked=${store.selected.has(id)}
        @change=${(event: Event) => store.select([{ id, name }], (event.target as HTMLInputElement).checked)}
      />
      <label class="govuk-label govuk-checkboxes__label" for=${`select-${id}`}><span class="govuk-visually-hidden">${words.results.choose(name)}</span></label>
    </div>
  </div>`;
}
