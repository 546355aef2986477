/** A strategist looks at the whole region: stock, needs, areas picked on a chart, weights tried, views saved. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { aboutService, startBrowser, stopBrowser } from "./driver";
import { Strategist } from "./strategist";

let strategist: Strategist;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(strategist.foreignRequests()).toEqual([]);
  expect(strategist.browserComplaints()).toEqual([]);
  await strategist.leaves();
});

describe.each([1280, 390])("at %i pixels", (width) => {
  it("stock and needs are drawn, and the tables hold the same as the service counts", async () => {
    strategist = await Strategist.arrives(width);
    await strategist.opensTheRegion();
    expect(await strategist.heading()).toBe("The whole region");
    const { counts, boroughs } = await aboutService();
    expect(await strategist.figures()).toMatchObject({ assets: counts.assets, "published needs": counts.needs });
    const tables = await strategist.tables();
    const stock = tables["Stock by borough: Who is in it"] ?? [];
    expect(stock.map(([borough]) => borough)).toEqual(expect.arrayContaining([...boroughs, "Total"]));
    expect(Number(stock.at(-1)?.at(-1)?.replaceAll(",", ""))).toBe(counts.assets);
    for (const row of stock) {
      const numbers = row.slice(1).map((cell) => Number(cell.replaceAll(",", "")));
      expect(numbers.slice(0, -1).reduce((sum, number) => sum + number, 0)).toBe(numbers.at(-1));
    }
    await strategist.pressesButton("What the owner intends");
    expect(Object.keys(await strategist.tables())).toContain("Stock by borough: What the owner intends");
    expect(Object.keys(await strategist.tables())).toContain("Needs beside empty space");
    expect(await strategist.pictures()).toHaveLength(3);
    expect(await strategist.accessibilityProblems()).toEqual([]);
    expect(await strategist.scrollsSideways()).toBe(false);
  });

  it("areas chosen in the table stand out on the map, and a link brings them back", async () => {
    strategist = await Strategist.arrives(width);
    await strategist.opensTheRegion();
    const number = await strategist.choosesACount();
    expect(number).toBeGreaterThan(0);
    expect(await strategist.text()).toContain(`${number} ${number === 1 ? "area" : "areas"} picked`);
    expect(await strategist.accessibilityProblems()).toEqual([]);
    const other = await Strategist.arrives(width, await strategist.address());
    expect(await other.text()).toContain(`${number} ${number === 1 ? "area" : "areas"} picked`);
    await other.leaves();
    await strategist.pressesButton("Pick none");
    expect(await strategist.text()).not.toMatch(/\d+ areas? picked/);
  });

  it("other weights say how firm the order is, and a view is saved, opened, removed and brought back", async () => {
    strategist = await Strategist.arrives(width);
    await strategist.opensTheRegion();
    expect(await strategist.text()).toContain("This is the usual mix");
    await strategist.usesPreset("Need first");
    expect(await strategist.text()).toMatch(/the same building comes first as with the usual mix for \d+% of/);
    await strategist.pressesButton("Save this view");
    expect(await strategist.text()).toContain("Enter a name for this view");
    expect(await strategist.accessibilityProblems()).toEqual([]);
    await strategist.fillsIn("Name of this view", "Deprivation counts most");
    await strategist.pressesButton("Save this view");
    expect(await strategist.text()).toContain("Saved as “Deprivation counts most”.");
    const saved = await strategist.address();
    await strategist.comesBack();
    await strategist.opensTheRegion();
    expect(await strategist.text()).toContain("This is the usual mix");
    await strategist.followsLink("Deprivation counts most");
    expect(await strategist.address()).toBe(saved);
    expect(await strategist.text()).not.toContain("This is the usual mix");
    await strategist.pressesButton("Remove “Deprivation counts most”");
    expect(await strategist.text()).toContain("“Deprivation counts most” was removed.");
    await strategist.pressesButton("Undo");
    await strategist.followsLink("Deprivation counts most");
  });
});

describe("with a mouse", () => {
  it("a box drawn around dots picks their areas", async () => {
    strategist = await Strategist.arrives(1280);
    await strategist.opensTheRegion();
    await strategist.drawsABoxOnTheChart();
    expect(await strategist.text()).toMatch(/\d+ areas? picked/);
    expect(await strategist.address()).toContain("picked=");
  });
});
