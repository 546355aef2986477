/** Councils are compared as the service compares them. */
import { describe, expect, it } from "vitest";
import { councilSlug } from "../src/state/council";

describe("a council", () => {
  it.each(["Knowsley Council", "Knowsley MBC", "Knowsley", "Metropolitan Borough of Knowsley", " KNOWSLEY ", "Knowsley Council (fictional)"])("is the same as %s", (name) => {
    expect(councilSlug(name)).toBe("knowsley");
  });

  it("speaks for what it lists of an owner that nobody named", () => {
    expect(councilSlug("Public authority (listed by Preston City Council)")).toBe("preston");
    expect(councilSlug("Friends (listed by")).toBe("friends-listed-by");
  });

  it("is not another, and no name becomes nothing", () => {
    expect(councilSlug("St. Helens Council")).toBe(councilSlug("St Helens Metropolitan Borough Council"));
    expect(councilSlug("Nottingham City Council")).not.toBe(councilSlug("Nottinghamshire County Council"));
    expect(councilSlug("The City Council")).toBe("the-city-council");
    expect(councilSlug(" - ")).toBe("");
  });
});
