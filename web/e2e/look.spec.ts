/** Somebody looks around: the map, the list, filters, an asset, a link to share. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SERVICE, Visitor, aboutService, startBrowser, stopBrowser } from "./driver";

let visitor: Visitor;
/** How many questions of this story the service was right to refuse, which the browser tells of. */
let refused = 0;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  expect(visitor.browserComplaints()).toEqual(Array.from({ length: refused }, () => expect.stringContaining("status of 400")));
  refused = 0;
  await visitor.leaves();
});

async function listIsMap(): Promise<string[]> {
  const { placed } = await visitor.listed();
  expect([...placed].sort()).toEqual(await visitor.onTheMap());
  return placed;
}

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("the map opens with every asset on it, and the list says the same", async () => {
    visitor = await Visitor.arrives(width);
    const { counts, fictional } = await aboutService();
    expect(await visitor.layoutShift()).toBeLessThan(0.1);
    expect(await visitor.heading()).toBe("Public land and buildings");
    expect(await visitor.title()).toBe("Public land and buildings – catmap");
    expect((await visitor.banner())?.includes("Fictional data") ?? false).toBe(fictional);
    expect(await visitor.numberFound()).toBe(counts.assets);
    const { placed, unplaced } = await visitor.listed();
    expect(placed).toHaveLength(counts.assets_placed);
    expect(unplaced).toHaveLength(counts.assets - counts.assets_placed);
    await listIsMap();
    expect(await visitor.scrollsSideways()).toBe(false);
  });

  it("filters narrow the list and the map alike, show as tags, and can be taken off", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    const [borough = ""] = boroughs;
    const all = await visitor.numberFound();
    await visitor.filtersBy("Borough", borough);
    const inBorough = await visitor.numberFound();
    expect(inBorough).toBeGreaterThan(0);
    expect(inBorough).toBeLessThan(all);
    expect(await visitor.announced()).toContain(`${inBorough} asset`);
    await listIsMap();
    await visitor.filtersBy("Occupancy", "Vacant");
    const vacant = await visitor.numberFound();
    expect(vacant).toBeLessThan(inBorough);
    await listIsMap();
    await visitor.filtersBy("Disposal status", "Not known");
    await listIsMap();
    await visitor.setsSize("100", "1,000");
    await listIsMap();
    expect(await visitor.filterTags()).toEqual([borough, "Vacant", "Disposal status: not known", "At least 100 m²", "At most 1,000 m²"]);
    await visitor.takesOffFilter("At most 1,000 m²");
    await visitor.takesOffFilter("At least 100 m²");
    await visitor.takesOffFilter("Disposal status: not known");
    expect(await visitor.numberFound()).toBe(vacant);
    await visitor.goesBack();
    expect(await visitor.filterTags()).toContain("Disposal status: not known");
    await visitor.clearsFilters();
    expect(await visitor.numberFound()).toBe(all);
    expect(await visitor.filterTags()).toEqual([]);
    await listIsMap();
  });

  it("words that fit nothing teach what to do next", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.searchesFor("zzzz no such place");
    expect(await visitor.numberFound()).toBe(0);
    expect(await visitor.text()).toContain("No asset fits all your filters");
    expect(await visitor.onTheMap()).toEqual([]);
    await visitor.clearsFilters();
    expect(await visitor.numberFound()).toBeGreaterThan(0);
  });

  it.each(["occupancy=haunted", "from=%25%25%25", "sort=-as_at&from=WzEsIm5hbWUiXQ"])("a mangled link (%s) says so in plain words, and begins anew", async (mangled) => {
    visitor = await Visitor.arrives(width, new URL(`#${mangled}`, SERVICE).href);
    expect(await visitor.failure()).toMatch(/^There is a problem\s+This page cannot read the link. Part of it is missing or wrong.\s+Start again$/);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.pressesButton("Start again");
    expect(await visitor.failure()).toBeNull();
    expect(await visitor.numberFound()).toBeGreaterThan(0);
    refused = 1;
  });

  it("a link with words nobody knows opens as it can", async () => {
    visitor = await Visitor.arrives(width, new URL("#layer=xxx&filters=%%%&sort=upwards&view=1,2", SERVICE).href);
    expect(await visitor.failure()).toBeNull();
    expect(await visitor.heading()).toBe("Public land and buildings");
    await listIsMap();
  });

  it("what stands empty comes first, and the list says so", async () => {
    visitor = await Visitor.arrives(width);
    expect(await visitor.text()).toContain("Empty space first");
    const emptiness = (await visitor.listedOccupancies()).map((occupancy) => (occupancy.toLowerCase().includes("vacant") ? 0 : occupancy === "Occupied" ? 1 : 2));
    expect(new Set(emptiness).size).toBe(3);
    expect([...emptiness].sort()).toEqual(emptiness);
    await visitor.sortsBy("Council’s reference");
    expect(await visitor.address()).toContain("sort=id");
    await listIsMap();
  });

  it("the list follows the map when it is moved, and comes back with the whole region", async () => {
    visitor = await Visitor.arrives(width);
    const all = await visitor.numberFound();
    await visitor.shows("Map");
    await visitor.zoomsIn();
    await visitor.zoomsIn();
    await visitor.shows("List");
    expect(await visitor.numberFound()).toBeLessThan(all);
    const { unplaced } = await visitor.listed();
    expect(unplaced).toEqual([]);
    await listIsMap();
    await visitor.showsWholeRegion();
    expect(await visitor.numberFound()).toBe(all);
    await listIsMap();
  });

  it("an asset opens with its facts, its gaps, its neighbourhood and who it could suit", async () => {
    visitor = await Visitor.arrives(width);
    const name = await visitor.opensFromList(2);
    expect(await visitor.heading()).toBe(name);
    expect(await visitor.title()).toBe(`${name} – catmap`);
    const text = await visitor.text();
    for (const part of ["Owner", "What is known", "What is not known", "The neighbourhood", "Who this could suit"]) {
      expect(text).toContain(part);
    }
    expect(await visitor.focusedOn()).toBe(name);
    await visitor.followsBackLink();
    expect(await visitor.heading()).toBe("Public land and buildings");
    await visitor.goesBack();
    expect(await visitor.heading()).toBe(name);
  });

  it("a link restores the whole view for somebody else", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.filtersBy("Borough", boroughs[1] ?? "");
    await visitor.coloursAreasBy("Price level");
    await visitor.shows("Map");
    await visitor.zoomsIn();
    await visitor.shows("List");
    const seen = { list: await visitor.listed(), map: await visitor.onTheMap(), number: await visitor.numberFound() };
    const link = await visitor.address();
    const other = await Visitor.arrives(width, link);
    expect(await other.numberFound()).toBe(seen.number);
    expect(await other.listed()).toEqual(seen.list);
    expect(await other.onTheMap()).toEqual(seen.map);
    expect(await other.filterTags()).toEqual([boroughs[1]]);
    expect(await other.colouredBy()).toBe("Price level");
    await other.leaves();
  });

  it("the map key tells real classes, and hatching for gaps that are not clear", async () => {
    visitor = await Visitor.arrives(width);
    expect(await visitor.mapKey()).toContain("Most deprived 10%");
    await visitor.coloursAreasBy("Headroom");
    expect(await visitor.mapKey()).toContain("No clear gap");
    await visitor.coloursAreasBy("Price level");
    expect(await visitor.mapKey()).toContain("Cheapest fifth");
    expect(await visitor.mapKey()).toContain("Not known");
  });

  it("published needs can be listed and opened, with buildings that could suit them", async () => {
    visitor = await Visitor.arrives(width);
    const { counts } = await aboutService();
    await visitor.listsNeeds();
    expect(await visitor.numberFound()).toBe(counts.needs);
    const { placed } = await visitor.listed();
    const drawn = new Set(await visitor.onTheMap());
    expect(placed.filter((id) => !drawn.has(id))).toEqual([]);
    const title = await visitor.opensFromList(1);
    expect(await visitor.heading()).toBe(title);
    expect(await visitor.text()).toContain("Buildings that could suit");
    expect(await visitor.text()).not.toMatch(/your budget is £|capital/i);
  });
});

