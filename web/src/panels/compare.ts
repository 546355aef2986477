/** Up to four matches side by side: the sentence first, then every figure in one row, so that the eye compares along it. */
import { html, nothing, type TemplateResult } from "lit";
import type { Match } from "../api/types";
import { pillarValue, wholeScore } from "../state/answers";
import { standings, type Standing } from "../state/standing";
import { lost, notKnown, tidy, words } from "../words";
import { emptyNotice, whenReady } from "./notices";
import { Panel } from "./panel";
import { printButton } from "./reading";
import { scoreBar, tenths } from "./scorebar";
import { stamp } from "./stamp";
import { standingText } from "./standing";
import { riskLabel } from "./worth";

const W = words.compare;

interface Column {
  match: Match;
  standing: Standing;
}

export class ComparePanel extends Panel {
  override render(): TemplateResult {
    const { looking } = this.store;
    return html`<a class="govuk-back-link no-print" href=${this.store.link({ comparing: false })}>${words.asset.backToMatches}</a>
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.heading}</h1>
      ${whenReady(this.desk, this.store.answers.matches, (found) => {
        const places = standings(found.matches, "asset");
        const columns = found.matches.flatMap((match, index): Column[] => {
          const standing = places[index];
          return standing && looking.compare.includes(match.asset.id) ? [{ match, standing }] : [];
        });
        return columns.length === 0
          ? emptyNotice(W.none, W.noneText)
          : html`<p class="govuk-body">${words.matches.caution}</p>
              ${this.table(columns)} ${stamp(this.store, found)} ${printButton(W.print)}`;
      })}`;
  }

  private table(columns: Column[]): TemplateResult {
    const criteria = columns[0]?.match.suitability.criteria ?? [];
    const row = (name: string, cell: (column: Column) => TemplateResult | string | typeof nothing): TemplateResult =>
      html`<tr role="row">
        <th scope="row" role="rowheader"><span>${name}</span></th>
        ${columns.map((column) => html`<td role="cell">${cell(column)}</td>`)}
      </tr>`;
    // On a phone the rows are no table for the eye: the roles keep it one for those who hear it.
    return html`${columns.length > 2 ? html`<p class="govuk-hint compare__sideways no-print">${W.sideways(columns.length)}</p>` : nothing}
    <div class=${`compare compare--${columns.length}`} role="region" aria-label=${W.heading} tabindex="0">
      <table class="compare__table" role="table">
        <caption class="govuk-visually-hidden">${W.caption(columns.length)}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <td role="cell"></td>
            ${columns.map(({ match, standing }) => this.head(match, standing))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${row(W.sentence, ({ match }) => tidy(match.fit))}
          ${row(W.score, ({ match: { score, low, high, verdict } }) =>
            score === null || low === null || high === null
              ? notKnown
              : html`<strong class="compare__score">${wholeScore(score)}</strong> ${verdict} ${scoreBar(score, low, high)}
                  <span class="compare__note">${words.matches.range(low, high)}</span>`,
          )}
          ${row(W.sure, ({ standing }) => standingText(standing) ?? notKnown)}
          ${row(W.level, ({ standing }) => (standing.level_with.length === 0 ? W.levelNone : words.standing.level(standing.level_with)))}
          ${row(W.known, ({ match }) => html`${tenths(match.completeness)} <span class="compare__note">${words.matches.known(match.completeness, match.completeness_band)}</span>`)}
          ${row(W.away, ({ match }) => (match.distance_m === null ? notKnown : words.matches.away(match.distance_m)))}
          ${row(W.cost, ({ match }) => tidy(match.cost ?? notKnown))}
          ${(["suitability", "deprivation", "uplift"] as const).map((part) =>
            row(words.matches.pillars[part], ({ match }) => {
              const value = pillarValue(match, part);
              return value === null ? notKnown : `${value} ${words.matches.outOf}`;
            }),
          )}
          ${row(words.worth.displacement, ({ match }) => html`${riskLabel(match)}`)}
          ${criteria.map(({ criterion, label }) =>
            row(label, ({ match }) => {
              const found = match.suitability.criteria.find((each) => each.criterion === criterion);
              if (!found || found.value === null) return notKnown;
              return html`<strong>${Math.round(found.value * 100)}</strong>
                ${found.points_lost === null ? nothing : html`<span class="compare__lost">${lost(found.points_lost)}</span>`}
                <span class="compare__note">${tidy(found.reason)}</span>`;
            }),
          )}
          ${row(words.matches.toCheck, ({ match }) =>
            match.checks.length === 0 ? W.nothing : html`<ul class="govuk-list govuk-list--bullet">${match.checks.map(({ title }) => html`<li>${title}</li>`)}</ul>`,
          )}
          ${row(W.findOut, ({ match }) => tidy(match.to_find_out ?? W.nothing))}
        </tbody>
      </table>
    </div>`;
  }

  private head({ asset }: Match, standing: Standing): TemplateResult {
    const { compare } = this.store.looking;
    return html`<th scope="col" role="columnheader">
      <span class="match__rank">${standing.place}</span>
      <a href=${this.store.link({ asset: asset.id, pane: "list" })}>${asset.name}</a>
      <span class="compare__note">${asset.borough}</span>
      <button
        type="button"
        class="link-button no-print"
        @click=${() => this.store.look({ compare: compare.filter((id) => id !== asset.id) }, "replace")}
      >
        ${W.remove}<span class="govuk-visually-hidden"> ${asset.name}</span>
      </button>
    </th>`;
  }
}

customElements.define("catmap-compare", ComparePanel);
