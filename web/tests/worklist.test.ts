/** The worklist as a spreadsheet, and what a brief is told besides. */
import { describe, expect, it } from "vitest";
import worklist from "./answers/worklist.json";
import type { FactGap, Worklist } from "../src/api/worklist";
import { gapText } from "../src/panels/gap";
import { NO_TERMS, Terms, paperOf, readPounds } from "../src/state/terms";
import { worklistFile } from "../src/state/worklist";
import { worklist as W } from "../src/words/worklist";

const found = worklist as unknown as Worklist;

describe("the worklist as a file", () => {
  const rows = worklistFile(found, W.columns, ["Worked out today."]).split("\r\n");

  it("has a row for each asset in the order of the list, and ends with what it is", () => {
    expect(rows[0]?.startsWith("\uFEFFPlace,Name,Borough,Key,Transferability")).toBe(true);
    expect(found.rows.every(({ asset }, index) => rows[1 + index]?.includes(asset))).toBe(true);
    expect(rows.slice(-3)).toEqual(["", "Worked out today.", ""]);
  });

  it("gives what is blocked a reason and no score, and leaves what is not known empty", () => {
    const blocked = found.rows.find(({ transferability }) => transferability === null)!;
    const row = rows.find((text) => text.includes(blocked.asset))!;
    expect(row).toContain(`${blocked.asset},,,,`);
    expect(row).toContain(blocked.blocks[0]!.slice(0, 12));
  });
});

describe("what is worth finding out", () => {
  const gap = (moves_points: number | null, could_rule_out: boolean, moves_transferability: number): FactGap => ({
    ...{ fact: "condition", label: "Condition", now_assumed: "Counted half." },
    ...{ moves_points, could_rule_out, moves_transferability },
  });

  it.each([
    [gap(4.24, false, 5), "could move the score of its best need by up to 4.2 points"],
    [gap(1, true, 5), "could rule its best need out, or move the score of its best need by up to 1 point"],
    [gap(0.2, false, 5), "could move its transferability by up to 5 points"],
    [gap(0, true, 0), "could rule its best need out"],
    [gap(null, true, 12.5), "could rule any transfer out, or move its transferability by up to 12.5 points"],
  ])("is told by what it could do", (told, text) => {
    expect(gapText(told)).toBe(text);
  });

  it("moves no score further than the range beside it reaches", () => {
    const open = found.rows.filter(({ gaps }) => gaps.length > 0);
    expect(open.length).toBeGreaterThan(0);
    for (const { gaps, needs } of open) {
      const { value, low, high } = needs[0]!.score;
      for (const { moves_points } of gaps) expect(moves_points ?? 0).toBeLessThanOrEqual(Math.max(high - value, value - low) + 0.001);
    }
  });
});

describe("what would be paid", () => {
  it.each([
    ["450000", 450_000],
    ["£450,000", 450_000],
    [" 1 ", 1],
    ["0", 0],
    ["", null],
    ["a lot", undefined],
    ["-5", undefined],
    ["1e5", undefined],
    ["9999999999999999", undefined],
  ])("written as %j is %s", (text, pounds) => {
    expect(readPounds(text)).toBe(pounds);
  });

  it("is said of one asset and of no other", () => {
    const terms = new Terms();
    terms.set("a", { consideration_gbp: 5, notice_on: null });
    expect(terms.of("a").consideration_gbp).toBe(5);
    expect(terms.of("b")).toBe(NO_TERMS);
    expect(terms.of(paperOf("a", false)).consideration_gbp).toBe(5);
    expect(terms.of(paperOf("a", true))).toBe(NO_TERMS);
  });
});
