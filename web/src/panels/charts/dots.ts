/** Dots on two scales; a box drawn around some, or a click on one, tells who asks which they are. */
import { html, type TemplateResult } from "lit";
import { count } from "../../words";
import { ChartElement, FixedScaleAxis, LineChart } from "./library";

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

export class DotsElement extends ChartElement {
  static override properties = { dots: { attribute: false }, across: { attribute: false }, up: { attribute: false } };
  declare dots: Dot[];
  declare across: Scale;
  declare up: Scale;
  private frame: Frame | null = null;
  private from: { x: number; y: number } | null = null;

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
      <div class="chart scatter__chart"></div>
      <div class="scatter__box" hidden></div>
    </div>`;
  }

  protected override draw(place: HTMLElement): LineChart {
    const points = (picked: boolean): { x: number; y: number }[] => this.dots.filter((dot) => dot.picked === picked).map(({ x, y }) => ({ x, y }));
    const scale = ({ low, high, ticks }: Scale, write: (value: number) => string) => ({
      type: FixedScaleAxis,
      low,
      high,
      ticks,
      labelInterpolationFnc: (value: string | number) => write(Number(value)),
    });
    const chart = new LineChart(
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
    chart.on("created", ({ chartRect }) => {
      this.frame = { left: chartRect.x1, right: chartRect.x2, top: chartRect.y2, bottom: chartRect.y1 };
    });
    return chart;
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

customElements.define("catmap-dots", DotsElement);
