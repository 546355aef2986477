/** Strands over the years: lines, points, and a band between two values, on one scale. */
import { html, type TemplateResult } from "lit";
import type { Scale } from "../../state/backtest";
import { signed } from "../../words";
import { ChartElement, FixedScaleAxis, LineChart, asData } from "./library";

export interface Strand {
  /** How it is drawn, see `_charts.scss`. */
  look: "band" | "zero" | "both" | "gap" | "wrong" | "apart";
  /** `x` is a year. */
  points: { x: number; y: number }[];
  /** A band goes from its points down to here. */
  down_to?: number;
}

export interface Strands {
  strands: Strand[];
  years: [number, number];
  scale: Scale;
}

const WITH_POINTS: Strand["look"][] = ["both", "wrong", "apart"];
const WITH_LINE: Strand["look"][] = ["zero", "both", "gap"];
/** So many years can be told apart along the narrowest chart. */
const MOST_YEARS_NAMED = 7;

export class StrandsElement extends ChartElement {
  static override properties = { strands: asData };
  declare strands: Strands;

  override render(): TemplateResult {
    return html`<div class="chart strands" role="img" aria-label=${this.label}></div>`;
  }

  protected override draw(place: HTMLElement): LineChart {
    const { strands, years, scale } = this.strands;
    const [first, last] = years;
    const every = Math.max(1, Math.ceil((last - first + 1) / MOST_YEARS_NAMED));
    const named = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((year) => (year - first) % every === 0);
    return new LineChart(
      place,
      { series: strands.map(({ look, points }) => ({ name: look, className: `strand--${look}`, data: points })) },
      {
        lineSmooth: false,
        chartPadding: { top: 8, right: 16, bottom: 0, left: 0 },
        axisX: { type: FixedScaleAxis, low: first - 0.5, high: last + 0.5, ticks: named, showGrid: false },
        axisY: {
          offset: 48,
          type: FixedScaleAxis,
          low: scale.low,
          high: scale.high,
          ticks: scale.steps,
          labelInterpolationFnc: (value: string | number) => (Number(value) === 0 ? "0" : signed(Number(value)).replace(/0$/, "")),
        },
        series: Object.fromEntries(
          strands.map(({ look, down_to }) => [
            look,
            { showPoint: WITH_POINTS.includes(look), showLine: WITH_LINE.includes(look), showArea: down_to !== undefined, areaBase: down_to ?? 0 },
          ]),
        ),
      },
    );
  }
}

customElements.define("catmap-strands", StrandsElement);
