/** A brief of one asset is made for a committee and printed. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Visitor, startBrowser, stopBrowser } from "./driver";

let visitor: Visitor;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  expect(visitor.browserComplaints()).toEqual([]);
  await visitor.leaves();
});

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("facts, gaps, place, best matches and sources stand on two sheets at most", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.filtersBy("Occupancy", "Vacant");
    const name = await visitor.opensFromList(1);
    await visitor.followsLink("Brief to print");
    expect(await visitor.heading()).toBe(name);
    expect(await visitor.focusedOn()).toBe(name);
    const text = await visitor.text();
    for (const part of ["What is known", "What is not known", "Where it is", "Who it could suit best", "Sources", "It helps a decision; it does not make one", "best consideration"]) {
      expect(text).toContain(part);
    }
    expect(text).toContain("Only published needs are looked at.");
    expect(text).not.toContain("Not for publication");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
    const paper = await visitor.looksOnPaper();
    expect(paper).toMatchObject({ buttons: 0, map: false });
    expect(paper.text).toContain("Sources");
    expect(await visitor.sheetsOfPaper()).toBeLessThanOrEqual(2);
    await visitor.followsLink("Back to the asset");
    expect(await visitor.text()).toContain("The neighbourhood");
  });
});
