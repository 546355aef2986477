/** What is drawn can be told apart in every design: by lightness from its neighbour, and from the ground it stands on (WCAG 2.2, 1.4.3 and 1.4.11). */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLASSES, UNKNOWN_COLOUR } from "../src/map/classes";
import { TINTS } from "../src/map/layers";
import { NO_SCORE_COLOUR, SCORE_COLOURS } from "../src/map/scores";
import { LAYERS } from "../src/state/looking";

const folder = join(import.meta.dirname, "..", "src", "style");
const styles = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

function luminance(hex: string): number {
  const whole = hex.length === 4 ? `#${[...hex.slice(1)].map((digit) => digit + digit).join("")}` : hex;
  const parts = [1, 3, 5].map((start) => Number.parseInt(whole.slice(start, start + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((first, second) => second - first) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const inOnePlace = styles.find(({ name }) => name === "_colours.scss")?.text ?? "";

function coloursOf(map: string): Record<string, string> {
  const text = new RegExp(`\\$${map}: \\(([^)]*)\\)`).exec(inOnePlace)?.[1] ?? "";
  return Object.fromEntries([...text.matchAll(/"([\w-]+)": (#[0-9a-f]{6})/g)].map(([, name = "", colour = ""]) => [name, colour]));
}

const light = coloursOf("light");
const dark = coloursOf("dark");
const designs = [
  { design: "light", colours: light },
  { design: "dark", colours: dark },
  { design: "light with more contrast", colours: { ...light, ...coloursOf("light-strong") } },
  { design: "dark with more contrast", colours: { ...dark, ...coloursOf("dark-strong") } },
];

/** Where a rule sets both its own text and its own ground, one under the other. */
const pairs = styles.flatMap(({ name, text }) =>
  [...text.matchAll(/\{([^{}]*)/g)].flatMap(([, rule = ""]) => {
    const colour = /(?:^|[\s;])color: var\(--([\w-]+)\)/.exec(rule)?.[1];
    const ground = /background(?:-color)?: var\(--([\w-]+)\)/.exec(rule)?.[1];
    return colour !== undefined && ground !== undefined ? [{ name, colour, ground }] : [];
  }),
);

describe("the colours of the page", () => {
  it("are the same names in both designs", () => {
    expect(Object.keys(light).length).toBeGreaterThan(40);
    expect(Object.keys(dark)).toEqual(Object.keys(light));
    for (const strong of ["light-strong", "dark-strong"]) {
      expect(Object.keys(coloursOf(strong)).length).toBeGreaterThan(8);
      expect(Object.keys(light)).toEqual(expect.arrayContaining(Object.keys(coloursOf(strong))));
    }
  });

  it("are written down in one place, and every name that is used is there", () => {
    const panels = join(import.meta.dirname, "..", "src", "panels");
    const scripts = readdirSync(panels, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => ({ name, text: readFileSync(join(panels, name), "utf8") }));
    const used = [...styles, ...scripts];
    // The sign of the service stands on the masthead, which is dark in every design; paper is black and white.
    const elsewhere = used.filter(({ name, text }) => !["_colours.scss", "_print.scss", "page.ts"].includes(name) && /[" ]#[0-9a-f]{3}(?:[0-9a-f]{3})?\b["; ]/.test(text));
    expect(elsewhere.map(({ name }) => name)).toEqual([]);
    const names = new Set(used.flatMap(({ text }) => [...text.matchAll(/var\(--([\w-]+)\)/g)].map(([, name = ""]) => name)));
    expect([...names].filter((name) => !(name in light))).toEqual([]);
  });
});

describe.each(designs)("$design", ({ colours }) => {
  const between = (one: string, other: string): number => contrast(colours[one] ?? "", colours[other] ?? "");

  it("has text that can be read on its ground", () => {
    expect(pairs.length).toBeGreaterThan(10);
    expect(pairs.filter(({ colour, ground }) => between(colour, ground) < 4.5)).toEqual([]);
  });

  it.each(["ink", "soft", "link", "link-hover", "link-visited"])("has %s that can be read on every ground of a panel", (text) => {
    const grounds = ["paper", "field", "tint", "tint-strong", "good-tint", "wait-tint", "warn-tint", "error-tint", "private-tint", "second", "water"];
    expect(grounds.filter((ground) => between(text, ground) < 4.5)).toEqual([]);
  });

  it("has errors that can be read on paper and on what is palest", () => {
    for (const ground of ["paper", "tint", "error-tint"]) expect(between("error", ground), ground).toBeGreaterThanOrEqual(4.5);
  });

  it("has edges, states and bars that stand out", () => {
    for (const edge of ["ink", "deep", "go", "error", "rust", "private", "edge", "second-edge", "dot", "bar"]) expect(between(edge, "paper"), edge).toBeGreaterThanOrEqual(3);
    for (const mark of ["deep", "bar", "rust"]) expect(between(mark, "track"), mark).toBeGreaterThanOrEqual(3);
    expect(contrast("#ffffff", colours["go"] ?? "")).toBeGreaterThanOrEqual(4.5);
    expect(between("on-masthead", "masthead")).toBeGreaterThanOrEqual(4.5);
    expect(between("focus", "masthead")).toBeGreaterThanOrEqual(3);
  });

  it.each(["1", "2", "unknown", "pair-1", "pair-2"])("has the shade %s stand out from the paper", (name) => {
    expect(between(`shade-${name}`, "paper")).toBeGreaterThanOrEqual(3);
  });

  it("has shades of neighbours in a bar that differ in lightness", () => {
    const order = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((name) => `shade-${name}`);
    for (const [index, shade] of order.slice(1).entries()) expect(between(shade, order[index] ?? ""), `${order[index]} ${shade}`).toBeGreaterThan(1.07);
    expect(between("shade-pair-1", "shade-pair-2")).toBeGreaterThan(1.5);
  });
});

describe.each(["light", "dark"] as const)("the map on %s", (design) => {
  const tints = TINTS[design];

  it("has names that can be read, and edges that stand out from the ground", () => {
    for (const name of [tints.ink, tints.areaName]) expect(contrast(name, tints.halo)).toBeGreaterThanOrEqual(7);
    for (const edge of [tints.ink, tints.areaLine]) expect(contrast(edge, tints.ground), edge).toBeGreaterThanOrEqual(3);
  });

  it("has the strongest class of each layer stand out most from the ground", () => {
    for (const layer of LAYERS) {
      const { colours } = CLASSES[layer];
      const outstanding = colours[design].map((colour) => contrast(colour, tints.ground));
      const strongest = layer === "deprivation" ? 0 : colours[design].length - 1;
      expect(outstanding.indexOf(Math.max(...outstanding)), layer).toBe(strongest);
      expect(Math.max(...outstanding), layer).toBeGreaterThanOrEqual(3);
      expect(colours[design]).not.toContain(UNKNOWN_COLOUR[design]);
    }
  });

  it("has signs of scores that grow stronger with the score, each clearly stronger than the one before", () => {
    const all = [NO_SCORE_COLOUR[design], ...SCORE_COLOURS[design]];
    for (const [index, colour] of all.slice(1).entries()) {
      const before = all[index] ?? "";
      expect(luminance(colour) < luminance(before)).toBe(design === "light");
      expect(contrast(colour, before), colour).toBeGreaterThan(1.1);
    }
    for (const colour of all) expect(Math.max(contrast(colour, tints.ground), contrast(tints.scoreEdge, tints.ground)), colour).toBeGreaterThanOrEqual(3);
  });
});
