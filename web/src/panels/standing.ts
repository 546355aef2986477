/** How sure the place of a match in its list is: one badge, and behind a disclosure what it rests on. */
import { html, nothing, type TemplateResult } from "lit";
import type { Robust } from "../api/types";
import type { Standing } from "../state/standing";
import { wholePercentages } from "../state/weights";
import { words } from "../words";

const W = words.standing;

/** The standing in words; `null` where nothing was run. */
export function standingText({ sure, from, to, sharing }: Standing): string | null {
  return sure === null ? null : W[sure](from, to, sharing);
}

export function standingBadge(standing: Standing): TemplateResult | typeof nothing {
  const text = standingText(standing);
  return text === null ? nothing : html`<p class="match__sure"><span class=${`standing standing--${standing.sure}`}>${text}</span></p>`;
}

/** Whom it is level with, the range of its place, other mixes of weights, and who would choose it. */
export function standingDetails(standing: Standing, robust: Robust | null): TemplateResult | typeof nothing {
  if (!robust) return nothing;
  return html`<details class="govuk-details match__more match__firmness">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.summary}</span></summary>
    <div class="govuk-details__text">
      ${standing.level_with.length > 0 ? html`<p class="match__level">${W.level(standing.level_with)}</p>` : nothing}
      <p>${W.places(robust.rank_low, robust.rank_high)} ${W.shares(robust.top1, robust.top3)}</p>
      <h4 class="govuk-heading-s">${W.disagree}</h4>
      <p>${W.uniform(robust.uniform.top1, robust.uniform.top3)}</p>
      <h4 class="govuk-heading-s">${W.who}</h4>
      <p>
        ${robust.chosen_by ?? W.nobody}
        ${robust.central_weights ? W.central(wholePercentages(robust.central_weights)) : nothing}
      </p>
    </div>
  </details>`;
}
