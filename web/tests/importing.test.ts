/** A load of a file as the page thinks of it: how sure, which step, what was corrected. */
import { describe, expect, it } from "vitest";
import type { Import, ImportColumn } from "../src/api/imports";
import { NO_CORRECTIONS, correctColumn, correctWhole, fieldNow, isCorrected, readingOf } from "../src/state/corrections";
import { certainty, shareDone, stepOf } from "../src/state/importing";
import { columns, fileSize, importing, preview } from "../src/words/importing";
import recorded from "./answers/import.json";

const load = recorded as unknown as Import;
const column = load.columns[3];
if (!column) throw new Error("the recorded answer has no column D");

describe("how sure a reading is", () => {
  it.each<[Pick<ImportColumn, "field" | "confidence" | "corrected">, string]>([
    [{ field: "postcode", confidence: 0.97, corrected: false }, "Sure"],
    [{ field: "postcode", confidence: 0.85, corrected: false }, "Sure"],
    [{ field: "postcode", confidence: 0.7, corrected: false }, "Fairly sure"],
    [{ field: "postcode", confidence: 0.59, corrected: false }, "A guess"],
    [{ field: null, confidence: 0.9, corrected: false }, "Not used"],
    [{ field: "postcode", confidence: 0.1, corrected: true }, "You chose"],
    [{ field: null, confidence: 0, corrected: true }, "You chose"],
  ])("%o is said in words: %s", (reading, said) => {
    expect(columns.certainty[certainty(reading)]).toBe(said);
  });
});

describe("the step in front", () => {
  it.each([
    ["ready", null, "columns"],
    ["ready", "columns", "columns"],
    ["ready", "preview", "preview"],
    ["ready", "undo", "columns"],
    ["committed", null, "done"],
    ["committed", "preview", "done"],
    ["committed", "undo", "undo"],
    ["undone", "undo", "done"],
    ["failed", "preview", "done"],
  ] as const)("of a load that is %s, when %s is asked for, is %s", (state, asked, step) => {
    expect(stepOf({ ...load, state, can: { commit: true, undo: state === "committed", discard: true } }, asked)).toBe(step);
  });

  it("of an official table begins with the preview: it has no columns to check", () => {
    expect(stepOf({ ...load, columns: [] }, null)).toBe("preview");
  });

  it("never undoes what the service says cannot be undone", () => {
    expect(stepOf({ ...load, state: "committed", can: { commit: false, undo: false, discard: false } }, "undo")).toBe("done");
  });
});

describe("a correction", () => {
  it("is kept beside what was read, and taken back by choosing what was read", () => {
    const once = correctColumn(NO_CORRECTIONS, column, "address");
    expect(fieldNow(column, once)).toBe("address");
    const unused = correctColumn(once, column, null);
    expect(fieldNow(column, unused)).toBeNull();
    expect(readingOf(unused)).toEqual({ columns: [{ column: 3, field: null }] });
    expect(isCorrected(correctColumn(unused, column, column.field))).toBe(false);
    expect(fieldNow(column, NO_CORRECTIONS)).toBe("postcode");
  });

  it("of the file as a whole goes with those of its columns", () => {
    const said = correctWhole(correctColumn(NO_CORRECTIONS, column, "name"), "publisher", "Testbury Council", null);
    expect(readingOf(said)).toEqual({ publisher: "Testbury Council", columns: [{ column: 3, field: "name" }] });
    expect(readingOf(correctWhole(said, "publisher", "", null))).toEqual({ columns: [{ column: 3, field: "name" }] });
    expect(isCorrected(correctWhole(NO_CORRECTIONS, "sheet", "Assets", "Assets"))).toBe(false);
  });
});

describe("what is said of a load", () => {
  it("accounts for every row in one sentence", () => {
    expect(preview.summary(608, 12, 30, 560, 6)).toBe("608 rows: 12 new, 30 changed, 560 the same, 6 left out");
  });

  it("says how far it is, and does not pretend to know the end", () => {
    expect(importing.progress("Checking rows", 0.0199)).toBe("Checking rows: 1%");
    expect(importing.progress("Checking rows", 0.999)).toBe("Checking rows: 99%");
    expect(importing.progress("Reading", null)).toBe("Reading");
    expect(shareDone({ done: 50, of: 200 })).toBe(0.25);
    expect(shareDone({ done: 50, of: null })).toBeNull();
    expect(shareDone({ done: 0, of: 0 })).toBeNull();
  });

  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1536, "1.5 kB"],
    [184_320, "184 kB"],
    [2_500_000_000, "2.5 GB"],
  ])("%i bytes are %s", (bytes, said) => {
    expect(fileSize(bytes)).toBe(said);
  });
});
