/** A table as in a spreadsheet: the heading stays in sight, numbers stand right; on a narrow screen each row becomes a card. */
import { html, nothing, type TemplateResult } from "lit";

export interface Head {
  text: string;
  numeric?: boolean;
  /** Said to those who do not see the page only: its cells speak for themselves. */
  hidden?: boolean;
  /** Of every cell of the column. */
  className?: string;
}

export type Cell = string | TemplateResult | typeof nothing;

/** A name without spaces, such as a file's or an e-mail address, that may be broken where its parts meet. */
export function breakable(name: string): TemplateResult {
  return html`${name.split(/(?<=[_@-])/).map((part) => html`${part}<wbr />`)}`;
}

/** The first cell of a row is its name. Roles are written out because cards are no table to a browser. */
export function sheet(caption: string, heads: Head[], rows: { cells: Cell[]; className?: string }[], className = ""): TemplateResult {
  const classOf = (index: number): string => [heads[index]?.numeric ? "sheet__number" : "", heads[index]?.className ?? ""].filter(Boolean).join(" ");
  return html`<table class=${`sheet ${className}`} role="table">
    <caption class="govuk-visually-hidden">
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${heads.map(
          (head, index) => html`<th scope="col" role="columnheader" class=${classOf(index)}>
            ${head.hidden ? html`<span class="govuk-visually-hidden">${head.text}</span>` : head.text}
          </th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ({ cells, className: ofRow }) => html`<tr role="row" class=${ofRow ?? ""}>
          ${cells.map((cell, index) => {
            const label = heads[index]?.hidden ? "" : (heads[index]?.text ?? "");
            return index === 0
              ? html`<th scope="row" role="rowheader" class=${classOf(index)} data-label=${label}>${cell}</th>`
              : html`<td role="cell" class=${`${classOf(index)} ${cell === "" || cell === nothing ? "sheet__empty" : ""}`} data-label=${label}>${cell}</td>`;
          })}
        </tr>`,
      )}
    </tbody>
  </table>`;
}
