/** Buildings for a need, best first, and why the nearest others were left out. The map's pins carry the same numbers. */
import { html, nothing, type TemplateResult } from "lit";
import type { Match, Matches } from "../api/types";
import { tidy, words } from "../words";
import { leftOutCard, matchCard, type MatchView } from "./match";
import { emptyNotice, failureNotice, skeleton } from "./notices";
import { Panel } from "./panel";

export class MatchesPanel extends Panel {
  override render(): TemplateResult {
    const { matches } = this.store.answers;
    if (matches.state === "failed") return failureNotice(this.desk, matches.failure);
    if (matches.value === null) {
      return html`<p class="govuk-body">${words.matches.looking}</p>
        ${skeleton(14)}`;
    }
    return this.found(matches.value, matches.state === "loading");
  }

  private found(found: Matches, waiting: boolean): TemplateResult {
    const [nearest] = found.excluded;
    return html`<div class=${waiting ? "results--waiting" : ""}>
      <h2 class="matches__summary">
        ${words.matches.summary(found.eligible, found.considered)}.
        <span class="matches__best">${found.matches.length > 0 ? words.matches.best(found.matches.length) : nothing}</span>
      </h2>
      ${found.matches.length > 0 ? html`<p class="govuk-hint matches__caution">${words.matches.caution}</p>` : nothing}
      <catmap-weights .desk=${this.desk}></catmap-weights>
      ${found.matches.length === 0
        ? emptyNotice(
            words.matches.none,
            nearest ? words.matches.noneNearest(nearest.asset.name, tidy(nearest.blocks[0]?.reason ?? "")) : words.matches.noneText,
          )
        : nothing}
      <ol class="matches">
        ${found.matches.map((match, index) => matchCard(match, this.view(match, index + 1)))}
      </ol>
      <section class="matches__left-out" aria-labelledby="left-out">
        <h2 class="govuk-heading-m" id="left-out">${words.matches.leftOut}</h2>
        ${found.excluded.length === 0
          ? html`<p class="govuk-body">${words.matches.noneLeftOut}</p>`
          : html`<p class="govuk-hint">${words.matches.leftOutNote}</p>
              <ul class="left-outs">
                ${found.excluded.map((match) => leftOutCard(match, this.view(match, 0)))}
              </ul>`}
      </section>
      <p class="govuk-hint">${words.matches.method(found.versions.method, found.on)}. ${words.matches.withWeights(found.versions.weights)}.</p>
      <button type="button" class="govuk-button govuk-button--secondary no-print" @click=${() => window.print()}>
        ${words.matches.print}
      </button>
    </div>`;
  }

  private view(match: Match, rank: number): MatchView {
    const { id } = match.asset;
    return {
      about: this.store.answers.about.value,
      showing: "asset",
      rank,
      href: this.store.link({ asset: id, area: null, need: null, pane: "list" }),
      resting: this.store.resting.asset === id,
      rest: (on) => this.store.rest({ asset: on ? id : null, need: null }),
    };
  }
}

customElements.define("catmap-matches", MatchesPanel);
