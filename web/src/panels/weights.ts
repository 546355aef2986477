/** What matters most: ready-made mixes and three sliders that always sum to 100 %. */
import { html, nothing, type TemplateResult } from "lit";
import type { Weights } from "../api/types";
import { LEAST_WEIGHT, USUAL_MOST_UPLIFT, USUAL_WEIGHTS, mostWeights, rebalance, wholePercentages } from "../state/weights";
import { words } from "../words";
import { Panel } from "./panel";

const UPLIFT = 2;

const same = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((weight, index) => Math.abs(weight - (other[index] ?? 0)) < 0.005);

export class WeightsPanel extends Panel {
  override render(): TemplateResult {
    const criteria = this.store.answers.about.value?.criteria;
    const method = this.store.answers.method.value;
    const mostUplift = method?.most_uplift ?? USUAL_MOST_UPLIFT;
    const most = mostWeights(mostUplift);
    const usual: Weights = criteria ? [criteria.weights.suitability, criteria.weights.deprivation, criteria.weights.uplift] : USUAL_WEIGHTS;
    const weights = this.store.dragged ?? this.store.looking.weights ?? usual;
    const shown = wholePercentages(weights);
    const use = (next: Weights): void => this.store.drop(same(next, usual) ? null : next);
    const moved = (event: Event, index: 0 | 1 | 2): Weights =>
      rebalance(weights, index, Number((event.target as HTMLInputElement).value) / 100, mostUplift);
    return html`<details
      class="govuk-details weights"
      @toggle=${(event: Event) => {
        if ((event.target as HTMLDetailsElement).open) this.store.weigh();
      }}
    >
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">${words.matches.weights}</span>
      </summary>
      <div class="govuk-details__text">
        <p class="weights__now">${words.matches.withWeights(shown)}</p>
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
        ${([0, 1, 2] as const).map(
          (index) => html`<div class="weights__slider">
            <label class="govuk-label" for=${`weight-${index}`}>${words.matches.weightNames[index]}</label>
            <input
              id=${`weight-${index}`}
              type="range"
              min=${Math.round(LEAST_WEIGHT * 100)}
              max=${Math.round(most[index] * 100)}
              step="1"
              .value=${String(shown[index])}
              aria-valuetext=${`${shown[index]}%`}
              aria-describedby=${index === UPLIFT ? "most-uplift" : nothing}
              @input=${(event: Event) => this.store.drag(moved(event, index))}
              @change=${() => use(this.store.dragged ?? weights)}
            />
            <output for=${`weight-${index}`}>${shown[index]}%</output>
            ${index === UPLIFT
              ? html`<p class="govuk-hint weights__most" id="most-uplift">
                  ${method?.gate.sentence ?? words.matches.most(mostUplift)}
                </p>`
              : nothing}
          </div>`,
        )}
        <p class="govuk-hint">${words.matches.weightsNote}</p>
      </div>
    </details>`;
  }
}

customElements.define("catmap-weights", WeightsPanel);
