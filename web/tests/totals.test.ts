/** What a list of assets comes to. */
import { describe, expect, it } from "vitest";
import type { AssetFeature, Summary } from "../src/api/types";
import { totalsIn, totalsOf } from "../src/state/totals";

const asset = (usable_area_m2: number | null, occupancy: string | null, disposal_status: string | null = null): AssetFeature =>
  ({ properties: { usable_area_m2, occupancy, disposal_status } }) as unknown as AssetFeature;

describe("the sums of a list", () => {
  it("count an unknown size as unknown, never as nothing", () => {
    expect(totalsOf([asset(100, "vacant"), asset(null, "vacant"), asset(0, "occupied")])).toMatchObject({ assets: 3, usable_area_m2: 100, sized: 2 });
  });

  it("tell most first, and what is not known last however much it is", () => {
    const { occupancy } = totalsOf([asset(1, null), asset(1, null), asset(1, null), asset(1, "occupied"), asset(1, "vacant"), asset(1, "vacant")]);
    expect(occupancy).toEqual([
      { slug: "vacant", assets: 2 },
      { slug: "occupied", assets: 1 },
      { slug: null, assets: 3 },
    ]);
  });

  it("are the same when the service has added them up", () => {
    const summary: Summary = {
      collection: "assets",
      by: null,
      parts: [],
      features: 3,
      counts: { occupancy: [{ value: "vacant", features: 2 }, { value: null, features: 1 }], disposal_status: [{ value: null, features: 3 }] },
      sums: { usable_area_m2: { known: 2, sum: 150 } },
    };
    expect(totalsIn(summary)).toEqual(totalsOf([asset(100, "vacant"), asset(50, "vacant"), asset(null, null)]));
  });

  it("are nothing for nothing", () => {
    expect(totalsOf([])).toEqual({ assets: 0, usable_area_m2: 0, sized: 0, occupancy: [], status: [] });
  });
});
