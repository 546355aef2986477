/** Bars from left to right, a group or a stack for each label. */
import { html, type TemplateResult } from "lit";
import { count } from "../../words";
import { BarChart, ChartElement, asData } from "./library";

export interface Bars {
  labels: string[];
  /** `shade`: which of the shades of `_charts.scss`. A value that is not known has no bar, which its label must say. */
  series: { name: string; shade: string; values: (number | null)[] }[];
  stacked: boolean;
  unit: "count" | "percent";
}

const STACK_PX = 20;
const BESIDE_PX = 11;
const AXIS_PX = 36;
/** The room of a label: so many letters go into a line of it. */
const LABEL_PX = 128;
const LETTERS_A_LINE = 15;
const LINE_PX = 16;

/** How many lines a label takes. */
function linesOf(label: string): number {
  let [lines, used] = [1, 0];
  for (const { length } of label.split(" ")) {
    if (used > 0 && used + 1 + length > LETTERS_A_LINE) [lines, used] = [lines + 1, length];
    else used += length + (used > 0 ? 1 : 0);
  }
  return lines;
}

export class BarsElement extends ChartElement {
  static override properties = { bars: asData };
  declare bars: Bars;

  override render(): TemplateResult {
    const { series, stacked } = this.bars;
    return html`<ul class="chart-key">
        ${series.map(
          ({ name, shade }) => html`<li><svg class="chart-key__sign" viewBox="0 0 28 16" aria-hidden="true"><rect class=${`shade--${shade}`} x="1" y="1" width="26" height="14"></rect></svg><span>${name}</span></li>`,
        )}
      </ul>
      <div class=${`chart bars ${stacked ? "bars--stacked" : ""}`} role="img" aria-label=${this.label}></div>`;
  }

  protected override draw(place: HTMLElement): BarChart {
    const { labels, series, stacked, unit } = this.bars;
    const tallest = Math.max(0, ...labels.map(linesOf)) * LINE_PX + 6;
    const slot = Math.max(stacked ? STACK_PX + 14 : BESIDE_PX * series.length + 20, tallest);
    place.style.height = `${labels.length * slot + AXIS_PX}px`;
    // The library begins at the bottom, people at the top.
    const data = {
      labels: [...labels].reverse(),
      series: (stacked ? series : [...series].reverse()).map(({ name, shade, values }) => ({ name, className: `shade-line--${shade}`, data: [...values].reverse() })),
    };
    return new BarChart(place, data, {
      horizontalBars: true,
      stackBars: stacked,
      seriesBarDistance: stacked ? STACK_PX : BESIDE_PX,
      chartPadding: { top: 4, right: 46, bottom: 0, left: 0 },
      axisX: { onlyInteger: true, scaleMinSpace: 60, labelInterpolationFnc: (value: string | number) => `${count(Number(value))}${unit === "percent" ? "%" : ""}` },
      axisY: { offset: LABEL_PX, showGrid: false },
    });
  }
}

customElements.define("catmap-bars", BarsElement);
