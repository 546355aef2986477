/** What is published in words: nothing is claimed that must never be, and it can be read by a twelve-year-old. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { words } from "../src/words";
import { accessibility } from "../src/words/accessibility";
import { fairness } from "../src/words/fairness";
import { help } from "../src/words/help";
import { backtest, method } from "../src/words/method";

const folder = join(import.meta.dirname, "..", "src", "words");
const everything = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")).join("\n");

describe("the words of the page", () => {
  it.each(["hotspot", "hot spot", "predicted growth", "up and coming", "up-and-coming", "gentrification", "will rise", "guaranteed"])(
    "never say “%s”",
    (claim) => {
      // That nobody can say so may be said.
      expect(everything.toLowerCase().replaceAll("nobody can say that prices will rise", "")).not.toContain(claim);
    },
  );

  it("say all fourteen things that are never claimed", () => {
    expect(method.nevers).toHaveLength(14);
  });
});

/** Roughly how many syllables: groups of vowels, a silent e at the end not counted. */
function syllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, "");
  const groups = letters.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "").match(/[aeiouy]+/g);
  return Math.max(1, groups?.length ?? 0);
}

/** Flesch and Kincaid's school grade; in Britain a child of twelve is in what they call grade 6 to 7. */
function grade(texts: readonly string[]): number {
  const sentences = texts.flatMap((text) => text.split(/[.!?:]+[\s”]+|[.!?:]$/)).filter((sentence) => /[a-z]/i.test(sentence));
  const all = sentences.flatMap((sentence) => sentence.split(/\s+/).filter((word) => /[a-z0-9]/i.test(word)));
  const spoken = all.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (all.length / sentences.length) + 11.8 * (spoken / all.length) - 15.59;
}

describe("how hard it is to read", () => {
  const { glossary, tour, worth } = words;
  const parts: [string, readonly string[]][] = [
    ["the method", [method.lead, ...method.parts.flatMap(({ text, steps }) => [...text, ...steps.flatMap((step) => [step.title, step.text])])]],
    ["what is never claimed", method.nevers],
    ["the gate and the test", [method.gateRule, backtest.lead, backtest.read, backtest.caution]],
    ["who comes out on top", [fairness.lead, fairness.is, fairness.tooFewNote]],
    ["help", [help.lead, help.startLead, ...Object.values(tour.steps).map(({ text }) => text), ...help.parts.flatMap(({ items }) => items)]],
    ["what the words mean", glossary.map(([, meaning]) => meaning)],
    ["the accessibility statement", accessibility.parts.flatMap(({ text }) => text)],
    ["money and displacement", [worth.cap, worth.noValue, worth.notValuation, ...Object.values(worth.basis)]],
  ];

  it.each(parts)("%s is for a reading age of about twelve", (_, texts) => {
    expect(grade(texts)).toBeLessThan(7.5);
  });

  it("is measured: committee language comes out far higher", () => {
    const committee = "The methodology incorporates multidimensional deprivation indicators, aggregated geometrically to accommodate heterogeneous stakeholder preferences regarding organisational sustainability.";
    expect(grade([committee])).toBeGreaterThan(15);
  });
});
