/** The shortlist as a spreadsheet. */
import { describe, expect, it } from "vitest";
import matches from "./answers/matches.json";
import type { Matches } from "../src/api/types";
import { cell, shortlist } from "../src/state/shortlist";
import { standingText } from "../src/panels/standing";
import { words } from "../src/words";

describe("a cell", () => {
  it.each([
    ["plain", "plain"],
    [12.5, "12.5"],
    [null, ""],
    ["a, b", '"a, b"'],
    ['the "Old" Hall', '"the ""Old"" Hall"'],
    ["two\nlines", '"two\nlines"'],
    ["=1+1", "'=1+1"],
    [" @SUM(A1)", "' @SUM(A1)"],
    ["＝cmd", "'＝cmd"],
    ["-2.98", "-2.98"],
    ["-2.98=x", "'-2.98=x"],
  ])("of %j is %s", (value, written) => {
    expect(cell(value)).toBe(written);
  });
});

describe("the file", () => {
  const found = matches as unknown as Matches;
  const rows = shortlist(found, words.matches.columns, standingText, ["Made today."]).split("\r\n");

  it("has a row for each match in the order of the list, below what its columns are called", () => {
    expect(rows[0]?.startsWith("\uFEFFPlace,Building,Borough")).toBe(true);
    expect(rows.slice(1, 1 + found.matches.length).every((row, index) => row.includes(found.matches[index]?.asset.id ?? "?"))).toBe(true);
  });

  it("ends with what it was made from", () => {
    expect(rows.slice(-3)).toEqual(["", "Made today.", ""]);
  });

  it("leaves a cell empty for what is not known", () => {
    const [first] = found.matches;
    if (!first) throw new Error("no match recorded");
    const unknown = { ...found, matches: [{ ...first, distance_m: null, score: null }] };
    const [, row = ""] = shortlist(unknown, { ...words.matches.columns }, standingText, []).split("\r\n");
    expect(row).toContain(`${first.asset.id},,`);
  });
});
