/** Somebody new is shown around, and reads what is done for everybody to be able to use it. */
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
  it("each step of the start opens what it tells of, and the back button comes back", async () => {
    visitor = await Visitor.arrives(width);
    const all = await visitor.numberFound();
    await visitor.followsLink("How to use this page");
    expect(await visitor.heading()).toBe("Help");
    expect(await visitor.focusedOn()).toBe("Help");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
    await visitor.followsLink("See what stands empty");
    expect(await visitor.filterTags()).toEqual(["Vacant"]);
    expect(await visitor.numberFound()).toBeLessThan(all);
    await visitor.goesBack();
    await visitor.followsLink("See where space is short");
    expect(await visitor.colouredBy()).toBe("Need gap");
    await visitor.goesBack();
    await visitor.followsLink("Look for a hall");
    expect(await visitor.heading()).toBe("Your matches");
    expect((await visitor.scores()).length).toBeGreaterThan(0);
    await visitor.goesBack();
    await visitor.followsLink("Ask how it is worked out");
    expect(await visitor.heading()).toBe("How scores are made");
  });

  it("the tour is one press away, leads from view to view, and is over when somebody ends it or goes elsewhere", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.followsLink("Take the two-minute tour");
    expect(await visitor.tour()).toContain("1 of 6: See what stands empty.");
    expect(await visitor.filterTags()).toEqual(["Vacant"]);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
    for (const step of ["2 of 6", "3 of 6", "4 of 6", "5 of 6", "6 of 6"]) {
      await visitor.followsLink("Next step");
      expect(await visitor.tour()).toContain(step);
    }
    expect(await visitor.heading()).toBe("How scores are made");
    await visitor.followsLink("Step back");
    expect(await visitor.heading()).toBe("Your matches");
    await visitor.pressesButton("End the tour");
    expect(await visitor.tour()).toBe("");
    expect(await visitor.focusedOn()).toBe("Your matches");
    await visitor.goesBack();
    expect(await visitor.tour()).toContain("6 of 6");
    await visitor.goesTo("About");
    expect(await visitor.tour()).toBe("");
  });

  it("a word such as “Deprivation” tells its meaning where it stands, and Escape or the word itself puts that away", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.opensFromList(2);
    expect(await visitor.meaningShown()).toBeNull();
    await visitor.asksWhatItMeans("Deprivation");
    expect(await visitor.meaningShown()).toContain("How hard life is in the area");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.presses("Escape");
    expect(await visitor.meaningShown()).toBeNull();
    await visitor.presses("Enter");
    expect(await visitor.meaningShown()).toContain("It says nothing about any one person");
    await visitor.presses("Enter");
    expect(await visitor.meaningShown()).toBeNull();
  });

  it("the accessibility statement says what works, what does not, and how it was tested", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.followsAtTheFoot("Accessibility");
    expect(await visitor.heading()).toBe("Accessibility statement");
    const text = await visitor.text();
    for (const part of ["level AA", "What is not as good as it should be", "How it was tested", "If something does not work for you"]) expect(text).toContain(part);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
  });
});
