/** Places in a list, how sure each is, and that what is said of them never contradicts itself. */
import { describe, expect, it } from "vitest";
import type { Match, Matches } from "../src/api/types";
import recorded from "./answers/matches.json";
import { chance } from "./chance";
import { standingText } from "../src/panels/standing";
import { standings } from "../src/state/standing";
import { matchesDrawn } from "../src/map/features";

/** A list named by letters, best first; each pair given is too close to call, told by the first of the two only. */
function listOf(names: string, pairs: string[], side: "asset" | "need" = "asset"): Match[] {
  return [...names].map((name, index) => {
    const ties = pairs.filter((pair) => pair.startsWith(name)).map((pair) => pair.slice(1));
    const thing = { id: name, name: `Hall ${name}`, title: `Need ${name}`, lon: index, lat: 53, coarse: false };
    const other = { id: "other", name: "other", title: "other" };
    return { asset: side === "asset" ? thing : other, need: side === "need" ? thing : other, robust: { ties, rank_low: index + 1, rank_high: index + 1 } } as unknown as Match;
  });
}
const placesOf = (matches: Match[]): string => standings(matches, "asset").map(({ place }) => place).join(" ");

describe("a place in the list", () => {
  it("is the number in the list when nothing is too close to call", () => {
    expect(placesOf(listOf("ABC", []))).toBe("1 2 3");
    expect(standings([], "asset")).toEqual([]);
  });

  it("is shared by two that are too close to call, and the next one keeps its number", () => {
    expect(placesOf(listOf("ABCD", ["BC"]))).toBe("1 2= 2= 4");
    expect(placesOf(listOf("ABCD", ["CB"]))).toBe("1 2= 2= 4");
  });

  it("is shared by three only when each is level with each", () => {
    expect(placesOf(listOf("ABC", ["AB", "BC", "AC"]))).toBe("1= 1= 1=");
    expect(placesOf(listOf("ABC", ["AB", "BC"]))).toBe("1= 1= 3");
    expect(placesOf(listOf("ABCDE", ["AB", "BC", "CD", "DE"]))).toBe("1= 1= 3= 3= 5");
  });

  it("joins only those that share it, and names all it is level with", () => {
    const [first, second, third] = standings(listOf("ABC", ["AB", "BC"]), "asset");
    expect(first).toEqual({ place: "1=", sure: "tie", sharing: 2, from: 1, to: 2, level_with: ["Hall B"], joined_before: false, joined_after: true });
    expect(second).toEqual({ place: "1=", sure: "tie", sharing: 2, from: 1, to: 3, level_with: ["Hall A", "Hall C"], joined_before: true, joined_after: false });
    expect(third).toEqual({ place: "3", sure: "open", sharing: 1, from: 2, to: 3, level_with: ["Hall B"], joined_before: false, joined_after: false });
  });

  it("leaves alone what is tied with something that is not in the list", () => {
    expect(standings(listOf("AB", ["AZ"]), "asset")[0]).toMatchObject({ place: "1", sure: "clear", level_with: [], joined_after: false });
  });

  it("is worked out for needs as for assets", () => {
    expect(standings(listOf("AB", ["AB"], "need"), "need")[1]?.level_with).toEqual(["Need A"]);
  });

  it("stands on the map as it stands in the list", () => {
    const drawn = matchesDrawn({ matches: listOf("ABC", ["AB"]), excluded: [] } as unknown as Matches);
    expect(drawn.features.map(({ properties }) => properties.sign)).toEqual(["pin-3", "pin-1=", "pin-1="]);
  });
});

describe("how sure a place is", () => {
  const said = (matches: Match[]): (string | null)[] => standings(matches, "asset").map(standingText);

  it("is one short badge", () => {
    expect(said(listOf("ABC", []))).toEqual(["Clear first", "Clear 2nd", "Clear 3rd"]);
    expect(said(listOf("ABCD", ["AB", "BC", "AC"]))).toEqual(["Tie for 1st to 3rd", "Tie for 1st to 3rd", "Tie for 1st to 3rd", "Clear 4th"]);
    expect(said(listOf("AB", ["AB"]))).toEqual(["Tie for 1st and 2nd", "Tie for 1st and 2nd"]);
    expect(said(listOf("ABC", ["AB", "BC"]))).toEqual(["Tie for 1st and 2nd", "Tie, could be 1st to 3rd", "Could be 2nd or 3rd"]);
    expect(said(runs([1, 4], [1, 2]))).toEqual(["Could be 1st to 4th", "Could be 1st or 2nd"]);
  });

  it("holds the place that the match has, even where the runs gave it others", () => {
    expect(said(runs([2, 5]))).toEqual(["Could be 1st to 5th"]);
  });

  it("is not said where nothing was run", () => {
    const [one] = listOf("A", []);
    expect(said([{ ...one, robust: null } as Match])).toEqual([null]);
  });

  it("never contradicts the place, the ties or the runs, in any list", () => {
    const random = chance(7);
    for (let list = 0; list < 300; list++) {
      const names = "ABCDEFGH".slice(0, 1 + Math.floor(random() * 8));
      const pairs = [...names].slice(1).flatMap((name, index) => (random() < 0.4 ? [`${names[index] ?? ""}${name}`] : []));
      const matches = listOf(names, pairs).map((match, index) => {
        const low = Math.max(1, index + 1 - Math.floor(random() * 4));
        return { ...match, robust: { ...match.robust, rank_low: low, rank_high: low + Math.floor(random() * 4) } } as Match;
      });
      consistent(matches);
    }
  });

  it("never contradicts them in a recorded answer", () => {
    expect(recorded.matches.length).toBeGreaterThan(0);
    consistent((recorded as unknown as Matches).matches);
  });
});

/** A list whose runs gave each match these places, nine times in ten. */
const runs = (...places: [number, number][]): Match[] =>
  listOf("ABCDEFGH".slice(0, places.length), []).map((match, index) => ({ ...match, robust: { ...match.robust, rank_low: places[index]?.[0], rank_high: places[index]?.[1] } }) as Match);

function consistent(matches: Match[]): void {
  const list = standings(matches, "asset");
  for (const [index, { place, sure, from, to, level_with, joined_before, joined_after }] of list.entries()) {
    const shared = list.filter((other) => other.place === place);
    expect(Number.parseInt(place, 10)).toBeGreaterThanOrEqual(from);
    expect(Number.parseInt(place, 10)).toBeLessThanOrEqual(to);
    expect(place.endsWith("=")).toBe(sure === "tie");
    expect(shared.length > 1).toBe(sure === "tie");
    const { rank_low, rank_high } = matches[index]?.robust ?? { rank_low: 0, rank_high: 0 };
    expect(rank_low).toBeGreaterThanOrEqual(from);
    expect(rank_high).toBeLessThanOrEqual(to);
    expect(joined_before || joined_after).toBe(sure === "tie");
    if (sure === "tie") {
      expect(level_with.length).toBeGreaterThanOrEqual(shared.length - 1);
      expect(to - from + 1).toBeGreaterThanOrEqual(shared.length);
    }
    if (sure === "clear") {
      expect([from, level_with]).toEqual([to, []]);
      expect([rank_low, rank_high]).toEqual([from, to]);
    }
    if (sure === "open") expect(to).toBeGreaterThan(from);
  }
}
