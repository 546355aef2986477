/** The address bar holds the whole view: what is written is read back the same. */
import { describe, expect, it } from "vitest";
import { read, write } from "../src/state/address";
import { ASSET_PARTS, DOMAINS, ENQUIRY_STATES, EMPTY_FORM, IMPORT_STEPS, LAYERS, MOST_COMPARED, SIGNS, SORTS, NO_FILTERS, OUTCOMES, START, TASKS, TOUR_STEPS, type Corner, type Looking, type Place } from "../src/state/looking";
import type { Picked } from "../src/state/scatter";
import { ASKS } from "../src/state/questions";
import type { Weights } from "../src/api/types";
import { chance } from "./chance";

const WORDS = ["Hall", "St Brede’s & Sons", "a=b&c#d", "50% + more", "Æthel, East", "unknown", "%2C", "\"quoted\"", "кафе"];

function anyLooking(random: () => number): Looking {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const maybe = <Value>(value: Value): Value | null => (random() < 0.5 ? value : null);
  const some = (): string[] => WORDS.filter(() => random() < 0.3);
  const number = (): number => Number((random() * 2000).toFixed(Math.floor(random() * 3)));
  const lon = Number((-3 + random()).toFixed(5));
  const lat = Number((53 + random()).toFixed(5));
  const places: (Place | null)[] = [
    null,
    { kind: "point", lon, lat },
    { kind: "postcode", postcode: "L8 1TH" },
    { kind: "borough", borough: pick(WORDS), ...(random() < 0.5 ? { only: true } : {}) },
  ];
  const place = pick(places);
  const open = pick(["asset", "area", "need", null] as const);
  const part = maybe(pick(ASSET_PARTS));
  const weights = maybe<Weights>([0.45, 0.25, 0.3]);
  const public_copy = open === "asset" && part === "brief" && random() < 0.5;
  return {
    task: pick(TASKS),
    view: public_copy ? null : maybe([lon, lat, Number((lon + 0.5).toFixed(5)), Number((lat + 0.25).toFixed(5))] as const) as Looking["view"],
    layer: pick(LAYERS),
    domain: maybe(pick(DOMAINS)),
    signs: pick(SIGNS),
    needs_shown: random() < 0.5,
    filters: {
      borough: some(),
      ward: some(),
      occupancy: some(),
      status: some(),
      space_type: some(),
      min_area_m2: maybe(number()),
      max_area_m2: maybe(number()),
      tenure: some(),
      fresh_months: maybe(12),
      empty_months: maybe(3),
      min_score: maybe(55),
      drawn: maybe([[lon, lat], [lon, lat + 0.5], [lon + 0.25, lat]].map((corner) => corner.map((side) => Number(side.toFixed(5))) as Corner)),
      q: pick(["", ...WORDS]),
    },
    sort: maybe(pick(SORTS)),
    from: maybe(pick(WORDS)),
    asset: open === "asset" ? pick(WORDS) : null,
    area: open === "area" ? pick(WORDS) : null,
    need: open === "need" ? pick(WORDS) : null,
    pane: pick(["list", "map"] as const),
    form: {
      title: pick(["", ...WORDS]),
      purposes: some(),
      place,
      reach: maybe("town"),
      max_distance_km: maybe(number()),
      spaces: some(),
      ideal_m2: maybe(number()),
      min_m2: maybe(number()),
      would_share: random() < 0.5,
      leave_out_occupied: random() < 0.5,
      step_free: maybe("wanted"),
      tenure_years: maybe(number()),
      latest_start: maybe("2027-06-01"),
      legal_form: maybe("cic"),
    },
    ask: maybe(pick(ASKS)),
    compare: some().slice(0, MOST_COMPARED),
    comparing: random() < 0.5,
    searched: place !== null && random() < 0.5,
    weights,
    picked: maybe(pick([{ deprivation: [0.2, 0.4], headroom_percent: [-95, 12.5] }, { deprivation: [0, 1], headroom_percent: [35, 900] }] satisfies Picked[])),
    part,
    public_copy,
    fact: part === "edit" ? maybe("step_free") : null,
    id: maybe(pick(["12", "2026-11-22-a"])),
    step: maybe(pick(IMPORT_STEPS)),
    outcome: maybe(pick(OUTCOMES)),
    enquiry_state: maybe(pick(ENQUIRY_STATES)),
    rows_from: maybe(pick(WORDS)),
    work: { council: maybe(pick(WORDS)), stages: some(), blocked: maybe(random() < 0.5), from: maybe(pick(WORDS)), at: maybe(pick(WORDS)) },
    then: maybe(pick(TASKS)),
    tour: maybe(pick(TOUR_STEPS)),
    invited: random() < 0.5,
  };
}

describe("the address of a view", () => {
  it("is empty for the start", () => {
    expect(write(START)).toBe("");
    expect(read("")).toEqual(START);
    expect(read("#")).toEqual(START);
  });

  it("restores every view it can hold", () => {
    const random = chance(20261121);
    for (let round = 0; round < 2000; round += 1) {
      const looking = anyLooking(random);
      expect(read(`#${write(looking)}`)).toEqual(looking);
    }
  });

  it("is the same for the same view, so that nothing is pushed twice", () => {
    const random = chance(7);
    for (let round = 0; round < 200; round += 1) {
      const address = write(anyLooking(random));
      expect(write(read(address))).toBe(address);
    }
  });

  it("does not tell where on the map the maker of a public copy looked", () => {
    const view: Looking["view"] = [-2.98311, 53.40112, -2.98302, 53.40121];
    const brief: Looking = { ...START, asset: "a", part: "brief", view };
    expect(write(brief)).toContain("view=");
    expect(write({ ...brief, public_copy: true })).toBe("asset=a&part=brief&copy=public");
    expect(read("#asset=a&copy=public").public_copy).toBe(false);
  });

  it("never holds money", () => {
    const keys = [...Object.keys(EMPTY_FORM), ...Object.keys(NO_FILTERS)];
    expect(keys.filter((key) => /gbp|budget|capital/.test(key))).toEqual([]);
  });

  it.each([
    ["#task=admin&layer=secret&pane=up", START],
    ["#view=1,2,3", START],
    ["#view=3,2,1,4", START],
    ["#view=a,b,c,d", START],
    ["#view=-3,53,NaN,54", START],
    ["#min=-4&max=lots", START],
    ["#weights=1,1,1", START],
    ["#weights=0.5,0.5", START],
    ["#place=nowhere:3", START],
    ["#place=point:500,53", START],
    ["#searched=1", START],
    ["#start=tomorrow", START],
    ["#%E0%A4%A", { ...START }],
  ])("opens the start for the mangled %s", (fragment, expected) => {
    expect(read(fragment)).toEqual(expected);
  });

  it("opens one thing at a time", () => {
    expect(read("#asset=a&area=b&need=c")).toEqual({ ...START, asset: "a" });
  });
});
