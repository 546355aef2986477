/** What is known of a place: deprivation around it, prices here and nearby. Shown for an asset and inside a match. */
import { html, nothing, type TemplateResult } from "lit";
import type { AssetRecord, PlaceDeprivation, PlaceUplift } from "../api/types";
import { count, decile, notKnown, percent, tidy, words } from "../words";
import { term } from "./term";
import { signalList } from "./worth";

export interface Row {
  label: string;
  /** `null` when not known. */
  value: string | TemplateResult | null;
}

/** Facts as a list of terms; what is not known says so. */
export function summaryList(rows: Row[]): TemplateResult {
  return html`<dl class="govuk-summary-list facts">
    ${rows.map(
      ({ label, value }) => html`<div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">${term(label)}</dt>
        <dd class=${`govuk-summary-list__value ${value === null ? "not-known" : ""}`}>${value ?? notKnown}</dd>
      </div>`,
    )}
  </dl>`;
}

const shown = <Value>(value: Value | null | undefined, write: (value: Value) => string): string | null =>
  value === null || value === undefined ? null : write(value);

export function deprivationRows(deprivation: PlaceDeprivation): Row[] {
  const { point_area: area } = deprivation;
  return [
    { label: words.place.deprivation, value: shown(area?.decile, decile) },
    { label: words.area.heading, value: area === null ? null : words.place.pointArea(area.name, area.rank) },
    { label: words.place.reached, value: shown(deprivation.residents_reached, count) },
    { label: words.place.tenth, value: shown(deprivation.share_most_deprived_tenth, percent) },
    { label: words.place.fifth, value: shown(deprivation.share_most_deprived_fifth, percent) },
  ];
}

export function upliftRows(uplift: PlaceUplift): Row[] {
  return [
    { label: words.place.priceLevel, value: shown(uplift.low_value, words.place.lowValue) },
    { label: words.place.headroom, value: shown(uplift.headroom_log, (log) => words.place.headroomValue(log, uplift.strength)) },
    { label: words.place.sales, value: shown(uplift.sales, (sales) => words.place.salesValue(sales, uplift.borrowed)) },
    { label: words.place.activity, value: shown(uplift.activity_quiet, words.place.activityValue) },
  ];
}

export function neighbourhood({ deprivation, uplift, displacement }: AssetRecord["neighbourhood"]): TemplateResult {
  if (deprivation === null && uplift === null) return html`<p class="govuk-body">${words.asset.neighbourhoodNotKnown}</p>`;
  const risk: Row[] = displacement
    ? [{ label: words.worth.displacement, value: html`<p class="signals__risk">${displacement.label}</p> ${signalList(displacement.signals)}` }]
    : [];
  return html`${deprivation?.sentence ? html`<p class="govuk-body">${tidy(deprivation.sentence)}</p>` : nothing}
    ${summaryList([...(deprivation ? deprivationRows(deprivation) : []), ...(uplift ? upliftRows(uplift) : []), ...risk])}
    <p class="govuk-hint">${words.place.note}</p>`;
}

/** What stands there most often, when anything stands there more than once. */
export function mostCommon(values: string[]): string | null {
  const times = new Map<string, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  const [most] = [...times].sort(([, one], [, other]) => other - one);
  return most && most[1] > 1 ? most[0] : null;
}
