/** The questions of "Find premises": their order, what is skipped, what is kept in the browser. */
import { describe, expect, it, vi } from "vitest";
import { keepForm, recallForm } from "../src/state/kept";
import { EMPTY_FORM, type NeedForm } from "../src/state/looking";
import { QUESTIONS, afterQuestion, beforeAsk, isEmpty, withoutAnswer } from "../src/state/questions";

const FULL: NeedForm = { ...EMPTY_FORM, title: "Kitchen", place: { kind: "borough", borough: "Aldermere" }, spaces: ["hall"], ideal_m2: 200, min_m2: 100, tenure_years: 25 };

describe("the questions", () => {
  it("lead one to the next, end with the answers to check, and lead back the same way", () => {
    const walked = [];
    for (let ask: ReturnType<typeof afterQuestion> = "where"; ask !== "check" && ask !== "all"; ask = afterQuestion(ask)) walked.push(ask);
    expect(walked).toEqual(QUESTIONS);
    expect(beforeAsk("check")).toBe(QUESTIONS.at(-1));
    expect(beforeAsk("where")).toBeNull();
  });

  it("forget their own answer when they are skipped, and no other", () => {
    expect(withoutAnswer(FULL, "size")).toEqual({ ...FULL, ideal_m2: null, min_m2: null });
    expect(isEmpty(QUESTIONS.reduce<NeedForm>((form, question) => withoutAnswer(form, question), { ...FULL }))).toBe(true);
  });
});

describe("what was answered", () => {
  it("comes back from this browser, is forgotten when it is empty, and does no harm where storage is refused", () => {
    expect(recallForm()).toBeNull();
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
    keepForm(FULL);
    expect(recallForm()).toEqual(FULL);
    keepForm({ ...EMPTY_FORM });
    expect([...kept]).toEqual([]);
    expect(recallForm()).toBeNull();
    vi.unstubAllGlobals();
  });
});