describe.each([1280, 390])("a long list on a screen %i pixels wide", (width) => {
  it("is drawn in steps, and as far as somebody is led", async () => {
    visitor = await Visitor.arrives(width);
    const all = await visitor.numberFound();
    expect(all).toBeGreaterThan(100);
    expect(await visitor.rowsDrawn()).toBe(50);
    expect(await visitor.showsMoreRows()).toBe(`Show 50 more (of ${all.toLocaleString("en-GB")})`);
    expect(await visitor.rowsDrawn()).toBe(100);
    const focused = await visitor.focusedOn();
    const { placed, unplaced } = await visitor.listed();
    expect(placed.length + unplaced.length).toBe(all);
    expect(await visitor.nameInList(51)).toBe(focused);
    expect(await visitor.accessibilityProblems()).toEqual([]);

    const last = placed[placed.length - 1] ?? "";
    const other = await Visitor.arrives(width, new URL(`#asset=${last}`, SERVICE).href);
    const name = await other.heading();
    await other.followsBackLink();
    expect(await other.focusedOn()).toBe(name);
    expect(await other.rowsDrawn()).toBeGreaterThan(50);
    await other.leaves();
  });
});

describe("with a mouse", () => {
  it("pointing at the list lights the item up", async () => {
    visitor = await Visitor.arrives(1280);
    const id = await visitor.pointsAtListItem(2);
    expect(await visitor.litUp()).toBe(id);
  });

  it("clicking the map opens what is there", async () => {
    visitor = await Visitor.arrives(1280);
    await visitor.clicksASignOnTheMap();
    const text = `${await visitor.heading()} ${await visitor.text()}`;
    expect(text.length).toBeGreaterThan(20);
  });
});
