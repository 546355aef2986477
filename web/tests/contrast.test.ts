/** What is drawn can be told apart: by lightness from its neighbour, and from the paper it stands on (WCAG 2.2, 1.4.3 and 1.4.11). */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NO_SCORE_COLOUR, SCORE_COLOURS } from "../src/map/scores";

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

const shades = Object.fromEntries(
  [...(styles.find(({ name }) => name === "_region.scss")?.text ?? "").matchAll(/"(\w+)": (#[0-9a-f]{6})/g)].map(([, name = "", colour = ""]) => [name, colour]),
);

describe("the shades of the charts", () => {
  it("are all found by this test", () => {
    expect(Object.keys(shades)).toHaveLength(12);
  });

  it.each(["1", "2", "unknown", "wanted", "empty"])("%s stands out from the paper", (name) => {
    expect(contrast(shades[name] ?? "", "#ffffff")).toBeGreaterThanOrEqual(3);
  });

  it("of neighbours in a bar differ in lightness", () => {
    const order = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((name) => shades[name] ?? "");
    for (const [index, shade] of order.slice(1).entries()) expect(contrast(shade, order[index] ?? ""), `${order[index]} ${shade}`).toBeGreaterThan(1.07);
    expect(contrast(shades["wanted"] ?? "", shades["empty"] ?? "")).toBeGreaterThan(1.5);
  });
});

describe("the signs of scores", () => {
  it("grow darker with the score, each clearly darker than the one before", () => {
    const all = [NO_SCORE_COLOUR, ...SCORE_COLOURS];
    for (const [index, colour] of all.slice(1).entries()) {
      expect(luminance(colour)).toBeLessThan(luminance(all[index] ?? ""));
      expect(contrast(colour, all[index] ?? ""), colour).toBeGreaterThan(1.1);
    }
  });
});

describe("text", () => {
  /** Where a rule sets both its own text and its own ground, one under the other. */
  const pairs = styles.flatMap(({ name, text }) =>
    [...text.replaceAll("$ink", "#0b0c0c").replaceAll("$deep", "#12343b").replaceAll("$focus", "#ffdd00").matchAll(/\{([^{}]*)/g)].flatMap(([, rule = ""]) => {
      const colour = /(?:^|[\s;])color: (#[0-9a-f]{3,6})\b/.exec(rule)?.[1];
      const ground = /background(?:-color)?: (#[0-9a-f]{3,6})\b/.exec(rule)?.[1];
      return colour !== undefined && ground !== undefined ? [{ name, colour, ground }] : [];
    }),
  );

  it("is found with its ground in many rules", () => {
    expect(pairs.length).toBeGreaterThan(10);
  });

  it("can be read on its ground", () => {
    const faint = pairs.filter(({ colour, ground }) => contrast(colour, ground) < 4.5);
    expect(faint).toEqual([]);
  });

  it("in grey or in the colour of links can be read on the palest grounds there are", () => {
    for (const colour of ["#484d50", "#1a65a6", "#ca3535"]) {
      for (const ground of ["#ffffff", "#f3f5f6", "#f7f7f7"]) expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
