/** The tour: a start in two minutes, on whatever is loaded. Each step is a view with an address; a strip above it says what to see. */
import { html, nothing, type TemplateResult } from "lit";
import { EMPTY_FORM, NO_FILTERS, START, TOUR_STEPS, type Looking, type TourStep } from "../state/looking";
import type { Store } from "../state/store";
import { words } from "../words";
import { opening } from "./reading";

const W = words.tour;

/** What is in view at each step: it exists on what is loaded, fictional or not. */
export function tourView(step: TourStep, { answers }: Store): Partial<Looking> {
  const borough = answers.about.value?.boroughs[0];
  const look = (change: Partial<Looking>): Partial<Looking> => ({ ...opening("look"), filters: { ...NO_FILTERS }, sort: null, from: null, layer: START.layer, signs: START.signs, needs_shown: false, ...change });
  const hall: Partial<Looking> =
    borough === undefined
      ? opening("find")
      : { ...opening("find"), form: { ...EMPTY_FORM, place: { kind: "borough", borough }, spaces: ["hall"], ideal_m2: 150 }, searched: true };
  const views: Record<TourStep, Partial<Looking>> = {
    vacant: look({ filters: { ...NO_FILTERS, occupancy: ["vacant"] } }),
    gap: look({ layer: "gap", pane: "map" }),
    score: look({ signs: "score", pane: "map" }),
    find: hall,
    weights: hall,
    method: opening("method"),
  };
  return { ...views[step], tour: step };
}

export function tourStrip(store: Store): TemplateResult | typeof nothing {
  const { tour } = store.looking;
  if (tour === null) return nothing;
  const at = TOUR_STEPS.indexOf(tour);
  const [before, after] = [TOUR_STEPS[at - 1], TOUR_STEPS[at + 1]];
  const end = (): void => {
    store.look({ tour: null }, "replace");
    document.getElementById("heading")?.focus();
  };
  return html`<section class="tour no-print" aria-label=${W.label}>
    <p class="tour__text" role="status"><strong>${W.step(at + 1, TOUR_STEPS.length, W.steps[tour].title)}</strong> ${W.steps[tour].text}</p>
    <p class="tour__ways">
      ${before === undefined ? nothing : html`<a class="govuk-link" href=${store.link(tourView(before, store))}>${W.back}</a>`}
      ${after === undefined ? nothing : html`<a class="govuk-link" href=${store.link(tourView(after, store))}>${W.next}</a>`}
      <button type="button" class="link-button" @click=${end}>${after === undefined ? W.finish : W.end}</button>
    </p>
  </section>`;
}
