/** A score drawn as a bar from 0 to 100 with the range it could move in. The numbers always stand beside it as text. */
import { svg, html, type TemplateResult } from "lit";
import { words } from "../words";

const WIDTH = 200;

export function scoreBar(score: number, low: number, high: number, label: string = words.matches.barLabel(score, low, high)): TemplateResult {
  const x = (points: number): number => (Math.min(100, Math.max(0, points)) / 100) * WIDTH;
  return html`<svg class="scorebar" viewBox="-2 0 ${WIDTH + 4} 24" preserveAspectRatio="none" role="img" aria-label=${label}>
    ${svg`<rect x="0" y="8" width=${WIDTH} height="8" fill="var(--track)"></rect>
    <rect x=${x(low)} y="8" width=${Math.max(2, x(high) - x(low))} height="8" fill="var(--bar-range)"></rect>
    <path d=${`M${x(low)} 5v14M${x(high)} 5v14`} stroke="var(--deep)" stroke-width="1.5" vector-effect="non-scaling-stroke"></path>
    <rect x=${x(score) - 1.5} y="2" width="3" height="20" fill="var(--deep)"></rect>`}
  </svg>`;
}

/** A share drawn as filled tenths; for completeness. */
export function tenths(share: number): TemplateResult {
  const filled = Math.round(share * 10);
  return html`<svg class="tenths" viewBox="0 0 100 10" aria-hidden="true">
    ${Array.from(
      { length: 10 },
      (_, index) => svg`<rect x=${index * 10 + 0.5} y="1" width="8" height="8" fill=${index < filled ? "var(--deep)" : "var(--paper)"} stroke="var(--deep)"></rect>`,
    )}
  </svg>`;
}
