/** The score of an asset under moved weights: the page's sum, the map's expression and the service's own figures agree. */
import { describe, expect, it } from "vitest";
import type { Weights } from "../src/api/types";
import { createExpression } from "@maplibre/maplibre-gl-style-spec";
import { NO_SCORE_COLOUR, SCORE_COLOURS, SCORE_CUTS, SCORE_RADII, scoreColour, scoreFilter, scoreLayer } from "../src/map/scores";
import { scoreOf, type Pillars } from "../src/state/score";
import { words } from "../src/words";
import { chance } from "./chance";

const USUAL: Weights = [0.5, 0.3, 0.2];

describe("a score worked out in the browser", () => {
  // The golden rows of the service's own tests.
  it.each<[Pillars, Weights, number]>([
    [[1, 1, 1], USUAL, 100],
    [[0, 0, 0], USUAL, 0],
    [[0.8, 0.8, 0.5], USUAL, 73.7726],
    [[0.9, 0.1, 0.1], USUAL, 32.8684],
    [[0.72, 0.8, 0.65], USUAL, 72.9936],
    [[0.95, 0.95, 0.05], USUAL, 75.0066],
    [[0.72, 0.8, 0.65], [0.7, 0.2, 0.1], 72.888],
    [[0.55, 0.95, 0.9], [0.4, 0.45, 0.15], 75.9145],
    [[0.1, 0.95, 0.9], [0.45, 0.25, 0.3], 37.07],
  ])("of pillars %j under %j is what the service says", (pillars, weights, expected) => {
    expect(scoreOf(pillars, weights)).toBeCloseTo(expected, 3);
  });
});

describe("the colour of a score on the map", () => {
  const colour = (weights: Weights, properties: Record<string, unknown>): string => {
    const made = createExpression(scoreColour(weights), { type: "color", "property-type": "data-driven", expression: { interpolated: false, parameters: ["zoom", "feature"] } } as never);
    if (made.result === "error") throw new Error(made.value.map(({ message }) => message).join());
    return (made.value.evaluate({ zoom: 10 }, { type: 1, properties } as never) as { toString(): string }).toString();
  };

  it("is that of the band the score stands in, whatever the weights", () => {
    const random = chance(7);
    for (let round = 0; round < 300; round += 1) {
      const pillars: Pillars = [random(), random(), random()];
      const parts = [random() + 0.05, random() + 0.05, random() + 0.05];
      const sum = parts.reduce((total, part) => total + part, 0);
      const weights = parts.map((part) => part / sum) as Weights;
      const band = SCORE_CUTS.filter((cut) => scoreOf(pillars, weights) >= cut).length;
      const properties = { best_suitability: pillars[0], best_deprivation: pillars[1], best_uplift: pillars[2] };
      expect(colour(weights, properties)).toBe(SCORE_COLOURS.light[band]);
    }
  });

  it("is no band's where no need fits: not known is not nothing", () => {
    expect(colour(USUAL, { id: "a" })).toBe(NO_SCORE_COLOUR.light);
  });
});

describe("the bands of a score", () => {
  it("can be told apart by lightness and by size, and each has its words", () => {
    const lights = SCORE_COLOURS.light.map((hex) => [1, 3, 5].reduce((sum, at, part) => sum + Number.parseInt(hex.slice(at, at + 2), 16) * ([0.2126, 0.7152, 0.0722][part] ?? 0), 0));
    expect([...lights].sort((one, other) => other - one)).toEqual(lights);
    expect(Math.min(...lights.slice(1).map((light, index) => (lights[index] ?? 0) - light))).toBeGreaterThan(25);
    expect([...SCORE_RADII].sort((one, other) => one - other)).toEqual(SCORE_RADII);
    expect(new Set(SCORE_RADII).size).toBe(SCORE_COLOURS.light.length);
    expect(words.map.scores).toHaveLength(SCORE_COLOURS.light.length);
    expect(SCORE_CUTS).toHaveLength(SCORE_COLOURS.light.length - 1);
  });
});

describe("which assets are coloured", () => {
  it("are those of the list; all of them when nothing narrows it; none when the list is empty", () => {
    expect(scoreFilter(null)).toBeNull();
    expect(scoreFilter(["a", "b"])).toEqual(["match", ["get", "id"], ["a", "b"], true, false]);
    expect(scoreFilter([])).toEqual(["==", 1, 0]);
  });
});

it("the best is drawn last in few goes: one for each band, however many scores there are", () => {
  const { layout } = scoreLayer("#000000");
  const made = createExpression(layout?.["circle-sort-key"], { type: "number", "property-type": "data-driven", expression: { interpolated: false, parameters: ["feature"] } } as never);
  if (made.result === "error") throw new Error(JSON.stringify(made.value));
  const keyOf = (best_score?: number): number => made.value.evaluate({ zoom: 10 }, { type: 1, properties: { best_score } } as never) as number;
  const keys = Array.from({ length: 1001 }, (_, tenths) => keyOf(tenths / 10));
  expect(keys).toEqual([...keys].sort((one, other) => one - other));
  expect([keyOf(), ...new Set(keys)]).toEqual([0, 1, 2, 3, 4]);
});
