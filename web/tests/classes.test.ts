/** The legend tells the truth: as many names as colours, cuts in order, and unknown never one of them. */
import { describe, expect, it } from "vitest";
import { CLASSES, UNKNOWN_COLOUR, classesOf, colourOf, fillColour } from "../src/map/classes";
import { DOMAINS, LAYERS } from "../src/state/looking";
import { words } from "../src/words";

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const designs = LAYERS.flatMap((layer) => (["light", "dark"] as const).map((design) => ({ layer, design })));

describe.each(designs)("the classes of $layer on $design", ({ layer, design }) => {
  const classes = CLASSES[layer];
  const colours = classes.colours[design];

  it("have one colour and one name each", () => {
    expect(colours).toHaveLength(classes.cuts.length + 1);
    expect(words.map.classes[layer]).toHaveLength(colours.length);
    expect(new Set(colours).size).toBe(colours.length);
  });

  it("are cut in rising order", () => {
    expect([...classes.cuts].sort((one, other) => one - other)).toEqual(classes.cuts);
  });

  it("can be told apart by lightness alone", () => {
    const lights = colours.map(luminance);
    const steps = lights.slice(1).map((light, index) => (Math.max(light, lights[index] ?? 0) + 0.05) / (Math.min(light, lights[index] ?? 0) + 0.05));
    expect(Math.min(...steps)).toBeGreaterThan(1.15);
    const rising = lights.every((light, index) => index === 0 || light > (lights[index - 1] ?? 0));
    const falling = lights.every((light, index) => index === 0 || light < (lights[index - 1] ?? 0));
    expect(rising || falling).toBe(true);
  });

  it("never give an unknown value a class", () => {
    expect(colours).not.toContain(UNKNOWN_COLOUR[design]);
    expect(colourOf(classes, null, design)).toBe(UNKNOWN_COLOUR[design]);
    expect(fillColour(classes, design).at(-1)).toBe(UNKNOWN_COLOUR[design]);
  });

  it("put a value on a cut into the upper class", () => {
    classes.cuts.forEach((cut, index) => {
      expect(colourOf(classes, cut, design)).toBe(colours[index + 1]);
      expect(colourOf(classes, cut - 1e-6, design)).toBe(colours[index]);
    });
  });
});

describe("a kind of deprivation", () => {
  it("is coloured by its own tenth, in the classes of the index", () => {
    for (const domain of DOMAINS) {
      expect(classesOf({ layer: "deprivation", domain })).toEqual({ ...CLASSES.deprivation, property: `${domain}_decile` });
    }
    expect(classesOf({ layer: "deprivation", domain: null })).toBe(CLASSES.deprivation);
  });

  it("waits while another figure colours the areas", () => {
    expect(classesOf({ layer: "price", domain: "crime" })).toBe(CLASSES.price);
  });
});

describe("the words of the classes", () => {
  it("name the tenths they hold", () => {
    const colours = CLASSES.deprivation.colours.light;
    const classOf = (decile: number): string => words.map.classes.deprivation[colours.indexOf(colourOf(CLASSES.deprivation, decile))] ?? "";
    expect([1, 2, 3, 4, 5, 6, 10].map(classOf)).toEqual([
      "Most deprived 10%",
      "10% to 20%",
      "20% to 30%",
      "30% to 50%",
      "30% to 50%",
      "Least deprived half",
      "Least deprived half",
    ]);
  });
});
