/** Charts: the only folder that imports the chart library, and so far the only file. Each chart is a picture with a name; its numbers stand in a table beside it. */
import { BarChart, FixedScaleAxis, LineChart, Svg } from "chartist";
import { LitElement, html, type PropertyValues, type TemplateResult } from "lit";
import { count } from "../../words";

// The library writes the size of a drawing into a style attribute, which the content security policy refuses, and says so in the
// console. The stylesheet gives the size, so the attribute is left out.
const { attr } = Svg.prototype;
Svg.prototype.attr = function (this: Svg, ...given: Parameters<Svg["attr"]>) {
  const [attributes, ...others] = given;
  if (typeof attributes !== "object" || !("style" in attributes)) return attr.apply(this, given);
  const { style: _, ...rest } = attributes;
  return attr.apply(this, [rest, ...others] as Parameters<Svg["attr"]>);
} as Svg["attr"];

/** Bars from left to right, a group or a stack for each label. */
export interface Bars {
  labels: string[];
  /** `shade`: which of the shades of `_region.scss`. */
  series: { name: string; shade: string; values: number[] }[];
  stacked: boolean;
}

const BAR_PX = 20;
const THIN_BAR_PX = 11;
const AXIS_PX = 36;

export class BarsElement extends LitElement {
  static override properties = { bars: { attribute: false }, label: {} };
  declare bars: Bars;
  declare label: string;
  private chart: BarChart | null = null;
  private drawn = "";

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    return html`<ul class="chart-key">
        ${this.bars.series.map(
          ({ name, shade }) => html`<li><svg class="chart-key__sign" viewBox="0 0 28 16" aria-hidden="true"><rect class=${`shade shade--${shade}`} x="1" y="1" width="26" height="14"></rect></svg><span>${name}</span></li>`,
        )}
      </ul>
      <div class="bars" role="img" aria-label=${this.label}></div>`;
  }

  override updated(): void {
    const place = this.querySelector<HTMLElement>(".bars");
    const now = JSON.stringify(this.bars);
    if (place === null || now === this.drawn) return;
    this.drawn = now;
    const { labels, series, stacked } = this.bars;
    const thickness = stacked ? BAR_PX : THIN_BAR_PX;
    const slot = stacked ? BAR_PX + 14 : THIN_BAR_PX * series.length + 20;
    place.style.height = `${labels.length * slot + AXIS_PX}px`;
    // The library begins at the bottom, people at the top.
    const data = {
      labels: [...labels].reverse(),
      series: (stacked ? series : [...series].reverse()).map(({ name, shade, values }) => ({ name, className: `bars__series shade-line--${shade}`, data: [...values].reverse() })),
    };
    this.chart?.detach();
    this.chart = new BarChart(place, data, {
      horizontalBars: true,
      stackBars: stacked,
      seriesBarDistance: thickness,
      chartPadding: { top: 4, right: 46, bottom: 0, left: 0 },
      axisX: { onlyInteger: true, scaleMinSpace: 60, labelInterpolationFnc: (value: string | number) => count(Number(value)) },
      axisY: { offset: 128, showGrid: false },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.chart?.detach();
    this.chart = null;
    this.drawn = "";
  }
}

/** A scale with marks at these values. */
export interface Scale {
  low: number;
  high: number;
  ticks: number[];
}

export interface Dot {
  id: string;
  x: number;
  y: number;
  picked: boolean;
}

/** A box drawn with the pointer, in the units of the scales. */
export interface DrawnBox {
  x: [number, number];
  y: [number, number];
}

/** Where dots lie on the page, and which values that is. */
interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A press that moves less is a click. */
const CLICK_PX = 5;
/** How near a click must be to a dot. */
const REACH_PX = 12;

export class DotsElement extends LitElement {
  static override properties = { dots: { attribute: false }, across: { attribute: false }, up: { attribute: false }, label: {} };
  declare dots: Dot[];
  declare across: Scale;
  declare up: Scale;
  declare label: string;
  private chart: LineChart | null = null;
  private drawn: unknown[] = [];
  private frame: Frame | null = null;
  private from: { x: number; y: number } | null = null;

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    return html`<div
      class="scatter"
      role="img"
      aria-label=${this.label}
      @pointerdown=${(event: PointerEvent) => this.begin(event)}
      @pointermove=${(event: PointerEvent) => this.stretch(event)}
      @pointerup=${(event: PointerEvent) => this.end(event)}
      @pointercancel=${() => this.stop()}
    >
      <div class="scatter__chart"></div>
      <div class="scatter__box" hidden></div>
    </div>`;
  }

  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    return this.chart === null || changed.has("dots") || changed.has("label");
  }

  override updated(): void {
    const place = this.querySelector<HTMLElement>(".scatter__chart");
    const now = [this.dots];
    if (place === null || now.every((part, index) => part === this.drawn[index])) return;
    this.drawn = now;
    const points = (picked: boolean): { x: number; y: number }[] => this.dots.filter((dot) => dot.picked === picked).map(({ x, y }) => ({ x, y }));
    const scale = ({ low, high, ticks }: Scale, write: (value: number) => string) => ({
      type: FixedScaleAxis,
      low,
      high,
      ticks,
      labelInterpolationFnc: (value: string | number) => write(Number(value)),
    });
    this.chart?.detach();
    this.chart = new LineChart(
      place,
      {
        series: [
          { name: "other", className: "scatter__series scatter__series--other", data: points(false) },
          { name: "picked", className: "scatter__series scatter__series--picked", data: points(true) },
        ],
      },
      {
        showLine: false,
        chartPadding: { top: 8, right: 12, bottom: 0, left: 0 },
        axisX: scale(this.across, (value) => value.toFixed(1)),
        axisY: scale(this.up, (value) => count(value).replace("-", "−")),
      },
    );
    this.chart.on("created", ({ chartRect }) => {
      this.frame = { left: chartRect.x1, right: chartRect.x2, top: chartRect.y2, bottom: chartRect.y1 };
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.chart?.detach();
    this.chart = null;
    this.drawn = [];
  }

  private at(event: PointerEvent): { x: number; y: number } {
    const box = this.querySelector(".scatter__chart")?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  }

  private begin(event: PointerEvent): void {
    // A finger scrolls the page; the table picks just as well.
    if (event.button !== 0 || !event.isPrimary) return;
    this.from = this.at(event);
    if (event.pointerType === "mouse" || event.pointerType === "pen") {
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      event.preventDefault();
    }
  }

  private stretch(event: PointerEvent): void {
    const box = this.querySelector<HTMLElement>(".scatter__box");
    if (this.from === null || box === null || event.pointerType === "touch") return;
    const to = this.at(event);
    box.hidden = false;
    box.style.left = `${Math.min(this.from.x, to.x)}px`;
    box.style.top = `${Math.min(this.from.y, to.y)}px`;
    box.style.width = `${Math.abs(this.from.x - to.x)}px`;
    box.style.height = `${Math.abs(this.from.y - to.y)}px`;
  }

  private end(event: PointerEvent): void {
    const { from, frame } = this;
    this.stop();
    if (from === null || frame === null) return;
    const to = this.at(event);
    if (Math.hypot(from.x - to.x, from.y - to.y) < CLICK_PX) {
      const id = this.nearest(to, frame);
      if (id !== null) this.dispatchEvent(new CustomEvent("dot", { detail: id }));
      return;
    }
    if (event.pointerType === "touch") return;
    const xs = [from.x, to.x].sort((one, other) => one - other).map((x) => this.valueAcross(x, frame));
    const ys = [from.y, to.y].sort((one, other) => other - one).map((y) => this.valueUp(y, frame));
    this.dispatchEvent(new CustomEvent<DrawnBox>("box", { detail: { x: [xs[0] ?? 0, xs[1] ?? 0], y: [ys[0] ?? 0, ys[1] ?? 0] } }));
  }

  private stop(): void {
    this.from = null;
    const box = this.querySelector<HTMLElement>(".scatter__box");
    if (box !== null) box.hidden = true;
  }

  private nearest(point: { x: number; y: number }, frame: Frame): string | null {
    let [id, least]: [string | null, number] = [null, REACH_PX];
    for (const dot of this.dots) {
      const x = frame.left + ((dot.x - this.across.low) / (this.across.high - this.across.low)) * (frame.right - frame.left);
      const y = frame.bottom - ((dot.y - this.up.low) / (this.up.high - this.up.low)) * (frame.bottom - frame.top);
      const away = Math.hypot(x - point.x, y - point.y);
      if (away < least) [id, least] = [dot.id, away];
    }
    return id;
  }

  private valueAcross(x: number, { left, right }: Frame): number {
    const share = Math.min(1, Math.max(0, (x - left) / (right - left)));
    return this.across.low + share * (this.across.high - this.across.low);
  }

  private valueUp(y: number, { top, bottom }: Frame): number {
    const share = Math.min(1, Math.max(0, (bottom - y) / (bottom - top)));
    return this.up.low + share * (this.up.high - this.up.low);
  }
}

customElements.define("catmap-bars", BarsElement);
customElements.define("catmap-dots", DotsElement);
