/** What the list shows, to take away: files of the same assets in the same order, and a link that restores the view. */
import { html, type TemplateResult } from "lit";
import { assetFile } from "../api/client";
import type { Store } from "../state/store";
import { words } from "../words";
import { copyable } from "./copyable";
import { assetQuery } from "./loader";

const W = words.results;

export function take(store: Store): TemplateResult {
  const query = assetQuery(store.looking);
  return html`<details class="take no-print">
    <summary class="filters__summary">${W.take}</summary>
    <div class="take__body">
      <p class="results__note">${W.takeText}</p>
      <ul class="files">
        ${Object.entries(W.formats).map(
          ([format, name]) => html`<li><a class="govuk-link" href=${assetFile(query, format)} download aria-label=${W.formatLabel(name)}>${name}</a></li>`,
        )}
      </ul>
      ${copyable("view-link", W.takeLink, new URL(store.link({}), document.baseURI).href, W.takeCopy)}
    </div>
  </details>`;
}
