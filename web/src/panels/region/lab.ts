/** The weights and how firm the order of matches is under them. */
import { html, nothing, type TemplateResult } from "lit";
import type { Sensitivity } from "../../api/region";
import { percent } from "../../words";
import { region } from "../../words/region";
import type { Desk } from "../panel";
import { table } from "./figures";

const W = region.lab;

/** The signs that stand for a rank correlation: two decimals are all it is good for. */
const two = (value: number): string => value.toFixed(2).replace("-", "−");

export function lab(desk: Desk, { needs, dominated, beside_usual: beside, choices }: Sensitivity): TemplateResult {
  const { looking } = desk.store;
  if (beside === null || needs === 0) return html`<p class="govuk-body">${W.none}</p>`;
  return html`<p class="govuk-body lab__said" role="status">${looking.weights === null ? W.usual(needs) : W.beside(beside.same_first, needs)}</p>
    ${dominated === null ? nothing : html`<p class="govuk-body">${W.dominated(dominated)}</p>`}
    ${table(
      W.table,
      [W.choice, W.mean, W.least, W.first],
      choices.map(({ group, label, mean, least, same_first }) => [`${W.groups[group] ?? group}: ${label}`, two(mean), two(least), percent(same_first)]),
    )}
    <p class="govuk-body">
      <a class="govuk-link" href=${desk.store.link({ task: "look", signs: "score", pane: "map", asset: null, area: null, need: null })}>${W.map}</a>
    </p>`;
}
