/** Where each match stands in its list, and how sure that is: the one place that judges both, so that nothing on the page says otherwise. */
import type { Match } from "../api/types";

export interface Standing {
  /** The place as it is said: "2", or "2=" when it is shared. */
  place: string;
  /** `clear`: nearly every run gave it this place. `tie`: shares it. `open`: it could well be another. `null` where nothing was run. */
  sure: "clear" | "tie" | "open" | null;
  /** How many share its place, itself included. */
  sharing: number;
  /** The places it could have, from 1: those of nine runs in ten, those of the ones it is level with, and its own. */
  from: number;
  to: number;
  /** Names of those in this list it is too close to call with. */
  level_with: string[];
  /** Whether it shares its place with the one before it, and with the one after it. */
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
    const sharing = starts.filter((other) => other === start).length;
    const even = [...matches.keys()].filter((other) => other !== index && level(match, matches[other]));
    return {
      place: `${start + 1}${sharing > 1 ? "=" : ""}`,
      sharing,
      ...howSure(match, start + 1, sharing, even.map((other) => other + 1)),
      level_with: even.flatMap((other) => matches[other] ?? []).map((other) => nameOf(other, side)),
      joined_before: sharing > 1 && index > start,
      joined_after: sharing > 1 && index + 1 < start + sharing,
    };
  });
}

/** `even`: the places of those it is level with. */
function howSure({ robust }: Match, place: number, sharing: number, even: number[]): Pick<Standing, "sure" | "from" | "to"> {
  if (!robust) return { sure: null, from: place, to: place };
  const [from, to] = [Math.min(place, robust.rank_low, ...even), Math.max(place + sharing - 1, robust.rank_high, ...even)];
  return { sure: sharing > 1 ? "tie" : from === to ? "clear" : "open", from, to };
}
