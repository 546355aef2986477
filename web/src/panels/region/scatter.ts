/** Deprivation beside headroom: a dot for each area, a table that counts them, and the areas picked, which stand out on the map. */
import { html, nothing, type TemplateResult } from "lit";
import type { AreaFigures } from "../../api/region";
import { HEADROOM_CUTS, axis, cells, isPicked, standing, type Picked, type Standing } from "../../state/scatter";
import { count, gap } from "../../words";
import { region } from "../../words/region";
import type { Desk } from "../panel";
import type { Dot, DrawnBox, Scale } from "../charts/dots";

const W = region.scatter;

/** More dots than this are one blot, and slow. */
const MOST_DOTS = 5000;
const MOST_LISTED = 30;
const ACROSS: Scale = { low: 0, high: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] };
const PERCENT_STEP = 10;

/** What is drawn, kept while nothing of it changes, so that the chart is not drawn for every move of the mouse. */
let kept: { of: AreaFigures[]; picked: Picked | null; areas: Standing[]; dots: Dot[]; up: Scale } | null = null;

function drawn(all: AreaFigures[], picked: Picked | null): NonNullable<typeof kept> {
  if (kept?.of === all && kept.picked === picked) return kept;
  const areas = kept?.of === all ? kept.areas : standing(all);
  const dots = areas.map((one): Dot => ({ id: one.area.id, x: one.deprivation, y: one.headroom_percent, picked: picked !== null && isPicked(one, picked) }));
  kept = { of: all, picked, areas, dots, up: axis(dots.map(({ y }) => y), PERCENT_STEP) };
  return kept;
}

export function scatter(desk: Desk, all: AreaFigures[]): TemplateResult {
  const { store } = desk;
  const { picked } = store.looking;
  const { areas, dots, up } = drawn(all, picked);
  if (areas.length === 0) return html`<p class="govuk-body">${W.noAreas}</p>`;
  const pick = (next: Picked | null): void => store.look({ picked: next }, "replace");
  const box = ({ detail: { x, y } }: CustomEvent<DrawnBox>): void => {
    const [from, to] = x.map((value) => Number(value.toFixed(3)));
    const [low, high] = y.map((value) => Number(value.toFixed(1)));
    if (from !== undefined && to !== undefined && low !== undefined && high !== undefined && from < to && low < high) {
      pick({ deprivation: [from, to], headroom_percent: [Math.max(low, HEADROOM_CUTS[0] ?? low), high] });
    }
  };
  return html`<p class="govuk-body">${W.lead}</p>
    ${dots.length > MOST_DOTS
      ? html`<p class="govuk-body">${W.tooMany(dots.length, MOST_DOTS)}</p>`
      : html`<p class="govuk-hint">${W.pick}</p>
          <p class="chart-unit">${W.y}</p>
          <catmap-dots
            .dots=${dots}
            .across=${ACROSS}
            .up=${up}
            .label=${W.chart(areas.length)}
            @box=${box}
            @dot=${({ detail }: CustomEvent<string>) => store.look({ area: detail, asset: null, need: null })}
          ></catmap-dots>
          <p class="chart-unit chart-unit--across">${W.x}</p>`}
    ${areas.length < all.length ? html`<p class="govuk-hint">${W.leftOut(all.length - areas.length)}</p>` : nothing}
    ${counts(areas, picked, pick)}
    <div role="status">${picked === null ? nothing : chosen(desk, areas, picked, () => pick(null))}</div>`;
}

function counts(areas: Standing[], picked: Picked | null, pick: (next: Picked) => void): TemplateResult {
  const rows = cells(areas);
  const same = (one: Picked): boolean => JSON.stringify(one) === JSON.stringify(picked);
  return html`<div class="scrolls" tabindex="0" role="region" aria-label=${W.table}>
    <table class="govuk-table counts">
      <caption class="govuk-table__caption govuk-table__caption--s">
        ${W.table} <span class="counts__note">${W.tableNote}</span>
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          <th scope="col" class="govuk-table__header">${W.headroom}</th>
          ${(rows[0] ?? []).map(
            ({ picked: { deprivation } }) =>
              html`<th scope="col" class="govuk-table__header govuk-table__header--numeric">
                <span class="govuk-visually-hidden">${W.deprivation} </span>${W.range(...deprivation)}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        ${rows.map(
          (row, index) => html`<tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">${W.gaps[index]}</th>
            ${row.map(
              (cell) => html`<td class="govuk-table__cell govuk-table__cell--numeric">
                ${cell.areas === 0
                  ? "0"
                  : html`<button type="button" class="link-button counts__pick" aria-pressed=${same(cell.picked) ? "true" : "false"} aria-label=${W.show(cell.areas)} @click=${() => pick(cell.picked)}>
                      ${count(cell.areas)}
                    </button>`}
              </td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function chosen(desk: Desk, areas: Standing[], picked: Picked, clear: () => void): TemplateResult {
  const { store } = desk;
  const found = areas.filter((one) => isPicked(one, picked)).sort((one, other) => other.deprivation - one.deprivation || one.area.id.localeCompare(other.area.id));
  return html`<div class="picked">
    <h3 class="govuk-heading-s picked__count">${W.picked(found.length)}</h3>
    <p class="govuk-body">
      ${found.length === 0 ? W.none : W.pickedOnMap}
      <button type="button" class="link-button picked__map" @click=${() => store.look({ pane: "map" }, "replace")}>${W.seeMap}</button>
      <button type="button" class="link-button" @click=${clear}>${W.clear}</button>
    </p>
    ${found.length === 0
      ? nothing
      : html`<details class="govuk-details">
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.list}</span></summary>
          <div class="govuk-details__text">
            ${found.length > MOST_LISTED ? html`<p class="govuk-body">${W.first(MOST_LISTED)}</p>` : nothing}
            <ol class="govuk-list">
              ${found.slice(0, MOST_LISTED).map(
                ({ area, deprivation }) => html`<li>
                  <a class="govuk-link" href=${store.link({ area: area.id, asset: null, need: null })}>${area.name}</a>:
                  ${W.deprivation.toLowerCase()} ${deprivation.toFixed(2)}, ${gap(area.headroom_log ?? 0)}
                </li>`,
              )}
            </ol>
          </div>
        </details>`}
  </div>`;
}
