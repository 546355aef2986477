/** What the assets in the list come to: floor space, who is in them, what their owners intend. Follows every filter and the map. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { AssetFeature, Collection, VocabularyName } from "../api/types";
import { totalsIn, totalsOf, type Tally, type Totals } from "../state/totals";
import { count, words } from "../words";
import { label, whenReady } from "./notices";
import type { Desk } from "./panel";

const W = words.results;

/** From the list itself where it is all of it, else from the service's sums of the same question. */
export function totals(desk: Desk, { features, numberMatched }: Collection<AssetFeature>): TemplateResult {
  const whole = features.length === numberMatched;
  const summary = desk.store.answers.assets_summary;
  return html`<details class="totals">
    <summary class="filters__summary">${W.totals}</summary>
    <div class="take__body">
      ${whole
        ? sums(desk, totalsOf(features))
        : whenReady(desk, summary, (found) => html`<p class="results__note">${W.totalsAll(found.features)}</p>${sums(desk, totalsIn(found))}`, 8)}
    </div>
  </details>`;
}

function sums(desk: Desk, { assets, usable_area_m2, sized, occupancy, status }: Totals): TemplateResult {
  return html`<h3 class="totals__title">${W.totalSpace}</h3>
    <p class="totals__figure">${sized === 0 ? words.notKnownChoice : W.totalSpaceValue(usable_area_m2, sized, assets)}</p>
    ${sized < assets ? html`<p class="results__note">${W.totalSpaceUnknown(assets - sized)}</p>` : nothing}
    ${bars(desk, W.totalOccupancy, "occupancy", occupancy, assets)} ${bars(desk, W.totalStatus, "disposal_status", status, assets)}`;
}

function bars(desk: Desk, title: string, vocabulary: VocabularyName, tallies: Tally[], all: number): TemplateResult {
  const about = desk.store.answers.about.value;
  return html`<h3 class="totals__title">${title}</h3>
    <ul class="lost">
      ${tallies.map(
        ({ slug, assets }) => html`<li class="lost__row totals__row">
          <span class="lost__label">${slug === null ? words.notKnownChoice : label(about, vocabulary, slug)}</span>
          <svg class="lost__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y="0" width="100" height="10" fill="var(--track)"></rect>
            ${svg`<rect x="0" y="0" width=${(assets / all) * 100} height="10" fill=${slug === null ? "var(--bar-none)" : "var(--bar)"}></rect>`}
          </svg>
          <span class="lost__value">${count(assets)}</span>
        </li>`,
      )}
    </ul>`;
}
