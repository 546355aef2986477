/** The form turned into a need. */
import { describe, expect, it } from "vitest";
import { EMPTY_FORM } from "../src/state/looking";
import { furthestKm, needBody, saysWhere } from "../src/state/need";

const NO_MONEY = { budget_gbp_per_year: null, capital_gbp: null };
const POSTCODE = { kind: "postcode", postcode: "L8 1TH" } as const;

it.each([
  [null, false],
  [POSTCODE, true],
  [{ kind: "postcode", postcode: "ZZZ" }, false],
  [{ kind: "postcode", postcode: "L8" }, false],
  [{ kind: "borough", borough: "Sefton" }, true],
  [{ kind: "point", lon: -2.9, lat: 53.4 }, true],
] as const)("what could work is counted at %j: %s", (place, counted) => {
  expect(saysWhere({ ...EMPTY_FORM, place })).toBe(counted);
});

describe("how far a search goes", () => {
  it.each([
    ["neighbourhood", 3],
    ["town", 10],
    [null, 10],
    ["city-region", 40],
  ])("reach %s searches %d km when no limit was given", (reach, km) => {
    expect(needBody({ ...EMPTY_FORM, place: POSTCODE, reach }, NO_MONEY)?.max_distance_km).toBe(km);
  });

  it("is what the organisation said, when it said so", () => {
    expect(furthestKm({ ...EMPTY_FORM, place: POSTCODE, max_distance_km: 0.5 })).toBe(0.5);
  });

  it("has no limit in a borough, which is its own limit", () => {
    const inside = { ...EMPTY_FORM, place: { kind: "borough", borough: "Sefton", only: true }, max_distance_km: 12 } as const;
    expect(furthestKm(inside)).toBeLessThan(0.01);
    const form = { ...EMPTY_FORM, place: { kind: "borough", borough: "Sefton" } } as const;
    expect(needBody(form, NO_MONEY)).toEqual({ place: { borough: "Sefton" } });
  });
});
