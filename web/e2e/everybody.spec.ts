/** The page is for everybody: by keyboard alone, for screen readers, and when the service does not answer. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Visitor, aboutService, startBrowser, stopBrowser } from "./driver";

let visitor: Visitor;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  await visitor.leaves();
});

describe.each([1280, 390])("axe finds nothing wrong at %i pixels", (width) => {
  it("in the list, with filters open and set", async () => {
    visitor = await Visitor.arrives(width);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.filtersBy("Occupancy", "Vacant");
    await visitor.setsSize("100", "900");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.searchesFor("zzzz no such place");
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("on the map, in each of its colours", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.shows("Map");
    for (const layer of ["Headroom", "Price level", "Deprivation"] as const) {
      await visitor.coloursAreasBy(layer);
      expect(await visitor.accessibilityProblems()).toEqual([]);
    }
    await visitor.zoomsIn();
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("in an asset, a need and the page about the data", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.opensFromList(1);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.goesTo("Look around");
    await visitor.listsNeeds();
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.opensFromList(1);
    await visitor.opensReasons(1);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.goesTo("About");
    expect(await visitor.text()).toContain("Sources");
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("in the form and its matches, with a reason and the weights open", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough: boroughs[0] ?? "" });
    await visitor.needs({ budget: "20000" });
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.asksForPremises();
    await visitor.opensReasons(1);
    await visitor.usesPreset("Need first");
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });
});

describe("on the narrowest screen, which is what a zoom of 400% leaves", () => {
  it("nothing has to be scrolled sideways", async () => {
    visitor = await Visitor.arrives(320);
    const { boroughs } = await aboutService();
    expect(await visitor.scrollsSideways()).toBe(false);
    await visitor.opensFromList(1);
    expect(await visitor.scrollsSideways()).toBe(false);
    await visitor.followsLink("Brief to print");
    expect(await visitor.scrollsSideways()).toBe(false);
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough: boroughs[0] ?? "" });
    expect(await visitor.scrollsSideways()).toBe(false);
    await visitor.asksForPremises();
    expect(await visitor.scrollsSideways()).toBe(false);
    for (const number of [1, 2]) await visitor.choosesToCompare(number);
    await visitor.followsLink("Compare side by side");
    expect(await visitor.scrollsSideways()).toBe(false);
    for (const page of ["How scores are made", "Who comes out on top", "Use it in GIS", "Help", "Accessibility"] as const) {
      await visitor.followsAtTheFoot(page);
      expect(await visitor.scrollsSideways(), page).toBe(false);
    }
  });
});

describe("with the keyboard alone", () => {
  it("a visitor skips to the list, opens an asset, comes back, and finds premises", async () => {
    visitor = await Visitor.arrives(1280);
    const { boroughs } = await aboutService();
    await visitor.presses("Tab");
    expect(await visitor.focusedOn()).toBe("Skip to main content");
    await visitor.presses("Enter");
    await visitor.tabsTo(/^Search for a place/);
    await visitor.tabsTo(/^Search$/);
    // The first asset: the first link after what is above the list.
    await visitor.tabsTo(/^Download or share/);
    await visitor.presses("Tab");
    const name = await visitor.focusedOn();
    expect(await visitor.litUp()).not.toBeNull();
    await visitor.presses("Enter");
    await visitor.settled();
    expect(await visitor.heading()).toBe(name);
    expect(await visitor.focusedOn()).toBe(name);
    await visitor.presses("Shift+Tab");
    expect(await visitor.focusedOn()).toBe("Back to the list");
    await visitor.presses("Enter");
    await visitor.settled();
    expect(await visitor.heading()).toBe("Public land and buildings");
    expect(await visitor.focusedOn()).toBe(name);

    await visitor.tabsBackTo(/^Find premises$/);
    await visitor.presses("Enter");
    await visitor.settled();
    expect(await visitor.focusedOn()).toBe("Where should it be?");
    await visitor.presses("Tab");
    expect(await visitor.focusedOn()).toBe("Near a postcode");
    await visitor.presses("ArrowDown");
    await visitor.presses("ArrowDown");
    expect(await visitor.focusedOn()).toBe("In or near a borough");
    await visitor.presses("Tab");
    await visitor.types(boroughs[0] ?? "");
    await visitor.presses("Enter");
    await visitor.tabsTo(/^Continue$/);
    await visitor.presses("Enter");
    await visitor.settled();
    expect(await visitor.focusedOn()).toBe("What kinds of space do you need?");
    await visitor.tabsTo(/^Hall$/);
    await visitor.presses("Space");
    await visitor.tabsTo(/^Show matches now$/);
    await visitor.presses("Enter");
    await visitor.settled();
    expect(await visitor.heading()).toBe("Your matches");
    await visitor.tabsTo(/^Why not 100/);
    await visitor.presses("Enter");
    expect((await visitor.pointsLost(1)).length).toBe(3);
  });

  it("the map moves, zooms and opens what is under its cross", async () => {
    visitor = await Visitor.arrives(1280);
    await visitor.tabsTo(/^Map of areas and assets$/, 2500);
    const before = await visitor.address();
    await visitor.presses("+");
    await visitor.presses("ArrowRight");
    await visitor.settled();
    expect(await visitor.address()).not.toBe(before);
    const { placed } = await visitor.listed();
    expect([...placed].sort()).toEqual(await visitor.onTheMap());
    await visitor.presses("Enter");
    await visitor.settled();
    expect(`${await visitor.heading()}${await visitor.focusedOn()}`).not.toBe("");
  });
});

describe("when the service does not answer", () => {
  it("the list says so and what to do, and comes back on trying again", async () => {
    visitor = await Visitor.arrives(1280);
    await visitor.losesService("collections/assets");
    await visitor.searchesFor("hall");
    expect(await visitor.failure()).toContain("cannot be reached");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.serviceComesBack();
    expect(await visitor.failure()).toBeNull();
    expect(await visitor.numberFound()).toBeGreaterThanOrEqual(0);
  });

  it("a search for premises says so and can be tried again", async () => {
    visitor = await Visitor.arrives(390);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough: boroughs[0] ?? "" });
    await visitor.serviceFails("matches", 503);
    await visitor.asksForPremises();
    expect(await visitor.failure()).toContain("busy or restarting");
    await visitor.serviceComesBack();
    expect((await visitor.scores()).length).toBeGreaterThan(0);
  });

  it("a link to an asset that is gone says so", async () => {
    visitor = await Visitor.arrives(1280);
    const link = `${(await visitor.address()).split("#")[0]}#asset=no-such-asset`;
    const other = await Visitor.arrives(1280, link);
    expect(await other.failure()).toContain("no longer on the map");
    expect(await other.title()).toBe("There is a problem – catmap");
    expect(await other.accessibilityProblems()).toEqual([]);
    await other.leaves();
  });
});
