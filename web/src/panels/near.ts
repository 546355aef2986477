/** What is near an asset: the nearest schools, stops and whatever else is loaded as a layer; nothing where nothing is. */
import { html, nothing, type TemplateResult } from "lit";
import type { NearAsset, NearLayer } from "../api/types";
import { words } from "../words";
import { summaryList } from "./place";

export function whatIsNear(near: NearAsset | null): TemplateResult | typeof nothing {
  if (near === null || near.layers.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m">${words.asset.near}</h2>
    ${summaryList(near.layers.map((layer) => ({ label: layer.title, value: nearest(layer, near.within_m) })))}
    <p class="govuk-hint">${near.sentence}</p>`;
}

function nearest({ features, publisher, licence }: NearLayer, within_m: number): TemplateResult {
  const told = features.map(({ name, distance_m }) =>
    distance_m === 0 ? words.asset.nearInside(name) : words.asset.nearAt(name, distance_m),
  );
  return html`${features.length === 0
      ? words.asset.nearNone(within_m)
      : html`<ul class="govuk-list">
          ${told.map((line) => html`<li>${line}</li>`)}
        </ul>`}
    <span class="govuk-hint">${words.asset.nearFrom(publisher, licence)}</span>`;
}
