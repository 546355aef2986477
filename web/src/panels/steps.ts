/**
 * A long list drawn in steps, so that a page is not as long as all that is on the map: the first rows, then a button for more.
 * The list is whole all the same: it is drawn as far as somebody is led, by a sign on the map or by the way back to a row.
 */
import { html, nothing, type TemplateResult } from "lit";
import { words } from "../words";
import type { Panel } from "./panel";

/** Rows in a step. */
const STEP = 50;

export class Steps {
  /** How many rows are drawn, where there are so many. */
  drawn = STEP;
  private drawnOf = "";

  constructor(private readonly panel: Panel) {}

  /** The rows to draw. `list` says which list it is: another one begins with its first step. `to`: a row somebody is led to. */
  of<Row>(rows: readonly Row[], list: string, to: (row: Row) => boolean): readonly Row[] {
    if (list !== this.drawnOf) this.drawn = STEP;
    this.drawnOf = list;
    const at = rows.findIndex(to);
    if (at >= this.drawn) this.drawn = Math.ceil((at + 1) / STEP) * STEP;
    return rows.slice(0, this.drawn);
  }

  /** At the end of the rows: the button for more, and on paper how far the list goes. `all`: how many there are in all. */
  more(rows: number, all: number): TemplateResult | typeof nothing {
    const { drawn } = this;
    if (drawn >= rows) return nothing;
    return html`<p class="print-only">${words.steps.printed(drawn, all)}</p>
      <button type="button" class="govuk-button govuk-button--secondary no-print" @click=${() => void this.step()}>
        ${words.steps.more(Math.min(STEP, rows - drawn), all)}
      </button>`;
  }

  /** The focus goes to the first of the new rows: it stands where the button stood. */
  private async step(): Promise<void> {
    const first = this.drawn;
    this.drawn += STEP;
    this.panel.requestUpdate();
    await this.panel.updateComplete;
    this.panel.querySelectorAll<HTMLElement>(".results__list > li")[first]?.querySelector<HTMLElement>("a")?.focus();
  }
}
