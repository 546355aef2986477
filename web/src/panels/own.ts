/** What an open asset comes to for the need one looks for: score, place and the sentence, before the facts of everybody. */
import { html, nothing, type TemplateResult } from "lit";
import type { Match } from "../api/types";
import { wholeScore } from "../state/answers";
import { standings } from "../state/standing";
import type { Store } from "../state/store";
import { tidy, words } from "../words";
import { needInWords } from "./find/check";
import { standingBadge } from "./standing";

const W = words.own;

/** Nothing while nobody looks for premises, and until the matches are here. */
export function ownMatch({ looking, answers }: Store, asset: string): TemplateResult | typeof nothing {
  const found = answers.matches.value;
  if (looking.task !== "find" || !looking.searched || found === null) return nothing;
  const at = found.matches.findIndex((match) => match.asset.id === asset);
  const match = found.matches[at];
  const standing = standings(found.matches, "asset")[at];
  const said = match && standing
    ? html`${scored(match, standing.place, found.eligible)} ${standingBadge(standing)} <p class="own__line">${tidy(match.fit)}</p>`
    : notListed(found.excluded.find((each) => each.asset.id === asset), found.matches.length);
  return html`<section class="own" aria-labelledby="own">
    <h2 class="govuk-heading-s" id="own">${W.heading}</h2>
    <p class="own__need">${needInWords(looking.form, answers.about.value)}</p>
    ${said}
  </section>`;
}

function scored({ score, low, high, verdict }: Match, place: string, eligible: number): TemplateResult | typeof nothing {
  if (score === null || low === null || high === null) return nothing;
  return html`<p class="own__score"><strong>${W.score(wholeScore(score))}</strong> (${verdict}), ${W.place(place, eligible)}</p>
    <p class="own__need">${words.matches.range(low, high)}</p>`;
}

/** Ruled out, with every reason; or too far down the list to be told. */
function notListed(match: Match | undefined, listed: number): TemplateResult {
  if (match === undefined) return html`<p class="own__line">${W.notListed(listed)}</p>`;
  return html`<p class="own__line"><strong>${W.leftOut}</strong></p>
    <ul class="govuk-list govuk-list--bullet">
      ${match.blocks.map(({ reason, would_change }) => html`<li>${tidy(reason)}${would_change ? ` ${tidy(would_change)}` : ""}</li>`)}
    </ul>`;
}
