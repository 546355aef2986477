/** Buildings for a need, best first, and why the nearest others were left out. The map's pins carry the same numbers. */
import { html, nothing, type TemplateResult } from "lit";
import type { Match, Matches } from "../api/types";
import { MOST_COMPARED } from "../state/looking";
import { shortlist } from "../state/shortlist";
import { wholeScore } from "../state/answers";
import { standings, type Standing } from "../state/standing";
import { wholePercentages } from "../state/weights";
import { notKnown, tidy, words } from "../words";
import { leftOutCard, matchCard, type MatchView } from "./match";
import { failureNotice, nothingFits, skeleton } from "./notices";
import { Panel } from "./panel";
import { printButton } from "./reading";
import { askUnlisted } from "./results";
import { stamp } from "./stamp";
import { standingText } from "./standing";

/** So many matches are told in full on paper, where none are chosen to be compared. */
const IN_FULL_ON_PAPER = 3;

export class MatchesPanel extends Panel {
  /** Whether all are told in full on paper, near misses too. */
  private allOnPaper = false;

  override render(): TemplateResult {
    const { matches } = this.store.answers;
    if (matches.state === "failed") {
      return html`${failureNotice(this.desk, matches.failure)}
      ${matches.failure.parameter === "weights"
        ? html`<button type="button" class="govuk-button govuk-button--secondary" @click=${() => this.store.look({ weights: null }, "replace")}>
            ${words.matches.resetWeights}
          </button>`
        : nothing}`;
    }
    if (matches.value === null) {
      return html`<p class="govuk-body">${words.matches.looking}</p>
        ${skeleton(14)}`;
    }
    return this.found(matches.value, matches.state === "loading");
  }

  private found(found: Matches, waiting: boolean): TemplateResult {
    const places = standings(found.matches, "asset");
    return html`<div class=${waiting ? "results--waiting" : ""}>
      <h2 class="matches__summary">
        ${words.matches.summary(found.eligible, found.considered)}.
        <span class="matches__best">${found.matches.length > 0 ? words.matches.best(found.matches.length) : nothing}</span>
      </h2>
      ${this.borough(found)} ${this.occupied(found)}
      ${found.matches.length > 0 ? html`<p class="govuk-hint matches__caution">${words.matches.caution}</p>` : nothing}
      <catmap-weights .desk=${this.desk}></catmap-weights>
      <p class="govuk-hint matches__dragging" ?hidden=${this.store.dragged === null}>${words.matches.dragging}</p>
      ${found.matches.length === 0
        ? nothingFits(found.nothing_fits ?? words.matches.none, words.matches.noneText)
        : nothing}
      ${found.matches.length > 0 ? this.onPaper(found, places) : nothing}
      <ol class="matches">
        ${found.matches.map((match, index) => {
          const standing = places[index];
          return standing ? matchCard(match, { ...this.view(match, found), standing }) : nothing;
        })}
      </ol>
      ${this.chosen(found)}
      <section class=${`matches__left-out ${this.allOnPaper ? "" : "no-print"}`} aria-labelledby="left-out">
        <h2 class="govuk-heading-m" id="left-out">${words.matches.leftOut}</h2>
        ${found.excluded.length === 0
          ? html`<p class="govuk-body">${words.matches.noneLeftOut}</p>`
          : html`<p class="govuk-hint">${words.matches.leftOutNote}</p>
              <ul class="left-outs">
                ${found.excluded.map((match) => leftOutCard(match, this.view(match, found)))}
              </ul>`}
      </section>
      ${askUnlisted(this.store)} ${stamp(this.store, found)}
      ${found.matches.length > 0 ? this.paperChoice() : nothing}
      <div class="buttons">
        ${printButton(words.matches.print)}
        <button type="button" class="govuk-button govuk-button--secondary no-print" @click=${() => this.save(found)}>${words.matches.save}</button>
      </div>
    </div>`;
  }

  /** Who asked for a borough is told how many lie in it, and may leave out the rest. */
  private borough({ matches }: Matches): TemplateResult | typeof nothing {
    const { form, need } = this.store.looking;
    const { place } = form;
    if (need !== null || place?.kind !== "borough") return nothing;
    const { borough, only = false } = place;
    const inside = matches.filter(({ asset }) => asset.borough === borough).length;
    const turn = (): void => this.store.look({ form: { ...form, place: { kind: "borough", borough, ...(only ? {} : { only: true }) } } });
    return html`<p class="govuk-body">
      ${only ? words.matches.allInside(borough) : words.matches.inside(inside, matches.length, borough)}
      <button type="button" class="link-button no-print" @click=${turn}>${only ? words.matches.nearToo : words.matches.insideOnly}</button>
    </p>`;
  }

