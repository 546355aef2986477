/** Stock by borough, and needs beside empty space: a chart each, and a table with the same numbers. */
import { html, nothing, type TemplateResult } from "lit";
import type { RegionFigures } from "../../api/region";
import type { Summary, SummaryPart, VocabularyName } from "../../api/types";
import { count, squareMetres } from "../../words";
import { region as W } from "../../words/region";
import { choices, label } from "../notices";
import type { Desk } from "../panel";
import type { Bars } from "../charts/bars";

/** By what the stock is told. */
export type StockBy = "occupancy" | "disposal_status";

/** As many shades are told apart; what is not known has its own. */
const SHADES = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

const counted = (part: SummaryPart | Summary, property: string, value: string | null): number =>
  part.counts[property]?.find((one) => one.value === value)?.features ?? 0;

const sum = (part: SummaryPart | Summary | undefined, property: string): { known: number; sum: number } => part?.sums[property] ?? { known: 0, sum: 0 };

/** Figures of the whole region, first. */
export function headline(figures: RegionFigures, areas: number): TemplateResult {
  const { stock, empty, needs } = figures;
  const space = sum(stock, "usable_area_m2");
  const rows: [string, string][] = [
    [count(stock.features), W.figures.assets],
    [count(empty.features), W.figures.empty],
    [squareMetres(space.sum), W.figures.space],
    [count(needs.features), W.figures.needs],
    [count(areas), W.figures.areas],
  ];
  return html`<ul class="figures">
    ${rows.map(([number, of]) => html`<li class="figures__one"><strong class="figures__number">${number}</strong> ${of}</li>`)}
  </ul>`;
}

export function stockByBorough(desk: Desk, { stock }: RegionFigures, by: StockBy, choose: (by: StockBy) => void): TemplateResult {
  const about = desk.store.answers.about.value;
  const vocabulary: VocabularyName = by;
  const values = choices(about, vocabulary).filter(({ slug }) => counted(stock, by, slug) > 0);
  const columns: { slug: string | null; name: string }[] = values.map(({ slug, label: name }) => ({ slug, name }));
  if (counted(stock, by, null) > 0) columns.push({ slug: null, name: W.notKnown });
  const borough = (part: SummaryPart): string => part.value ?? W.noBorough;
  const bars: Bars = {
    labels: stock.parts.map(borough),
    series: columns.map(({ slug, name }, index) => ({
      name,
      shade: slug === null ? "unknown" : (SHADES[index] ?? "9"),
      values: stock.parts.map((part) => counted(part, by, slug)),
    })),
    stacked: true,
    unit: "count",
  };
  const title = by === "occupancy" ? W.stock.occupancy : W.stock.status;
  return html`<fieldset class="govuk-fieldset region__choice">
      <legend class="govuk-visually-hidden">${W.stock.by}</legend>
      <div class="lists">
        ${(["occupancy", "disposal_status"] as const).map(
          (one) => html`<button type="button" class="lists__button" aria-pressed=${one === by ? "true" : "false"} @click=${() => choose(one)}>
            ${one === "occupancy" ? W.stock.occupancy : W.stock.status}
          </button>`,
        )}
      </div>
    </fieldset>
    <catmap-bars .bars=${bars} .label=${W.stock.chart(title, stock.parts.length)}></catmap-bars>
    <p class="chart-unit">${W.stock.unit}</p>
    ${table(
      `${W.stock.heading}: ${title}`,
      [W.stock.borough, ...columns.map(({ name }) => name), W.total],
      [
        ...stock.parts.map((part) => [borough(part), ...columns.map(({ slug }) => count(counted(part, by, slug))), count(part.features)]),
        [W.total, ...columns.map(({ slug }) => count(counted(stock, by, slug))), count(stock.features)],
      ],
    )}`;
}

export function needsBesideSpace(desk: Desk, { space, empty, needs }: RegionFigures): TemplateResult {
  const about = desk.store.answers.about.value;
  const kinds = choices(about, "space_type").filter(({ slug }) => [needs, empty].some((summary) => partOf(summary, slug) !== undefined));
  const wanted = (slug: string): { known: number; sum: number } => sum(partOf(needs, slug), "area_ideal_m2");
  const standing = (slug: string): { known: number; sum: number } => sum(partOf(empty, slug), "usable_area_m2");
  const bars: Bars = {
    labels: kinds.map(({ label: name }) => name),
    series: [
      { name: W.demand.wanted, shade: "pair-1", values: kinds.map(({ slug }) => wanted(slug).sum) },
      { name: W.demand.empty, shade: "pair-2", values: kinds.map(({ slug }) => standing(slug).sum) },
    ],
    stacked: false,
    unit: "count",
  };
  const unsized = {
    needs: needs.features - (needs.sums["area_ideal_m2"]?.known ?? 0),
    assets: empty.features - (empty.sums["usable_area_m2"]?.known ?? 0),
  };
  const features = (summary: Summary, slug: string): string => count(partOf(summary, slug)?.features ?? 0);
  return html`<p class="govuk-body">${W.demand.lead}</p>
    <catmap-bars .bars=${bars} .label=${W.demand.chart(kinds.length)}></catmap-bars>
    <p class="chart-unit">${W.demand.unit}</p>
    <p class="govuk-hint">${W.demand.map}</p>
    <p class="govuk-hint">${W.demand.note} ${unsized.needs + unsized.assets > 0 ? W.demand.unknown(unsized.needs, unsized.assets) : nothing}</p>
    ${table(
      W.demand.heading,
      [W.demand.kind, W.demand.needs, W.demand.wantedSpace, W.demand.emptyAssets, W.demand.emptySpace, W.demand.allAssets],
      kinds.map(({ slug }) => [
        label(about, "space_type", slug),
        features(needs, slug),
        count(wanted(slug).sum),
        features(empty, slug),
        count(standing(slug).sum),
        features(space, slug),
      ]),
    )}`;
}

const partOf = (summary: Summary, value: string): SummaryPart | undefined => summary.parts.find((part) => part.value === value);

/** A table that is opened; a wide one scrolls inside its frame. */
export function table(title: string, heads: string[], rows: string[][]): TemplateResult {
  return html`<details class="govuk-details region__table">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.table}<span class="govuk-visually-hidden">: ${title}</span></span></summary>
    <div class="scrolls" tabindex="0" role="region" aria-label=${title}>
      <table class="govuk-table govuk-table--small-text-until-tablet">
        <caption class="govuk-table__caption govuk-visually-hidden">
          ${title}
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            ${heads.map((head, index) => html`<th scope="col" class=${`govuk-table__header ${index > 0 ? "govuk-table__header--numeric" : ""}`}>${head}</th>`)}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          ${rows.map(
            ([first, ...cells]) => html`<tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">${first}</th>
              ${cells.map((cell) => html`<td class="govuk-table__cell govuk-table__cell--numeric">${cell}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
