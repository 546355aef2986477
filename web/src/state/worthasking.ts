/** Which gaps of an asset are worth filling first: by how far the answer could move a score. */
import type { Match } from "../api/types";

export interface WorthAsking {
  label: string;
  /** The most points it could move any of the scores by. */
  points: number;
}

/** Most points first; one line for each thing, however many matches it would move. */
export function worthAsking(matches: Match[]): WorthAsking[] {
  const most = new Map<string, number>();
  for (const { most_useful } of matches) {
    if (most_useful) most.set(most_useful.label, Math.max(most.get(most_useful.label) ?? 0, most_useful.points));
  }
  return [...most]
    .map(([label, points]) => ({ label, points }))
    .sort((one, other) => other.points - one.points || one.label.localeCompare(other.label));
}
