/** What the map draws is what the list holds. */
import { describe, expect, it } from "vitest";
import type { AssetFeature, AssetProperties, Match, Matches } from "../src/api/types";
import { assetsDrawn, matchesDrawn, occupancySign } from "../src/map/features";
import { FRAMES, assetSign, numberedSign } from "../src/map/symbols";
import { extentOfAssets } from "../src/state/answers";
import { needBody } from "../src/state/need";
import { EMPTY_FORM } from "../src/state/looking";
import { exactness } from "../src/state/session";
import assets from "./answers/assets.json";

const [recorded] = assets.features as unknown as [AssetFeature];

function asset(id: string, coordinates: [number, number] | null, occupancy: AssetProperties["occupancy"] = null, coarse = false, withheld = coarse): AssetFeature {
  return {
    type: "Feature",
    id,
    geometry: coordinates && { type: "Point", coordinates },
    properties: { ...recorded.properties, id, name: id, occupancy, precision: "point", coarse, withheld },
  };
}

describe("assets on the map", () => {
  it("keep the order of the list and leave out only what has no place", () => {
    const drawn = assetsDrawn([asset("b", [0, 1]), asset("nowhere", null), asset("a", [1, 1])]);
    expect(drawn.features.map(({ properties }) => properties.id)).toEqual(["b", "a"]);
  });

  it("count those at one point once, on the first of them", () => {
    const drawn = assetsDrawn([asset("a", [0, 1]), asset("b", [1, 1]), asset("c", [0, 1]), asset("d", [0, 1])]);
    expect(drawn.features.map(({ properties }) => properties.stack)).toEqual([3, 1, 0, 0]);
  });

  it("show a coarse place otherwise than an exact one", () => {
    const [exact, coarse] = assetsDrawn([asset("a", [0, 1], "vacant"), asset("b", [1, 1], "vacant", true)]).features;
    expect(exact?.properties.sign).toBe("asset-vacant");
    expect(coarse?.properties.sign).toBe("asset-vacant-coarse");
  });

  it("show an exact place that the public does not see otherwise than both", () => {
    const [mine, unplaced, offered] = [asset("a", [0, 1], "vacant", false, true), asset("b", null, "vacant", false, true), asset("c", [1, 1], "vacant")];
    expect(assetsDrawn([mine, unplaced, offered]).features.map(({ properties }) => properties.sign)).toEqual(["asset-vacant-private", "asset-vacant"]);
    expect([mine, unplaced, offered].map(exactness)).toEqual(["private", "nowhere", "exact"]);
    const signs = FRAMES.map((frame) => assetSign("vacant", frame).replaceAll(/#[0-9a-f]{3,6}/g, ""));
    expect(new Set(signs).size, "they differ in shape, not by colour alone").toBe(FRAMES.length);
  });

  it("show an occupancy this page does not know as not known", () => {
    expect(occupancySign(null)).toBe("unknown");
    expect(occupancySign("haunted")).toBe("unknown");
    expect(occupancySign("occupied")).toBe("occupied");
  });
});

describe("what was loaded", () => {
  it("is looked at in the box around what has a place, a little wider", () => {
    const [west, south, east, north] = extentOfAssets([asset("a", [-3, 53]), asset("b", [-2.9, 53.2]), asset("nowhere", null)]) ?? [];
    expect([west, south, east, north].map((side) => Number(side?.toFixed(3)))).toEqual([-3.004, 52.996, -2.896, 53.204]);
    expect(extentOfAssets([asset("nowhere", null)])).toBeNull();
  });
});

describe("several drawn as one", () => {
  const shares = (sign: string): number[] => [...sign.matchAll(/stroke-dasharray="(\d+) 12"/g)].map(([, share]) => Number(share));

  it("carry their number, and a ring shared out among what they hold", () => {
    const sign = numberedSign("together-12-5-4-1") ?? "";
    expect(sign).toContain(">12</text>");
    // First the whole ring, for what is not known.
    expect(shares(sign)).toEqual([12, 5, 4, 1]);
  });

  it("grow in steps with their number", () => {
    const widths = [2, 10, 100, 1000].map((all) => Number(/width="(\d+)"/.exec(numberedSign(`together-${all}-0-0-0`) ?? "")?.[1]));
    expect(widths).toEqual([34, 40, 46, 46]);
    expect(numberedSign("together-1000-0-0-0")).toContain(">1,000</text>");
  });

  it("have no sign under a name nobody gave", () => {
    expect(numberedSign("asset-vacant")).toBeNull();
    expect(numberedSign("pin-3=-coarse")).toContain(">3=</text>");
  });
});

describe("matches on the map", () => {
  it("carry the numbers of the list, the best on top", () => {
    const match = (id: string, lon: number | null): Match => ({ asset: { id, name: id, borough: null, coarse: false, lon, lat: lon } }) as unknown as Match;
    const matches = { matches: [match("a", 1), match("b", null), match("c", 2)], excluded: [match("x", 3)] } as unknown as Matches;
    expect(matchesDrawn(matches).features.map(({ properties }) => [properties.id, properties.sign])).toEqual([
      ["x", "left-out"],
      ["c", "pin-3"],
      ["a", "pin-1"],
    ]);
  });
});

describe("the need that is posted", () => {
  const nothing = { budget_gbp_per_year: null, capital_gbp: null };

  it("is not posted without a place", () => {
    expect(needBody(EMPTY_FORM, nothing)).toBeNull();
  });

  it("leaves out all that was not said", () => {
    expect(needBody({ ...EMPTY_FORM, place: { kind: "borough", borough: "Aldermere" } }, nothing)).toEqual({ place: { borough: "Aldermere" } });
  });

  it("shares the space equally and carries the money", () => {
    const body = needBody(
      { ...EMPTY_FORM, place: { kind: "point", lon: -3, lat: 53 }, spaces: ["hall", "nursery"], ideal_m2: 100, min_m2: 80 },
      { budget_gbp_per_year: 0, capital_gbp: 500 },
    );
    expect(body).toEqual({
      place: { lon: -3, lat: 53 },
      max_distance_km: 10,
      spaces: [{ space_type: "hall", share: 0.5 }, { space_type: "nursery", share: 0.5 }],
      area: { ideal_m2: 100, min_m2: 80 },
      budget_gbp_per_year: 0,
      capital_gbp: 500,
    });
  });
});
