/** The worklist as a spreadsheet, and what a brief is told besides. */
import { describe, expect, it } from "vitest";
import worklist from "./answers/worklist.json";
import type { Worklist } from "../src/api/worklist";
import { NO_TERMS, Terms, readPounds } from "../src/state/terms";
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
  });
});
