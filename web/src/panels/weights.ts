/** What matters most: ready-made mixes and three sliders that always sum to 100 %. */
import { html, type TemplateResult } from "lit";
import type { Weights } from "../api/types";
import { LEAST_WEIGHT, MOST_WEIGHT, rebalance } from "../state/weights";
import { percent, words } from "../words";
import { Panel } from "./panel";

const same = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((weight, index) => Math.abs(weight - (other[index] ?? 0)) < 0.005);

export class WeightsPanel extends Panel {
  override render(): TemplateResult {
    const criteria = this.store.answers.about.value?.criteria;
    const usual: Weights = criteria
      ? [criteria.weights.suitability, criteria.weights.deprivation, criteria.weights.uplift]
      : [0.5, 0.3, 0.2];
    const weights = this.store.looking.weights ?? usual;
    const use = (next: Weights): void => this.store.look({ weights: same(next, usual) ? null : next }, "replace");
    return html`<details class="govuk-details weights">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">${words.matches.weights}</span>
      </summary>
      <div class="govuk-details__text">
        <p class="weights__now">${words.matches.withWeights(weights)}</p>
        <fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${words.matches.presets}</legend>
          <div class="weights__presets">
            ${(criteria?.presets ?? []).map(
              (preset) => html`<button
                type="button"
                class="chip-button"
                aria-pressed=${same(preset.weights, weights) ? "true" : "false"}
                @click=${() => use(preset.weights)}
              >
                ${preset.label}
              </button>`,
            )}
          </div>
        </fieldset>
        ${([0, 1, 2] as const).map((index) => {
          const value = weights[index];
          const text = words.matches.weightNames[index];
          return html`<div class="weights__slider">
            <label class="govuk-label" for=${`weight-${index}`}>${text}</label>
            <input
              id=${`weight-${index}`}
              type="range"
              min=${LEAST_WEIGHT * 100}
              max=${MOST_WEIGHT[index] * 100}
              step="1"
              .value=${String(Math.round(value * 100))}
              aria-valuetext=${percent(value)}
              @input=${(event: InputEvent) => use(rebalance(weights, index, Number((event.target as HTMLInputElement).value) / 100))}
            />
            <output for=${`weight-${index}`}>${percent(value)}</output>
          </div>`;
        })}
        <p class="govuk-hint">${words.matches.weightsNote}</p>
      </div>
    </details>`;
  }
}

customElements.define("catmap-weights", WeightsPanel);
