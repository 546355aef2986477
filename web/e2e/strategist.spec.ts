/** A strategist takes the layers into GIS: the address, the steps, and a file with everything in it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Visitor, aboutService, startBrowser, stopBrowser } from "./driver";

let visitor: Visitor;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  await visitor.leaves();
});

describe.each([1280, 390])("at %i pixels", (width) => {
  it("the address of the service and the steps for a program are at the foot of any page", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.followsAtTheFoot("Use it in GIS");
    expect(await visitor.heading()).toBe("Use it in GIS");
    const address = await visitor.valueOf("Address of this service");
    const landing = (await (await fetch(address, { headers: { accept: "application/json" } })).json()) as { links: { rel: string }[] };
    expect(landing.links.map(({ rel }) => rel)).toContain("service-desc");
    await visitor.unfolds("QGIS");
    expect(await visitor.text()).toContain("Only request features overlapping the view extent");
    await visitor.unfolds("GeoPandas");
    expect(await visitor.text()).toContain(`${address}collections/assets/items`);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
  });

  it("a layer is downloaded as a file that holds all of it", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.followsAtTheFoot("Use it in GIS");
    const { name, bytes } = await visitor.downloads("Assets as CSV");
    const text = bytes.toString("utf8");
    expect(name).toMatch(/^catmap-assets-.*\.csv$/);
    const { counts } = await aboutService();
    expect(text.trim().split("\r\n").length).toBe(counts.assets + 1);
    expect(text).toContain("easting_m");
  });
});
