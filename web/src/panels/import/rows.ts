/** The rows of a file as they would be loaded: one outcome at a time, a page at a time, with what would change in each. */
import { html, nothing, type TemplateResult } from "lit";
import { ROWS_SHOWN, type FactChange, type Import, type ImportRow, type ImportRows, type Outcome } from "../../api/imports";
import { OUTCOMES } from "../../state/looking";
import { count, notKnown, sentence, tidy } from "../../words";
import { preview as W } from "../../words/importing";
import { whenReady } from "../notices";
import type { Desk } from "../panel";
import { opening } from "../reading";
import { sheet, type Cell, type Head } from "../sheet";

/** A value that becomes another, in words for those who do not see the arrow. */
export function becomes({ from, to }: Pick<FactChange, "from" | "to">): TemplateResult {
  return html`<span class="from">${from === null ? notKnown : tidy(from)}</span> <span aria-hidden="true">→</span
    ><span class="govuk-visually-hidden"> ${W.becomes} </span> <strong>${to === null ? notKnown : tidy(to)}</strong>`;
}

export function rows(desk: Desk, load: Import): TemplateResult {
  return html`<section aria-labelledby="rows">
    <h2 class="govuk-heading-m" id="rows" tabindex="-1">${W.rows}</h2>
    ${filters(desk, load)} ${whenReady(desk, desk.store.answers.import_rows, (found) => page(desk, found))}
  </section>`;
}

function filters({ store }: Desk, { tally }: Import): TemplateResult {
  const { outcome } = store.looking;
  const button = (which: Outcome | null, text: string, rows: number | undefined): TemplateResult => html`<button
    type="button"
    class="chip-button"
    aria-pressed=${outcome === which ? "true" : "false"}
    @click=${() => store.look({ outcome: which, rows_from: null }, "replace")}
  >
    ${text}${rows === undefined ? "" : ` (${count(rows)})`}
  </button>`;
  return html`<div class="chips no-print" role="group" aria-label=${W.show}>
    ${button(null, W.all, tally?.read)} ${OUTCOMES.map((which) => button(which, W.outcome[which], tally?.[which]))}
  </div>`;
}

function page(desk: Desk, { rows: shown, next, number_matched }: ImportRows): TemplateResult {
  const { store } = desk;
  const from = Number(store.looking.rows_from) || 0;
  const turn = (cursor: string | null): void => {
    store.look({ rows_from: cursor });
    desk.focusWanted = "#rows";
  };
  if (shown.length === 0) return html`<p class="govuk-body">${W.noRows}</p>`;
  const H = W.heads;
  return html`<p class="results__note" role="status">${W.shown(from + 1, from + shown.length, number_matched)}</p>
    ${withoutEmptyColumns(
      [
        { text: H.row, numeric: true, className: "rows__row" },
        { text: H.name, className: "rows__name" },
        { text: H.outcome, className: "rows__outcome" },
        { text: H.place, className: "rows__place" },
        { text: H.changes },
        { text: H.problems },
      ],
      shown.map((row) => cells(desk, row)),
    )}
    <div class="results__pages no-print">
      ${next === null ? nothing : html`<button type="button" class="govuk-button govuk-button--secondary" @click=${() => turn(next)}>${W.next}</button>`}
      ${from === 0
        ? nothing
        : html`<button type="button" class="govuk-button govuk-button--secondary" @click=${() => turn(from > ROWS_SHOWN ? String(from - ROWS_SHOWN) : null)}>${W.previous}</button>
            <button type="button" class="link-button" @click=${() => turn(null)}>${W.start}</button>`}
    </div>`;
}

function withoutEmptyColumns(heads: Head[], rows: Cell[][]): TemplateResult {
  const filled = (_: unknown, column: number): boolean => rows.some((cells) => cells[column] !== nothing);
  return sheet(
    W.rows,
    heads.filter(filled),
    rows.map((cells) => ({ cells: cells.filter(filled) })),
    "sheet--rows",
  );
}

function cells({ store }: Desk, row: ImportRow): Cell[] {
  // Of a row that is left out the name may not have been read at all.
  const name = row.name || (row.outcome === "refused" ? nothing : W.noName);
  return [
    count(row.row),
    row.asset !== null && row.outcome !== "new" ? html`<a class="govuk-link" href=${store.link({ ...opening("look"), asset: row.asset })}>${name}</a>` : name,
    html`<span class=${`outcome outcome--${row.outcome}`}>${W.outcome[row.outcome]}</span>`,
    row.place?.label ?? (row.outcome === "refused" ? nothing : W.notPlaced),
    row.changes.length === 0
      ? nothing
      : html`<ul class="plain-list">
          ${row.changes.map((change) => html`<li>${W.change(change.label)} ${becomes(change)}</li>`)}
        </ul>`,
    look(row),
  ];
}

function look({ problems, duplicate_of }: ImportRow): TemplateResult | typeof nothing {
  if (problems.length === 0 && duplicate_of === null) return nothing;
  return html`<ul class="plain-list">
    ${problems.map(({ column, value, reason }) => {
      const where = W.problem(column, value);
      return html`<li>${where === "" ? nothing : html`<span class="where">${where}</span> `}${sentence(reason)}</li>`;
    })}
    ${duplicate_of === null
      ? nothing
      : html`<li>${duplicate_of.row === null ? W.likeAsset : W.likeRow(duplicate_of.row)}: ${sentence(duplicate_of.why)}</li>`}
  </ul>`;
}
