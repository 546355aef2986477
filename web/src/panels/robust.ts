/** How firm the place of a match in its list is, and which neighbours it is level with. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Robust } from "../api/reasons";
import type { Match } from "../api/types";
import type { Standing } from "../state/ties";
import { wholePercentages } from "../state/weights";
import { tidy, words } from "../words";

const W = words.robust;

/** How many of three dots are full, by the service's label. */
const FULL_DOTS: Record<string, number> = { firm: 3, "fairly firm": 2, sensitive: 1 };

/** On the face of a match: the sentence, with dots for the eye, and the neighbours it is level with. */
export function robustLine(match: Match, standing: Standing): TemplateResult {
  const { robust } = match;
  return html`${robust ? html`<p class="match__robust">${dots(FULL_DOTS[robust.label] ?? 0)} ${tidy(robust.text)}</p>` : nothing}
  ${standing.level_with.length > 0
    ? html`<p class="match__level">${equals()} ${words.matches.level(standing.level_with)}</p>`
    : nothing}`;
}

/** Behind a disclosure: the range of its place, other mixes of weights, and who would choose it. */
export function robustDetails(robust: Robust | null): TemplateResult | typeof nothing {
  if (!robust) return nothing;
  return html`<details class="govuk-details match__more match__firmness">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.summary}</span></summary>
    <div class="govuk-details__text">
      <p>${W.places(robust.rank_low, robust.rank_high)} ${W.first(robust.top1, robust.mean_rank)}</p>
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

function dots(full: number): TemplateResult {
  return html`<svg class="dots" viewBox="0 0 36 12" aria-hidden="true">
    ${[0, 1, 2].map((index) => svg`<circle cx=${6 + index * 12} cy="6" r="4.4" fill=${index < full ? "var(--deep)" : "var(--paper)"} stroke="var(--deep)" stroke-width="1.4"></circle>`)}
  </svg>`;
}

function equals(): TemplateResult {
  return html`<svg class="level-sign" viewBox="0 0 14 12" aria-hidden="true"><path d="M2 4h10M2 8.500h10" stroke="var(--deep)" stroke-width="2.200"></path></svg>`;
}
