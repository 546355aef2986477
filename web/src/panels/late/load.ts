/** The parts of the page that are loaded when one of their pages is first opened (see `pages.ts`). */
const PARTS = {
  account: () => import("./account"),
  building: () => import("./building"),
  office: () => import("./office"),
  reading: () => import("./reading"),
  region: () => import("../region/region"),
};

export type Part = keyof typeof PARTS;
export type PartState = "loading" | "here" | "failed";

const states = new Map<Part, PartState>();
const listeners = new Set<() => void>();

/** Where the loading of a part stands; the first question begins it. `changed` is told once when some part is there, or has failed. */
export function partState(part: Part, changed: (() => void) | null): PartState {
  const state = states.get(part) ?? begin(part);
  if (state === "loading" && changed !== null) listeners.add(changed);
  return state;
}

function begin(part: Part): PartState {
  const become = (state: PartState): void => {
    states.set(part, state);
    const told = [...listeners];
    listeners.clear();
    for (const changed of told) changed();
  };
  states.set(part, "loading");
  PARTS[part]().then(
    () => become("here"),
    () => become("failed"),
  );
  return "loading";
}
