/**
 * The hand-written types against answers the service really gave (to questions about its invented region).
 *
 * The assignments below are checked by `npm run check`; the tests see that nothing the page reads has gone missing.
 * To record again: ask a service for the address in each test and keep the answer, cut to a few items.
 */
import { describe, expect, it } from "vitest";
import type { Changes } from "../src/api/edits";
import type { Import, ImportRows, ListedImport } from "../src/api/imports";
import type { About, AreaFeature, AssetFeature, AssetRecord, Collection, Fairness, Matches, Method, NearAsset, NeedFeature } from "../src/api/types";
import type { ListedPerson, Session, Token } from "../src/api/people";
import type { AssetRules, Worklist } from "../src/api/worklist";
import { assetsDrawn, matchesDrawn, needsDrawn } from "../src/map/features";
import { rules as ruleWords } from "../src/words/rules";
import about from "./answers/about.json";
import area from "./answers/area.json";
import asset from "./answers/asset.json";
import assets from "./answers/assets.json";
import changes from "./answers/changes.json";
import fairness from "./answers/fairness.json";
import oneImport from "./answers/import.json";
import importRows from "./answers/import-rows.json";
import imports from "./answers/imports.json";
import matches from "./answers/matches.json";
import method from "./answers/method.json";
import near from "./answers/near.json";
import needs from "./answers/needs.json";
import people from "./answers/people.json";
import session from "./answers/session.json";
import rules from "./answers/rules.json";
import tokens from "./answers/tokens.json";
import worklist from "./answers/worklist.json";

/** JSON knows no literals and no tuples: "Point" is a string there, [west, south] a list of numbers. */
type AsJson<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : T extends null
        ? null
        : T extends readonly (infer Item)[]
          ? AsJson<Item>[]
          : T extends object
            ? { [Key in keyof T]: AsJson<T[Key]> }
            : T;

const recorded = {
  about: about satisfies AsJson<About>,
  area: area satisfies AsJson<AreaFeature>,
  asset: asset satisfies AsJson<AssetRecord>,
  assets: assets satisfies AsJson<Collection<AssetFeature>>,
  fairness: fairness satisfies AsJson<Fairness>,
  matches: matches satisfies AsJson<Matches>,
  method: method satisfies AsJson<Method>,
  near: near satisfies AsJson<NearAsset>,
  needs: needs satisfies AsJson<Collection<NeedFeature>>,
  changes: changes satisfies AsJson<Changes>,
  import: oneImport satisfies AsJson<Import>,
  import_rows: importRows satisfies AsJson<ImportRows>,
  imports: imports satisfies AsJson<{ imports: ListedImport[] }>,
  people: people satisfies AsJson<{ people: ListedPerson[] }>,
  session: session satisfies AsJson<Session>,
  rules: rules satisfies AsJson<AssetRules>,
  worklist: worklist satisfies AsJson<Worklist>,
  tokens: tokens satisfies AsJson<{ tokens: Token[] }>,
};

describe("recorded answers", () => {
  it("GET /about names every vocabulary the page shows", () => {
    const shown = ["occupancy", "disposal_status", "space_type", "reach", "purpose", "legal_form", "step_free_need"];
    expect(Object.keys(recorded.about.vocabulary)).toEqual(expect.arrayContaining(shown));
    const weights = Object.values(recorded.about.criteria.weights).reduce((sum, weight) => sum + weight, 0);
    expect(weights).toBeCloseTo(1);
  });

  it("GET /collections/assets/items and /collections/needs/items can be drawn", () => {
    expect(assetsDrawn(recorded.assets.features as unknown as AssetFeature[]).features).toHaveLength(4);
    const placed = recorded.needs.features.filter(({ geometry }) => geometry !== null);
    expect(needsDrawn(recorded.needs.features as unknown as NeedFeature[]).features).toHaveLength(placed.length);
    expect(recorded.assets.links.map(({ rel }) => rel)).toContain("next");
  });

  it("GET /assets/{id} of an empty building tells no exact place", () => {
    expect(recorded.asset.place.coarse).toBe(true);
    expect(recorded.asset.postcode).not.toMatch(/\d[A-Z]{2}$/);
    expect(recorded.asset.facts.every(({ label, value }) => label !== "" && value !== "")).toBe(true);
  });

  it("GET /assets/{id}/near tells the nearest first, and from where", () => {
    const distances = recorded.near.layers.flatMap(({ features }) => features.map(({ distance_m }) => distance_m));
    expect(distances).toEqual([...distances].sort((one, other) => one - other));
    expect(recorded.near.sentence).not.toBe("");
  });

  it("GET /collections/areas/items/{id} gives the figure of each layer", () => {
    const { properties } = recorded.area;
    for (const name of ["imd_decile", "price_percentile", "headroom_log", "headroom_strength"]) expect(properties).toHaveProperty(name);
  });

  it("POST /matches gives the sums: points lost add up, and what is left out has reasons and no score", () => {
    const [match] = recorded.matches.matches;
    const lost = Object.values(match?.lost ?? {}).reduce((sum, part) => sum + part, 0);
    expect(lost).toBeCloseTo(100 - (match?.score ?? 0), 2);
    const ofFit = match?.suitability.criteria.reduce((sum, criterion) => sum + (criterion.points_lost ?? 0), 0);
    expect(ofFit).toBeCloseTo(match?.lost?.suitability ?? -1, 2);
    expect(recorded.matches.excluded.every(({ score, blocks }) => score === null && blocks.length > 0)).toBe(true);
    expect(matchesDrawn(recorded.matches as unknown as Matches).features.at(-1)?.properties.sign).toMatch(/^pin-1/);
  });

  it("GET /assets/{id}/rules tells each state in words the page has, with a day for each clock", () => {
    expect(recorded.rules.flags.every(({ state }) => state in ruleWords.states)).toBe(true);
    expect(recorded.rules.undervalue?.undervalue_gbp).toBeGreaterThan(0);
    expect(recorded.rules.flags.flatMap(({ clocks }) => clocks).every(({ until }) => /^\d{4}-\d{2}-\d{2}$/.test(until))).toBe(true);
  });

  it("GET /worklist gives parts that add up to the score, and what is blocked a reason and no score", () => {
    for (const { parts, transferability, blocks } of recorded.worklist.rows) {
      const sum = parts.reduce((total, { points }) => total + points, 0);
      if (transferability === null) expect(blocks.length).toBeGreaterThan(0);
      else expect(transferability.value).toBeCloseTo(sum, 2);
    }
    expect(recorded.worklist.method.reduce((total, { weight }) => total + weight, 0)).toBe(100);
  });

  it("GET /imports/{id} accounts for every row, and names a field the page can show for every column", () => {
    const { tally, columns, fields } = recorded.import;
    expect(tally.new + tally.changed + tally.unchanged + tally.refused).toBe(tally.read);
    const known = fields.map(({ field }) => field);
    for (const { field } of columns) if (field !== null) expect(known).toContain(field);
    expect(recorded.import_rows.rows.map(({ outcome }) => outcome)).toEqual(["changed", "new", "refused", "unchanged"]);
  });
});
