/** Views that somebody named, kept in this browser and nowhere else. Each is a link, so it can be sent as well. */
import { read, write } from "./address";
import type { Looking } from "./looking";

const KEY = "catmap-scenarios";
export const MOST_SCENARIOS = 50;
export const LONGEST_NAME = 80;

export interface Scenario {
  name: string;
  /** What stands after `#` in its link. */
  view: string;
}

/** Those kept, oldest first; none where the browser keeps nothing, or something that is not ours. */
export function recallScenarios(): Scenario[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isScenario).slice(0, MOST_SCENARIOS) : [];
  } catch {
    return [];
  }
}

/** Whether the browser kept them. */
export function keepScenarios(scenarios: Scenario[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(scenarios.slice(0, MOST_SCENARIOS)));
    return true;
  } catch {
    return false;
  }
}

/** With this view under this name; one of the same name gives way. */
export function withScenario(scenarios: Scenario[], name: string, looking: Looking): Scenario[] {
  const added = { name: name.trim().slice(0, LONGEST_NAME), view: write(looking) };
  return [...scenarios.filter((other) => other.name !== added.name), added];
}

export const viewOf = ({ view }: Scenario): Looking => read(view);

function isScenario(kept: unknown): kept is Scenario {
  const { name, view } = (kept ?? {}) as Partial<Record<keyof Scenario, unknown>>;
  return typeof name === "string" && name !== "" && name.length <= LONGEST_NAME && typeof view === "string";
}
