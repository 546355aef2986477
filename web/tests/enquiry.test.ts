/** A question that is being written: what of it is kept, what is missing, and what is sent. */
import { beforeEach, describe, expect, it } from "vitest";
import { answerAddress, draftProblems, emptyDraft, enquiryOf, forgetDraft, keepDraft, recallDraft, type EnquiryDraft } from "../src/state/enquiry";
import { pretendBrowser } from "./browser";

const isEmail = (text: string): boolean => text.includes("@");
const draft: EnquiryDraft = { ...emptyDraft("a-1"), name: " Ada ", email: "ada@example.org", organisation: "Quill CIC", message: "May we see it?\nOn Tuesday?", need: "a kiln" };

beforeEach(() => {
  pretendBrowser("", () => ({ status: 500 }));
});

describe("a question in this tab", () => {
  it("comes back as it was typed", () => {
    keepDraft(draft);
    expect(recallDraft("a-1")).toEqual(draft);
  });

  it("lends another building's question who asks, and nothing of what was asked", () => {
    keepDraft({ ...draft, asset: null, place: "The old baths", borough: "Aldermere" });
    expect(recallDraft("a-2")).toEqual({ ...emptyDraft("a-2"), name: " Ada ", email: "ada@example.org", organisation: "Quill CIC", need: "a kiln" });
  });

  it("is gone once it is sent, or when nothing is left in it", () => {
    keepDraft(draft);
    forgetDraft();
    expect(recallDraft("a-1")).toEqual(emptyDraft("a-1"));
    keepDraft(draft);
    keepDraft({ ...emptyDraft("a-1"), name: "  " });
    expect(recallDraft("a-1")).toEqual(emptyDraft("a-1"));
  });

  it("reads nothing odd from a tab that holds something else", () => {
    sessionStorage.setItem("catmap-enquiry", '{"asset":"a-1","name":7,"message":["x"],"colour":"red"}');
    expect(recallDraft("a-1")).toEqual(emptyDraft("a-1"));
    sessionStorage.setItem("catmap-enquiry", "no JSON");
    expect(recallDraft("a-1")).toEqual(emptyDraft("a-1"));
  });
});

describe("what has to be put right", () => {
  it("is what is missing, in the order of the form", () => {
    expect(draftProblems(emptyDraft("a-1"), isEmail)).toEqual([
      { field: "message", problem: "missing" },
      { field: "name", problem: "missing" },
      { field: "email", problem: "missing" },
    ]);
    expect(draftProblems(emptyDraft(null), isEmail)[0]).toEqual({ field: "place", problem: "missing" });
    expect(draftProblems(draft, isEmail)).toEqual([]);
  });

  it("is an address that is none, and what is too long, counted as the service counts", () => {
    expect(draftProblems({ ...draft, email: "ada" }, isEmail)).toEqual([{ field: "email", problem: "email" }]);
    expect(draftProblems({ ...draft, message: "😀".repeat(4000), name: "😀".repeat(200) }, isEmail)).toEqual([]);
    expect(draftProblems({ ...draft, message: "x".repeat(4001), name: "x".repeat(201) }, isEmail)).toEqual([
      { field: "message", problem: "message" },
      { field: "name", problem: "line" },
    ]);
  });
});

describe("what is sent", () => {
  it("is about the asset, or about a place in words, and holds nothing empty", () => {
    expect(enquiryOf({ ...draft, place: "x", need: " " })).toEqual({ asset: "a-1", name: "Ada", email: "ada@example.org", organisation: "Quill CIC", message: "May we see it?\nOn Tuesday?" });
    expect(enquiryOf({ ...emptyDraft(null), place: "The old baths ", name: "Ada", email: "a@b", message: "Hm?" })).toEqual({ place: "The old baths", name: "Ada", email: "a@b", message: "Hm?" });
  });
});

describe("the address of an answer", () => {
  it("cannot be made to say more than whom, about what, and what was asked", () => {
    expect(answerAddress("a?bcc=b@example.org", "A & B", "> one\n> two?")).toBe("mailto:a%3Fbcc%3Db@example.org?subject=A%20%26%20B&body=%3E%20one%0A%3E%20two%3F");
  });
});
