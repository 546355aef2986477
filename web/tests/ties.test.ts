/** Places in a list where some neighbours are too close to call. */
import { describe, expect, it } from "vitest";
import type { Match } from "../src/api/types";
import { standings } from "../src/state/ties";
import { matchesDrawn } from "../src/map/features";
import type { Matches } from "../src/api/types";

/** A list named by letters, best first; each pair given is too close to call, told by the first of the two only. */
function listOf(names: string, pairs: string[], side: "asset" | "need" = "asset"): Match[] {
  return [...names].map((name, index) => {
    const ties = pairs.filter((pair) => pair.startsWith(name)).map((pair) => pair.slice(1));
    const thing = { id: name, name: `Hall ${name}`, title: `Need ${name}`, lon: index, lat: 53, coarse: false };
    const other = { id: "other", name: "other", title: "other" };
    return { asset: side === "asset" ? thing : other, need: side === "need" ? thing : other, robust: { ties } } as unknown as Match;
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

  it("joins neighbours that are level although they share no place, and names all it is level with", () => {
    const [first, second, third] = standings(listOf("ABC", ["AB", "BC"]), "asset");
    expect(first).toEqual({ place: "1=", level_with: ["Hall B"], joined_before: false, joined_after: true });
    expect(second).toEqual({ place: "1=", level_with: ["Hall A", "Hall C"], joined_before: true, joined_after: true });
    expect(third).toEqual({ place: "3", level_with: ["Hall B"], joined_before: true, joined_after: false });
  });

  it("leaves alone what is tied with something that is not in the list", () => {
    expect(standings(listOf("AB", ["AZ"]), "asset")[0]).toEqual({ place: "1", level_with: [], joined_before: false, joined_after: false });
  });

  it("is worked out for needs as for assets", () => {
    expect(standings(listOf("AB", ["AB"], "need"), "need")[1]?.level_with).toEqual(["Need A"]);
  });

  it("stands on the map as it stands in the list", () => {
    const drawn = matchesDrawn({ matches: listOf("ABC", ["AB"]), excluded: [] } as unknown as Matches);
    expect(drawn.features.map(({ properties }) => properties.sign)).toEqual(["pin-3", "pin-1=", "pin-1="]);
  });
});
