/** The page takes the design that the reader's device asks for: dark, with more contrast, or in the device's own colours. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Officer } from "./desk";
import { SERVICE, aboutService, startBrowser, stopBrowser } from "./driver";
import { RESIDENT } from "./people";

let visitor: Officer;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  expect(visitor.browserComplaints()).toEqual([]);
  await visitor.leaves();
});

const DARK = { page: "dark", map: "dark" };
const LIGHT = { page: "light", map: "light" };
const PAGES = ["", "#signs=score&layer=headroom", "#task=find", "#task=region", "#task=method", "#task=fairness", "#task=help", "#task=signin"];

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("every page for the public is dark where dark is asked for, and axe finds nothing wrong", async () => {
    for (const [index, page] of PAGES.entries()) {
      const link = new URL(page, SERVICE).href;
      if (index > 0) await visitor.leaves();
      visitor = await Officer.arrives(width, link, { colorScheme: "dark" });
      expect(await visitor.design(), page).toEqual(DARK);
      expect(await visitor.accessibilityProblems(), page).toEqual([]);
    }
  });

  it("what one works with is dark too: filters, an asset, the form and its matches", async () => {
    visitor = await Officer.arrives(width, "", { colorScheme: "dark" });
    await visitor.filtersBy("Occupancy", "Vacant");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.opensFromList(1);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.goesTo("Find premises");
    const { boroughs } = await aboutService();
    await visitor.saysWhere({ borough: boroughs[0] ?? "" });
    await visitor.needs({ budget: "20000" });
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.asksForPremises();
    await visitor.opensReasons(1);
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("an officer's worklist and files are dark, and axe finds nothing wrong", async () => {
    visitor = await Officer.arrives(width, "", { colorScheme: "dark" });
    await visitor.goesToSignIn();
    await visitor.signsIn(RESIDENT.email, RESIDENT.password);
    for (const page of ["Worklist", "Load a file", "Enquiries", "Change password"] as const) {
      await visitor.opensPage(page);
      expect((await visitor.design()).page).toBe("dark");
      expect(await visitor.accessibilityProblems(), page).toEqual([]);
    }
  });
});

it.each([{ contrast: "more" }, { contrast: "more", colorScheme: "dark" }, { forcedColors: "active" }] as const)("with %o axe finds nothing wrong", async (asks) => {
  visitor = await Officer.arrives(1280, "", asks);
  expect(await visitor.accessibilityProblems()).toEqual([]);
  await visitor.opensFromList(1);
  expect(await visitor.accessibilityProblems()).toEqual([]);
});

it("the design follows the device while the page is open, and paper stays light", async () => {
  visitor = await Officer.arrives(1280);
  const there = await visitor.onTheMap();
  expect(await visitor.design()).toEqual(LIGHT);
  await visitor.device({ colorScheme: "dark" });
  expect(await visitor.design()).toEqual(DARK);
  expect(await visitor.onTheMap()).toEqual(there);
  await visitor.device({ media: "print" });
  expect((await visitor.design()).page).toBe("light");
  await visitor.device({ media: "screen", colorScheme: "light" });
  expect(await visitor.design()).toEqual(LIGHT);
});
