/** Places in a list in which some neighbours are too close to call. */
import type { Match } from "../api/types";

export interface Standing {
  /** The place as it is said: "2", or "2=" when it is shared. */
  place: string;
  /** Names of those in this list it is too close to call with. */
  level_with: string[];
  /** Whether it is too close to call with the one before it, and with the one after it. */
  joined_before: boolean;
  joined_after: boolean;
}

/** Which side of a match is listed: buildings for a need, or needs for a building. */
export type Side = "asset" | "need";

const idOf = (match: Match, side: Side): string | null => (side === "asset" ? match.asset.id : match.need.id);
const nameOf = (match: Match, side: Side): string => (side === "asset" ? match.asset.name : match.need.title);

/**
 * The standing of each match, best first.
 *
 * A place is shared only by matches each of which is level with all others that share it: "level with its neighbour" can
 * be passed on along a list until its two ends, which are not level at all, would share a place.
 */
export function standings(matches: Match[], side: Side): Standing[] {
  const level = (one: Match | undefined, other: Match | undefined): boolean => {
    if (!one || !other) return false;
    const [first, second] = [idOf(one, side), idOf(other, side)];
    const tied = (match: Match, id: string | null): boolean => id !== null && (match.robust?.ties.includes(id) ?? false);
    return tied(one, second) || tied(other, first);
  };
  const starts: number[] = [];
  for (const [index, match] of matches.entries()) {
    const start = starts[index - 1] ?? 0;
    const shares = index > 0 && matches.slice(start, index).every((other) => level(match, other));
    starts.push(shares ? start : index);
  }
  return matches.map((match, index) => {
    const start = starts[index] ?? index;
    const shared = starts.filter((other) => other === start).length > 1;
    return {
      place: `${start + 1}${shared ? "=" : ""}`,
      level_with: matches.filter((other) => other !== match && level(match, other)).map((other) => nameOf(other, side)),
      joined_before: level(matches[index - 1], match),
      joined_after: level(match, matches[index + 1]),
    };
  });
}