  /** Who looks for premises is told how many others are in, and may leave those out. */
  private occupied({ matches }: Matches): TemplateResult | typeof nothing {
    const { form, need } = this.store.looking;
    const occupied = matches.filter(({ asset }) => asset.occupancy === "occupied").length;
    const left_out = form.leave_out_occupied;
    if (need !== null || (occupied === 0 && !left_out)) return nothing;
    const turn = (): void => this.store.look({ form: { ...form, leave_out_occupied: !left_out } });
    return html`<p class="govuk-body">
      ${left_out ? words.matches.noneOccupied : words.matches.occupied(occupied, matches.length)}
      <button type="button" class="link-button no-print" @click=${turn}>${left_out ? words.matches.occupiedToo : words.matches.emptyOnly}</button>
    </p>`;
  }

  /** On paper all matches stand in a table, one a row; only some follow in full. */
  private onPaper(found: Matches, places: Standing[]): TemplateResult {
    const P = words.matches.paper;
    const chosen = this.compared(found).length;
    return html`<div class="print-only">
      <table class="paper-list">
        <caption>${P.caption}</caption>
        <thead>
          <tr>
            ${P.columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${found.matches.map(
            ({ asset, score, low, high, fit }, index) => html`<tr>
              <td>${places[index]?.place}</td>
              <th scope="row">${asset.name} <span class="paper-list__where">${asset.borough ?? notKnown}</span></th>
              <td>${score === null || low === null || high === null ? notKnown : P.score(wholeScore(score), low, high)}</td>
              <td>${tidy(fit)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      <h2 class="govuk-heading-m">${this.allOnPaper ? P.ofAll : chosen > 0 ? P.ofChosen : P.ofFirst(Math.min(IN_FULL_ON_PAPER, found.matches.length))}</h2>
    </div>`;
  }

  private paperChoice(): TemplateResult {
    return html`<div class="govuk-checkboxes govuk-checkboxes--small matches__paper no-print">
      <div class="govuk-checkboxes__item">
        <input
          class="govuk-checkboxes__input"
          type="checkbox"
          id="all-on-paper"
          .checked=${this.allOnPaper}
          @change=${(event: Event) => {
            this.allOnPaper = (event.target as HTMLInputElement).checked;
            this.requestUpdate();
          }}
        />
        <label class="govuk-label govuk-checkboxes__label" for="all-on-paper">${words.matches.paper.all}</label>
      </div>
    </div>`;
  }

  /** In full on paper: all when that is asked for, else those chosen to be compared, else the first few. */
  private printed({ asset }: Match, found: Matches): boolean {
    if (this.allOnPaper) return true;
    const chosen = this.compared(found);
    return chosen.length > 0 ? chosen.includes(asset.id) : found.matches.findIndex((match) => match.asset.id === asset.id) < IN_FULL_ON_PAPER;
  }

  /** Stays in sight while some are chosen. */
  private chosen(found: Matches): TemplateResult | typeof nothing {
    const compare = this.compared(found);
    if (compare.length === 0) return nothing;
    return html`<div class="chosen no-print" role="group" aria-label=${words.compare.heading}>
      <span role="status">${words.compare.chosen(compare.length, MOST_COMPARED)}</span>
      ${compare.length < 2
        ? html`<span>${words.compare.openOne}</span>`
        : html`<a class="govuk-link" href=${this.store.link({ comparing: true, asset: null })}>${words.compare.open}</a>`}
      <button type="button" class="link-button" @click=${() => this.store.look({ compare: [] }, "replace")}>${words.compare.clear}</button>
    </div>`;
  }

  /** Made in the browser: what is looked for, and what it can pay, go nowhere. */
  private save(found: Matches): void {
    const { caution, withWeights, columns, saveName } = words.matches;
    const { method, anchors, weights, data_release, computed_at } = found.versions;
    const notes = [
      caution,
      `${words.stamp.made(computed_at, found.on)}: ${words.stamp.versions(method, anchors, data_release)}.`,
      `${withWeights(wholePercentages(weights))}.`,
    ];
    const file = URL.createObjectURL(new Blob([shortlist(found, columns, standingText, notes)], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = file;
    link.download = saveName(found.on);
    link.click();
    // The browser has taken it by the time the page draws again.
    setTimeout(() => URL.revokeObjectURL(file), 1000);
  }

  /** Those of this list: another need's choice is not this one's. */
  private compared({ matches }: Matches): string[] {
    return this.store.looking.compare.filter((id) => matches.some(({ asset }) => asset.id === id));
  }

  private view(match: Match, found: Matches): Omit<MatchView, "standing"> {
    const { id } = match.asset;
    const chosen = this.compared(found);
    return {
      about: this.store.answers.about.value,
      showing: "asset",
      printed: this.printed(match, found),
      compare: {
        on: chosen.includes(id),
        full: chosen.length >= MOST_COMPARED,
        toggle: (on) => this.store.look({ compare: on ? [...chosen, id] : chosen.filter((each) => each !== id) }, "replace"),
      },
      href: this.store.link({ asset: id, area: null, need: null, pane: "list" }),
      resting: this.store.resting.asset === id,
      rest: (on) => this.store.rest({ asset: on ? id : null, need: null }),
    };
  }
}

customElements.define("catmap-matches", MatchesPanel);
