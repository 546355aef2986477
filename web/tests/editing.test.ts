/** Facts changed by hand: only what was changed is sent, and not known is never nought. */
import { describe, expect, it } from "vitest";
import type { AssetRecord } from "../src/api/types";
import { FACT_FIELDS, changedFacts, factLabel, factNow, readFact, written, type Given } from "../src/state/editing";
import { councilsOf, seesPrivately } from "../src/state/session";
import recorded from "./answers/asset.json";

const record = {
  ...recorded,
  facts: [
    ...recorded.facts,
    { field: "usable_area_m2", label: "Usable floor area", value: "240 m2", data: 240, quality: "surveyed", source: "s", as_at: null },
    { field: "space_types", label: "Kinds of space", value: "Hall, Nursery", data: ["hall", "nursery"], quality: "surveyed", source: "s", as_at: null },
    { field: "clawback_share", label: "Share of any rise", value: "12.5%", data: 0.125, quality: "surveyed", source: "s", as_at: null },
    { field: "shareable", label: "May be shared", value: "No", data: false, quality: "surveyed", source: "s", as_at: null },
  ],
  gaps: [...recorded.gaps, { field: "rent_gbp_per_year", label: "Rent asked" }],
} as unknown as AssetRecord;

const asShown = (): Map<string, Given> =>
  new Map(
    FACT_FIELDS.filter(({ field }) => factLabel(record, field) !== null).map((field): [string, Given] => {
      const now = factNow(record, field.field);
      return [field.field, field.kind === "words" ? (Array.isArray(now) ? now : []) : written(field, now)];
    }),
  );

describe("a form that was not touched", () => {
  it("changes nothing", () => {
    expect(changedFacts(record, asShown())).toEqual({ facts: {}, problems: [] });
  });
});

describe("a form that was changed", () => {
  it.each<[string, Given, unknown]>([
    ["occupancy", "occupied", "occupied"],
    ["occupancy", "", null],
    ["usable_area_m2", "1,250.5 ", 1250.5],
    ["usable_area_m2", "", null],
    ["usable_area_m2", "0", 0],
    ["rent_gbp_per_year", "£12,000", 12_000],
    ["clawback_share", "30%", 0.3],
    ["shareable", "yes", true],
    ["shareable", "", null],
    ["available_from", "2027-01-31", "2027-01-31"],
    ["space_types", ["hall"], ["hall"]],
    ["space_types", [], null],
  ])("sends %s given as %o and nothing else", (field, given, sent) => {
    expect(changedFacts(record, asShown().set(field, given))).toEqual({ facts: { [field]: sent }, problems: [] });
  });

  it("does not take the same kinds of space in another order for a change", () => {
    expect(changedFacts(record, asShown().set("space_types", ["nursery", "hall"])).facts).toEqual({});
  });

  it.each([
    ["usable_area_m2", "lots", "number"],
    ["usable_area_m2", "-4", "number"],
    ["clawback_share", "120", "share"],
  ])("says that %s cannot be %s", (field, given, problem) => {
    expect(changedFacts(record, asShown().set(field, given))).toEqual({ facts: {}, problems: [{ field, problem }] });
  });
});

describe("a share", () => {
  it("comes back as it went, for every hundredth", () => {
    const share = FACT_FIELDS.find(({ field }) => field === "clawback_share");
    if (!share) throw new Error("no such fact");
    for (let hundredths = 0; hundredths <= 10_000; hundredths += 1) {
      const value = Number((hundredths / 10_000).toFixed(4));
      expect(readFact(share, written(share, value))).toEqual({ value });
    }
  });
});

describe("who sees what", () => {
  it("names the councils of an officer once each, and nothing for others", () => {
    expect(councilsOf(null)).toEqual([]);
    const roles = [
      { role: "officer", of: "Knowsley Council" },
      { role: "officer", of: "Knowsley Council" },
      { role: "member", of: "Friends of the Hall" },
      { role: "administrator", of: null },
    ] as const;
    expect(councilsOf({ id: "p", name: "A", email: "a@b.example", roles: [...roles] })).toEqual(["Knowsley Council"]);
  });

  it("marks an exact place only where others do not see it", () => {
    const exact = { ...record, place: { ...record.place, coarse: false } };
    expect(seesPrivately({ ...exact, may_edit: true, shown: "coarse" })).toBe(true);
    expect(seesPrivately({ ...exact, may_edit: true, shown: "exact" })).toBe(false);
    expect(seesPrivately({ ...exact, may_edit: false, shown: "coarse" })).toBe(false);
    expect(seesPrivately({ ...record, may_edit: true, shown: "coarse" })).toBe(false);
    const occupied = exact.facts.map((fact) => (fact.field === "occupancy" ? { ...fact, data: "occupied" } : fact));
    expect(seesPrivately({ ...exact, facts: occupied, may_edit: true, shown: "coarse" })).toBe(false);
  });
});
