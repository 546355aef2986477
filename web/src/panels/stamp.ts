/** What a list was made with, in small print: weights, method, anchors, data release and moment. On paper too. */
import { html, nothing, type TemplateResult } from "lit";
import type { Matches } from "../api/types";
import type { Store } from "../state/store";
import { wholePercentages } from "../state/weights";
import { words } from "../words";
import { opening } from "./reading";

export function stamp(store: Store, found: Matches): TemplateResult {
  const { method, anchors, weights, data_release, computed_at } = found.versions;
  const mix = words.matches.withWeights(wholePercentages(weights));
  const versions = words.stamp.versions(method, anchors, data_release);
  return html`<p class="stamp">
    ${words.stamp.made(computed_at, found.on)}: ${versions}. ${mix}.
    ${found.robustness ? found.robustness.sentence : nothing}
    <a class="no-print" href=${store.link(opening("method"))}>${words.stamp.link}</a>
  </p>`;
}
