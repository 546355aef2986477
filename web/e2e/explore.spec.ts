/** Somebody explores the stock: sorts it, draws an area, reads the sums, and takes away what is shown. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SERVICE, Visitor, aboutService, startBrowser, stopBrowser } from "./driver";

let visitor: Visitor;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  expect(visitor.browserComplaints()).toEqual([]);
  await visitor.leaves();
});

async function listIsMap(): Promise<string[]> {
  const { placed } = await visitor.listed();
  expect([...placed].sort()).toEqual(await visitor.onTheMap());
  return placed;
}

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("the largest come first when sorted by size, those of unknown size last, and the map holds the same", async () => {
    visitor = await Visitor.arrives(width);
    const all = await visitor.numberFound();
    await visitor.sortsBy("Size, largest first");
    const sizes = await visitor.sizes();
    expect(sizes).toHaveLength(all);
    const known = sizes.filter((size) => size !== null);
    expect(known.length).toBeGreaterThan(10);
    expect([...known].sort((one, other) => other - one)).toEqual(known);
    expect(sizes.slice(known.length).every((size) => size === null)).toBe(true);
    const order = await listIsMap();
    const other = await Visitor.arrives(width, await visitor.address());
    expect((await other.listed()).placed).toEqual(order);
    await other.leaves();
  });

  it("an area drawn on the map narrows the list and the map alike, and a link restores it", async () => {
    visitor = await Visitor.arrives(width);
    const all = await visitor.numberFound();
    await visitor.beginsToDraw();
    expect(await visitor.mapHint()).toContain("first corner");
    await visitor.setsCorners([[0.35, 0.35], [0.65, 0.35]]);
    expect(await visitor.mapHint()).toContain("at least 1 more");
    await visitor.pressesButton("Remove the last corner");
    expect(await visitor.mapHint()).toContain("1 corner so far");
    await visitor.pressesButton("Cancel");
    expect(await visitor.numberFound()).toBe(all);

    await visitor.beginsToDraw();
    await visitor.setsCorners([[0.35, 0.4], [0.65, 0.4], [0.6, 0.75], [0.4, 0.75]]);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.pressesButton("Use this area");
    const inside = await visitor.numberFound();
    expect(inside).toBeGreaterThan(0);
    expect(inside).toBeLessThan(all);
    expect(await visitor.filterTags()).toEqual(["The area I drew"]);
    const placed = await listIsMap();
    const other = await Visitor.arrives(width, await visitor.address());
    expect((await other.listed()).placed).toEqual(placed);
    await other.leaves();
    await visitor.takesOffFilter("The area I drew");
    expect(await visitor.numberFound()).toBe(all);
  });

  it("how it is offered and how fresh its list is can be asked for", async () => {
    visitor = await Visitor.arrives(width);
    const all = await visitor.numberFound();
    const found: number[] = [];
    for (const tenure of ["Freehold", "Lease", "Not known"]) {
      await visitor.filtersBy("How it is offered", tenure);
      found.push(await visitor.numberFound());
      await listIsMap();
    }
    // Ticked one after the other they add up to everything.
    expect([...found].sort((one, other) => one - other)).toEqual(found);
    expect(found.at(-1)).toBe(all);
    expect(await visitor.filterTags()).toEqual(["Freehold", "Lease", "How it is offered: not known"]);
    await visitor.wantsFresh("Listed within 12 months");
    await visitor.filtersBy("Occupancy", "Vacant");
    expect(await visitor.filterTags()).toContain("Listed within 12 months");
    await listIsMap();
    await visitor.clearsFilters();
    expect(await visitor.numberFound()).toBe(all);
  });

  it("a least score and an order by score narrow and sort the list and the map, and the file holds the same", async () => {
    visitor = await Visitor.arrives(width);
    const all = await visitor.numberFound();
    await visitor.chooses("Best match score, at least", "Good or better: 55 and over");
    const good = await visitor.numberFound();
    expect(good).toBeGreaterThan(0);
    expect(good).toBeLessThan(all);
    await visitor.sortsBy("Best match score, highest first");
    const scores = await visitor.listedScores();
    expect(scores).toHaveLength(good);
    expect([...scores].sort((one, other) => other - one)).toEqual(scores);
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(55);
    expect(await visitor.filterTags()).toEqual(["Best match score 55 and over"]);
    const order = await listIsMap();
    await visitor.unfolds("Download or share what is shown");
    const { bytes } = await visitor.downloads("What is shown as CSV");
    const keys = bytes.toString("utf8").trim().split("\r\n").slice(1).map((row) => row.split(",")[0]);
    expect(keys.filter((key) => order.includes(key ?? ""))).toEqual(order);
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("what was said to be empty within a year can be asked for, and only that is listed", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.chooses("Seen empty lately", "Said to be empty within 24 months");
    expect(await visitor.filterTags()).toEqual(["Said to be empty within 24 months"]);
    const empty = await visitor.numberFound();
    await listIsMap();
    await visitor.filtersBy("Occupancy", "Occupied");
    expect(await visitor.numberFound()).toBe(0);
    await visitor.takesOffFilter("Occupied");
    expect(await visitor.numberFound()).toBe(empty);
  });

  it("sums follow the filters and the map, and tell what is not known", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    const sumOf = (lines: Record<string, number>, title: string): number =>
      Object.entries(lines).reduce((sum, [line, number]) => sum + (line.startsWith(title) ? number : 0), 0);
    for (const borough of boroughs.slice(0, 2)) {
      await visitor.filtersBy("Borough", borough);
      const { space, lines } = await visitor.totals();
      const number = await visitor.numberFound();
      expect(sumOf(lines, "Who is in them")).toBe(number);
      expect(sumOf(lines, "What the owner intends")).toBe(number);
      const known = (await visitor.sizes()).filter((size) => size !== null);
      const total = Number(/^([\d,]+) m²/.exec(space)?.[1]?.replaceAll(",", ""));
      expect(Math.abs(total - known.reduce((sum, size) => sum + size, 0))).toBeLessThan(known.length);
      if (known.length < number) expect(space).toContain(`in ${known.length} of ${number}`);
    }
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("the list narrows to a ward of the borough, and the map with it", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.filtersBy("Borough", "Aldermere");
    const all = await visitor.numberFound();
    const wards = await visitor.choicesOf("Ward");
    expect(wards).toEqual(["Aldermere", "Larkmere", "Sandholme", "Thornsea"]);
    let seen = 0;
    for (const ward of wards) {
      await visitor.filtersBy("Ward", ward);
      const { placed, unplaced } = await visitor.listed();
      expect(placed.length + unplaced.length).toBe(await visitor.numberFound());
      seen += await visitor.numberFound();
      await visitor.takesOffFilter(`Ward: ${ward}`);
    }
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThanOrEqual(all);
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("a file holds what the list shows, in its order, and the link can be copied", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.filtersBy("Borough", boroughs[0] ?? "");
    await visitor.filtersBy("How it is offered", "Lease");
    await visitor.sortsBy("Name");
    const { placed, unplaced } = await visitor.listed();
    await visitor.unfolds("Download or share what is shown");
    expect(await visitor.valueOf("Link to this view")).toBe(await visitor.address());
    expect(await visitor.accessibilityProblems()).toEqual([]);
    const { name, bytes } = await visitor.downloads("What is shown as CSV");
    expect(name).toMatch(/^catmap-assets-.*\.csv$/);
    const keys = bytes.toString("utf8").trim().split("\r\n").slice(1).map((row) => row.split(",")[0]);
    expect(keys.filter((key) => !unplaced.includes(key ?? ""))).toEqual(placed);
    expect(keys).toHaveLength(placed.length + unplaced.length);
  });

  it("activity and the need gap colour the areas too, with what each class means", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.coloursAreasBy("Activity");
    expect(await visitor.mapKey()).toContain("Busiest fifth");
    await visitor.coloursAreasBy("Need gap");
    expect(await visitor.mapKey()).toContain("Over 6,000 m² short");
    expect(await visitor.mapKey()).toContain("Not known");
    expect(visitor.requests().some((url) => url.includes("collections/need-gap/tiles"))).toBe(true);
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });
});

describe.each([1280, 390])("somebody asks what deprivation is made of, at %i pixels", (width) => {
  it("each of its seven kinds colours the areas, a link holds the choice, and an area tells all seven", async () => {
    visitor = await Visitor.arrives(width);
    expect(await visitor.mapKey()).toContain("All seven kinds together");
    expect(await visitor.kindsOfDeprivation()).toHaveLength(8);
    const index = await visitor.areaColours();
    await visitor.coloursByKind("Health and disability");
    expect(await visitor.mapKey()).toContain("die early");
    const health = await visitor.areaColours();
    expect(health).not.toEqual(index);
    // As many areas, each in a class of the key or not known.
    expect(Object.keys(health)).toEqual(Object.keys(index));
    const other = await Visitor.arrives(width, await visitor.address());
    expect(await other.mapKey()).toContain("die early");
    expect(await other.areaColours()).toEqual(health);
    await other.leaves();
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.leaves();
    visitor = await Visitor.arrives(width, new URL(`#area=${Object.keys(health)[0]}`, SERVICE).href);
    const text = await visitor.text();
    expect(text).toContain("The seven kinds of deprivation");
    for (const kind of ["Income", "Employment", "Education and skills", "Health and disability", "Crime", "Barriers to housing and services", "Living environment"]) {
      expect(text).toMatch(new RegExp(`${kind}\\s+(Most|Least) deprived [1-5]0%`));
    }
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });
});

describe.each([1280, 390])("signs that would hide each other, at %i pixels", (width) => {
  it("are drawn as one with their number, which holds what the list holds, and a click brings them apart", async () => {
    visitor = await Visitor.arrives(width);
    const { placed } = await visitor.listed();
    await visitor.shows("Map");
    const clusters = await visitor.clusters();
    expect(clusters.length).toBeGreaterThan(3);
    const held = clusters.flatMap(({ ids }) => ids);
    expect(new Set(held).size).toBe(held.length);
    expect(placed).toEqual(expect.arrayContaining(held));
    expect(await visitor.onTheMap()).toEqual([...placed].sort());
    const [largest] = clusters;
    if (!largest) throw new Error("no cluster");
    if (width > 900) expect(await visitor.pointsAtTheMap(largest)).toMatch(new RegExp(`^${largest.ids.length} assets \\(\\d+ with empty space\\) here`));
    await visitor.clicksTheMap(largest);
    const apart = await visitor.clusters();
    expect(apart.every(({ ids }) => ids.length < largest.ids.length)).toBe(true);
    await visitor.shows("List");
    const there = await listIsMap();
    expect(there).toEqual(expect.arrayContaining(largest.ids));
    expect(there.length).toBeLessThan(placed.length);
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("stand alone once the map is near, and scores do wherever it is", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.signsShow("Best match score");
    expect(await visitor.clusters()).toEqual([]);
    await visitor.signsShow("Who is in it");
    expect((await visitor.clusters()).length).toBeGreaterThan(3);
    await visitor.shows("Map");
    for (let clicks = 0; clicks < 12; clicks += 1) {
      const [largest] = await visitor.clusters();
      if (!largest) break;
      if (await visitor.canReach(largest)) await visitor.clicksTheMap(largest);
      else await visitor.zoomsIn();
    }
    expect(await visitor.clusters()).toEqual([]);
    await visitor.shows("List");
    await listIsMap();
  });
});

describe("with a mouse", () => {
  it("pointing at the list rings the number that stands for it too", async () => {
    visitor = await Visitor.arrives(1280);
    const [cluster] = await visitor.clusters();
    await visitor.pointsAtItem(cluster?.ids[0] ?? "");
    const [ring, another] = await visitor.rings();
    expect(another).toBeUndefined();
    expect(Math.hypot((ring?.x ?? 0) - (cluster?.x ?? 0), (ring?.y ?? 0) - (cluster?.y ?? 0))).toBeLessThan(2);
  });
});

describe.each([1280, 390])("somebody looks for a place at %i pixels", (width) => {
  it("a borough or a postcode that is typed comes up, and choosing it takes list and map there", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    const [borough = ""] = boroughs;
    const all = await visitor.numberFound();
    const found = await visitor.typesPlace(borough.slice(0, 4).toLowerCase());
    expect(found[0]).toBe(`${borough} Borough`);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.goesToPlace(borough);
    const there = await visitor.numberFound();
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(all);
    expect(await visitor.text()).toContain("in this part of the map");
    expect(await visitor.placeGoneTo()).toEqual({ told: `${borough} (Borough). The map is there now, and the list holds what lies there.`, field: borough });
    expect(await visitor.accessibilityProblems()).toEqual([]);
    const placed = await listIsMap();
    const other = await Visitor.arrives(width, await visitor.address());
    expect((await other.listed()).placed).toEqual(placed);
    await other.leaves();
    await visitor.showsWholeRegion();
    expect(await visitor.numberFound()).toBe(all);
    expect(await visitor.placeGoneTo()).toEqual({ told: "", field: "" });
  });

  it("a place nobody knows teaches what to do, and Enter looks in names of buildings", async () => {
    visitor = await Visitor.arrives(width);
    expect(await visitor.typesPlace("Atlantis")).toEqual(["No place here is called “Atlantis”. Press Search to look for it in names and addresses of buildings."]);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.searchesFor("hall");
    expect(await visitor.filterTags()).toEqual(["“hall”"]);
  });
});

describe("with the keyboard alone", () => {
  it("a place is chosen with the arrow keys and Enter, and Escape puts the places away", async () => {
    visitor = await Visitor.arrives(1280);
    const { boroughs } = await aboutService();
    const all = await visitor.numberFound();
    await visitor.tabsTo(/^Search for a place/);
    await visitor.types((boroughs[0] ?? "").slice(0, 4));
    await visitor.placesShown();
    await visitor.presses("Escape");
    expect(await visitor.mayChoose()).toBeNull();
    await visitor.types((boroughs[0] ?? "").slice(4));
    await visitor.placesShown();
    await visitor.presses("ArrowDown");
    expect(await visitor.mayChoose()).toContain(boroughs[0]);
    await visitor.presses("Enter");
    await visitor.settled();
    expect(await visitor.numberFound()).toBeLessThan(all);
    expect(await visitor.focusedOn()).toBe("Search for a place, postcode or building");
  });
});

describe("with the keyboard alone", () => {
  it("an area is drawn with the arrow keys and Enter", async () => {
    visitor = await Visitor.arrives(1280);
    const all = await visitor.numberFound();
    await visitor.beginsToDraw();
    expect(await visitor.focusedOn()).toBe("Map of areas and assets");
    await visitor.presses("Enter");
    for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft"]) {
      await visitor.presses(key);
      await visitor.presses(key);
      await visitor.settled();
      await visitor.presses("Enter");
    }
    expect(await visitor.mapHint()).toContain("4 corners");
    await visitor.tabsTo(/^Use this area$/);
    await visitor.presses("Enter");
    await visitor.settled();
    expect(await visitor.numberFound()).toBeLessThan(all);
    expect(await visitor.filterTags()).toEqual(["The area I drew"]);
    expect(await visitor.focusedOn()).toBe("Public land and buildings");
  });
});
