/** Facts that were begun to be changed: only what differs is kept, for this tab, until it is saved, thrown away or signed out of. */
import { beforeEach, describe, expect, it } from "vitest";
import { draftWith, draftWithout, forgetEdits, isBegun, keepEdit, recallEdit } from "../src/state/editdraft";
import type { Given } from "../src/state/editing";
import { pretendBrowser } from "./browser";

const form = (fields: Record<string, Given>): Map<string, Given> => new Map(Object.entries(fields));
const held = form({ "fact-condition": "c", "fact-space_types": ["hall", "nursery"] });

beforeEach(() => {
  pretendBrowser("", () => ({ status: 500 }));
});

describe("what a form says", () => {
  it("is no draft while it is what is held, whatever the order of kinds", () => {
    const untouched = form({ "fact-condition": " c ", "fact-space_types": ["nursery", "hall"], source: "" });
    expect(isBegun(draftWith({}, untouched, held))).toBe(false);
  });

  it("is kept where it differs, with not known as much a change as any", () => {
    const changed = form({ "fact-condition": "", "fact-space_types": [], source: "Site visit" });
    expect(draftWith({}, changed, held)).toEqual({ "fact-condition": "", "fact-space_types": [], source: "Site visit" });
  });

  it("leaves what another form of the same asset began as it is, and takes back what was put back", () => {
    const begun = { "fact-condition": "a", "fact-rent_gbp_per_year": "12,000" };
    expect(draftWith(begun, form({ "fact-condition": "c" }), held)).toEqual({ "fact-rent_gbp_per_year": "12,000" });
    expect(draftWithout(begun, ["fact-condition"])).toEqual({ "fact-rent_gbp_per_year": "12,000" });
  });
});

describe("a draft", () => {
  it("comes back for its own asset alone, until nothing is left of it", () => {
    keepEdit("a-1", { "fact-condition": "b" });
    keepEdit("a-2", { reason: "Survey" });
    expect(recallEdit("a-1")).toEqual({ "fact-condition": "b" });
    keepEdit("a-1", {});
    expect(recallEdit("a-1")).toEqual({});
    expect(recallEdit("a-2")).toEqual({ reason: "Survey" });
  });

  it("is forgotten with all others at once", () => {
    keepEdit("a-1", { "fact-condition": "b" });
    forgetEdits();
    expect(recallEdit("a-1")).toEqual({});
  });

  it("reads nothing odd from a tab that holds something else", () => {
    sessionStorage.setItem("catmap-edits", '{"a-1":{"fact-condition":7,"source":"x"},"a-2":"y"}');
    expect([recallEdit("a-1"), recallEdit("a-2")]).toEqual([{ source: "x" }, {}]);
    sessionStorage.setItem("catmap-edits", "no JSON");
    expect(recallEdit("a-1")).toEqual({});
  });
});
