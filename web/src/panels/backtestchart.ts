/** A back-test drawn: columns for the score, a line for the gap, the zero line, the range of the average. Told apart without colour. */
import { html, svg, nothing, type TemplateResult } from "lit";
import type { Horizon } from "../api/method";
import type { Scale } from "../state/backtest";
import { signed, words } from "../words";

const W = words.backtest;
const WIDTH = 380;
const HEIGHT = 250;
const LEFT = 42;
const RIGHT = 8;
const TOP = 10;
const BOTTOM = 44;
const INK = "var(--deep)";
const GOOD = "var(--bar-range)";
const BAD = "var(--paper)";
const BAD_EDGE = "var(--rust)";
const BAND = "var(--bar-band)";

export function backtestChart(horizon: Horizon, scale: Scale): TemplateResult {
  const { base_years: bases } = horizon;
  const y = (value: number): number => TOP + ((scale.high - value) / (scale.high - scale.low)) * (HEIGHT - TOP - BOTTOM);
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, bases.length);
  const x = (index: number): number => LEFT + slot * (index + 0.5);
  const zero = y(0);
  const everyOther = slot < 30 ? Math.ceil(30 / slot) : 1;
  const label = W.chartLabel(horizon.years, horizon.mean_score, horizon.mean_headroom, horizon.headroom_low, horizon.headroom_high);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
    ${svg`<rect x=${LEFT} y=${y(horizon.headroom_high)} width=${WIDTH - LEFT - RIGHT}
      height=${Math.max(1, y(horizon.headroom_low) - y(horizon.headroom_high))} fill=${BAND}></rect>`}
    ${scale.steps.map(
      (step) => svg`<path d="M${LEFT} ${y(step)}H${WIDTH - RIGHT}" stroke="var(--faint)" stroke-width="1"></path>
        <text x=${LEFT - 5} y=${y(step) + 4} text-anchor="end" class="chart__text">${step === 0 ? "0" : signed(step).replace(/0$/, "")}</text>`,
    )}
    ${bases.map(({ score }, index) => {
      const top = Math.min(y(score), zero);
      const width = Math.min(18, slot * 0.62);
      const [left, height] = [x(index) - width / 2, Math.max(1, Math.abs(y(score) - zero))];
      return score > 0
        ? svg`<rect x=${left} y=${top} width=${width} height=${height} fill=${GOOD} stroke=${INK} stroke-width="0.8"></rect>`
        : svg`<rect x=${left} y=${top} width=${width} height=${height} fill=${BAD} stroke=${BAD_EDGE} stroke-width="1.6"></rect>
            <path d="M${left} ${top + height}L${left + width} ${top}" stroke=${BAD_EDGE} stroke-width="1.4"></path>`;
    })}
    ${svg`<path d="M${LEFT} ${zero}H${WIDTH - RIGHT}" stroke="var(--ink)" stroke-width="1.6"></path>
    <path d=${bases.map((base, index) => `${index === 0 ? "M" : "L"}${x(index)} ${y(base.headroom_given_price)}`).join("")} fill="none" stroke=${INK} stroke-width="2"></path>`}
    ${bases.map((base, index) => svg`<circle cx=${x(index)} cy=${y(base.headroom_given_price)} r="3.2" fill="var(--paper)" stroke=${INK} stroke-width="1.8"></circle>`)}
    ${bases.map(({ year, independent }, index) => [
      index % everyOther === 0 ? svg`<text x=${x(index)} y=${HEIGHT - BOTTOM + 16} text-anchor="middle" class="chart__text">${year}</text>` : nothing,
      independent ? svg`<path d="M${x(index)} ${HEIGHT - 20}l5 6-5 6-5-6z" fill="var(--ink)"></path>` : nothing,
    ])}
  </svg>`;
}

/** What the signs of the charts mean; drawn once for all of them. */
export function chartKey(): TemplateResult {
  const sign = (drawn: TemplateResult, text: string): TemplateResult =>
    html`<li><svg class="chart-key__sign" viewBox="0 0 28 16" aria-hidden="true">${drawn}</svg><span>${text}</span></li>`;
  return html`<ul class="chart-key">
    ${sign(svg`<rect x="8" y="1" width="12" height="14" fill=${GOOD} stroke=${INK}></rect>`, W.series.score)}
    ${sign(
      svg`<rect x="8" y="1" width="12" height="14" fill=${BAD} stroke=${BAD_EDGE} stroke-width="1.6"></rect><path d="M8 15L20 1" stroke=${BAD_EDGE} stroke-width="1.4"></path>`,
      W.badYear,
    )}
    ${sign(
      svg`<path d="M0 8H28" stroke=${INK} stroke-width="2"></path><circle cx="14" cy="8" r="4" fill="var(--paper)" stroke=${INK} stroke-width="1.8"></circle>`,
      W.series.gap,
    )}
    ${sign(svg`<rect x="0" y="2" width="28" height="12" fill=${BAND}></rect>`, W.band)}
    ${sign(svg`<path d="M14 2l5 6-5 6-5-6z" fill="var(--ink)"></path>`, W.apartKey)}
  </ul>`;
}
