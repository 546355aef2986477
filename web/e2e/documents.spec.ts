/** The pages made from data, for people who come by a GIS address: for everybody, and without the map. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Visitor, startBrowser, stopBrowser } from "./driver";

let visitor: Visitor;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  await visitor.leaves();
});

describe.each([1280, 390])("axe finds nothing wrong at %i pixels", (width) => {
  it.each([
    "?f=html",
    "conformance?f=html",
    "collections?f=html",
    "collections/areas?f=html",
    "collections/assets/items?f=html&limit=20",
    "collections/needs/queryables?f=html",
    "collections/areas/schema?f=html",
    "collections/assets/sortables?f=html",
    "collections/areas/tiles?f=html",
    "tileMatrixSets/WebMercatorQuad?f=html",
    "api?f=html",
  ])("on /%s", async (path) => {
    visitor = await Visitor.arrives(width);
    await visitor.opensDocument(path);
    expect(await visitor.heading()).not.toBe("");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
  });

  it("on one feature, which is a link away from the table, and the map a link away from it", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.opensDocument("collections/areas/items?f=html&limit=5");
    await visitor.followsTheFirstOf("Areas");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.heading()).toMatch(/^Areas: E\d+$/);
    await visitor.opensTheMap();
    expect(await visitor.title()).toContain("catmap");
  });
});
