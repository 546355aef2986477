/** Somebody goes where there is no network: what they last saw can be read, and nothing that was theirs alone is kept. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Officer } from "./desk";
import { SERVICE, Visitor, startBrowser, stopBrowser } from "./driver";
import { RESIDENT } from "./people";

let visitor: Visitor;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  await visitor.leaves();
});

/** The addresses below the service that were asked for and begin so. */
const asked = (path: string): string[] => [
  ...new Set(
    visitor
      .requests()
      .map((url) => url.replace(SERVICE.href, ""))
      .filter((url) => url.startsWith(path)),
  ),
];

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("what was looked at is read again without a network, and says from when it is", async () => {
    visitor = await Visitor.arrives(width, "", { keeping: true });
    const name = await visitor.opensFromList(1);
    await visitor.followsBackLink();
    await visitor.keeps("about", ...asked("collections/assets/items?"), ...asked("assets/"));
    const found = await visitor.numberFound();
    const listed = await visitor.listed();
    expect(await visitor.saidOfTheConnection()).toBeNull();
    expect(visitor.browserComplaints()).toEqual([]);

    await visitor.goesOffline();
    await visitor.reloads();
    expect(await visitor.heading()).toBe("Public land and buildings");
    expect(await visitor.saidOfTheConnection()).toMatch(/^You are offline\. This is what you last saw, at \d{2}:\d{2}\. To search, sign in or send anything you need a connection\.$/);
    expect(await visitor.numberFound()).toBe(found);
    expect(await visitor.listed()).toEqual(listed);
    expect([...listed.placed].sort()).toEqual(await visitor.onTheMap());
    expect(await visitor.failure()).toBeNull();
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);

    expect(await visitor.opensFromList(1)).toBe(name);
    expect(await visitor.heading()).toBe(name);
    await visitor.followsBackLink();
    await visitor.goesTo("About");
    expect(await visitor.heading()).toBe("About the data");
    expect(await visitor.failure()).toBeNull();
    await visitor.goesTo("Look around");
    await visitor.opensFromList(2);
    expect(await visitor.failure()).toContain("You are offline, so this cannot be shown or sent.");

    await visitor.comesOnline();
    expect(await visitor.saidOfTheConnection()).toBeNull();
    expect(await visitor.failure()).toBeNull();
  });
});

it("a page that does not come says so, and can be asked for again", async () => {
  visitor = await Visitor.arrives(1280);
  await visitor.losesFiles("reading");
  await visitor.goesTo("About");
  expect(await visitor.failure()).toContain("This page could not be loaded. Check your connection, then try again.");
  expect(await visitor.focusedOn()).toBe("There is a problem");
  expect(await visitor.accessibilityProblems()).toEqual([]);
  await visitor.hasFilesAgain();
  await visitor.pressesButton("Try again");
  expect(await visitor.heading()).toBe("About the data");
  expect(await visitor.failure()).toBeNull();
});

it("nothing that an officer alone may see is ever kept, and signing in forgets what was read before", async () => {
  const officer = await Officer.arrives(1280, "", { keeping: true });
  visitor = officer;
  await officer.keeps("about");
  const before = await officer.kept();
  expect(before.some(({ address }) => address.includes("collections/assets/items"))).toBe(true);
  expect(before.every(({ cache }) => cache.startsWith("public"))).toBe(true);

  await officer.goesToSignIn();
  await officer.signsIn(RESIDENT.email, RESIDENT.password);
  await officer.opensPage("Worklist");
  await officer.reloads();
  const [first] = await officer.work();
  await officer.follows(first?.name ?? "");
  expect(await officer.heading()).toBe(first?.name);
  const files = (await officer.kept()).map(({ address }) => address.replace(SERVICE.href, ""));
  expect(files.filter((address) => !/^(index\.html|web\/|icon|manifest)/.test(address))).toEqual([]);

  await officer.signsOut();
  await officer.keeps("about");
  const after = await officer.kept();
  expect(after.every(({ cache, text }) => cache.startsWith("public") && !text.includes(RESIDENT.email))).toBe(true);
});
