/** The chart library as the page uses it: the only file that imports it, and what each chart has in common. */
import { Svg, type BarChart, type LineChart } from "chartist";
import { LitElement, type PropertyDeclarations } from "lit";

export { BarChart, FixedScaleAxis, LineChart } from "chartist";

// The library writes the size of a drawing into a style attribute, which the content security policy refuses, and says so in the
// console. The stylesheet gives the size, so the attribute is left out.
const { attr } = Svg.prototype;
Svg.prototype.attr = function (this: Svg, ...given: Parameters<Svg["attr"]>) {
  const [attributes, ...others] = given;
  if (typeof attributes !== "object" || !("style" in attributes)) return attr.apply(this, given);
  const { style: _, ...rest } = attributes;
  return attr.apply(this, [rest, ...others] as Parameters<Svg["attr"]>);
} as Svg["attr"];

/** What is drawn, as data: a chart is drawn anew only when the data say something else. */
export const asData = {
  attribute: false,
  hasChanged: (now: unknown, before: unknown): boolean => JSON.stringify(now) !== JSON.stringify(before),
} as const;

/** A picture with a name, `label`; its numbers stand in a table beside it. */
export abstract class ChartElement extends LitElement {
  static override properties: PropertyDeclarations = { label: {} };
  declare label: string;
  private chart: BarChart | LineChart | null = null;

  /** Draws into `place`, the part of the element with the class `chart`. */
  protected abstract draw(place: HTMLElement): BarChart | LineChart;

  override createRenderRoot(): this {
    return this;
  }

  override updated(): void {
    const place = this.querySelector<HTMLElement>(".chart");
    if (place === null) return;
    this.chart?.detach();
    this.chart = this.draw(place);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Back in the page after it was taken out: its drawing no longer follows the width of the page.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.chart?.detach();
    this.chart = null;
  }
}
