/** An officer changes their password, and sees of their own council's empty buildings what the public does not. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Officer } from "./desk";
import { startBrowser, stopBrowser } from "./driver";
import { ADMINISTRATOR, CHANGER, RESIDENT, SHARED } from "./people";

let officer: Officer;
/** What the browser may complain of: answers that the story asks for on purpose. */
let expected: RegExp | null;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(officer.foreignRequests()).toEqual([]);
  expect(officer.browserComplaints().filter((complaint) => !expected?.test(complaint))).toEqual([]);
  expected = null;
  await officer.leaves();
});

async function signedIn(width: number, who: { email: string; password: string }): Promise<Officer> {
  const somebody = await Officer.arrives(width);
  await somebody.goesToSignIn();
  await somebody.signsIn(who.email, who.password);
  return somebody;
}

describe("changing one's own password", () => {
  it.each([1280, 390])("says beside the field what is wrong, at %i pixels", async (width) => {
    expected = /422/;
    officer = await signedIn(width, CHANGER);
    await officer.opensPage("Change password");
    expect(await officer.heading()).toBe("Change your password");
    expect(await officer.focusedOn()).toBe("Change your password");
    expect(await officer.autofill("Current password")).toBe("current-password");
    expect(await officer.autofill("New password")).toBe("new-password");
    expect(await officer.text()).toContain("Every other browser and device is signed out");
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);

    await officer.pressesButton("Change the password");
    expect(await officer.errorMessages()).toEqual(["Enter your current password", "Choose a password of at least 12 characters"]);
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.sets("Current password", "not my password");
    await officer.sets("New password", "six marble staircases");
    await officer.pressesButton("Change the password");
    expect(await officer.errorMessages()).toEqual(["This is not your current password."]);
    expect(await officer.errorBeside("Current password")).toContain("This is not your current password.");
    await officer.sets("Current password", CHANGER.password);
    await officer.sets("New password", "Cy Dean Cy Dean");
    await officer.pressesButton("Change the password");
    expect(await officer.errorBeside("New password")).toContain("too easy to guess");
    expect(await officer.errorBeside("Current password")).toBe("");
    expect(await officer.accessibilityProblems()).toEqual([]);
  });

  it("signs every other browser out, and not this one", async () => {
    expected = /401/;
    const elsewhere = await signedIn(1280, CHANGER);
    officer = await signedIn(1280, CHANGER);
    await officer.opensPage("Change password");
    await officer.sets("Current password", CHANGER.password);
    await officer.sets("New password", "six marble staircases");
    await officer.pressesButton("Change the password");
    expect(await officer.doneNotice()).toContain("Your password is changed");
    expect(await officer.focusedOn()).toBe("Change your password");
    expect(await officer.signedInAs()).toContain(CHANGER.name);
    await officer.opensPage("Load a file");
    expect(await officer.heading()).toBe("Load a file");

    await elsewhere.opensPage("Load a file");
    expect(await elsewhere.signedInAs()).toBeNull();
    expect(await elsewhere.text()).toContain("Sign in first");
    await elsewhere.follows("Sign in");
    await elsewhere.signsIn(CHANGER.email, CHANGER.password);
    expect(await elsewhere.failure()).toContain("do not fit");
    await elsewhere.signsIn(CHANGER.email, "six marble staircases");
    expect(await elsewhere.heading()).toBe("Load a file");
    await elsewhere.leaves();
  });
});

describe("an empty building of one's own council", () => {
  it.each([1280, 390])("is marked in the list, on the map and in its record as seen by few, at %i pixels", async (width) => {
    officer = await signedIn(width, RESIDENT);
    expect(await officer.mapKey()).toContain("Square: exact place, only you and your colleagues see it");
    await officer.shows("List");
    await officer.filtersBy("Occupancy", "Vacant");
    const places = await officer.placesListed();
    const mine = places.filter(({ says }) => says === "Exact place: only you and your colleagues see this");
    const coarse = places.filter(({ says }) => says === "Shown at the centre of its area");
    expect(mine.length).toBeGreaterThan(5);
    expect(coarse.length).toBeGreaterThan(mine.length);
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);

    const first = mine[0]?.id ?? "";
    await officer.opensAsset(first);
    expect(await officer.privateMarks()).toEqual(["Exact place: only you and your colleagues see this. The public sees the centre of the area around it."]);
    expect(await officer.accessibilityProblems()).toEqual([]);

    const visitor = await Officer.arrives(width, await officer.address());
    expect(await visitor.privateMarks()).toEqual([]);
    expect(await visitor.text()).not.toContain("only you and your colleagues");
    await visitor.goesTo("Look around");
    expect(await visitor.mapKey()).not.toContain("only you and your colleagues");
    await visitor.shows("List");
    const seen = await visitor.placesListed();
    expect(seen.filter(({ says }) => says.includes("Exact place"))).toEqual([]);
    expect(seen.find(({ id }) => id === first)?.says).toBe("Shown at the centre of its area");
    await visitor.leaves();
  });
});

describe("a file that does not say whose it is", () => {
  it("is asked about when its officer works for two councils", async () => {
    officer = await signedIn(390, SHARED);
    await officer.opensPage("Load a file");
    await officer.gives({ name: "halls.csv", bytes: Buffer.from("Ref,Property Name,Postcode,Tenure\r\nA1,Rope Hall,L3 1AA,Freehold\r\nA2,Sail Hall,L3 1AB,Freehold\r\n") });
    expect(await officer.heading()).toBe("Check the columns");
    expect(await officer.text()).toContain("Before you can load it");
    expect(await officer.questions()).toContain("Publisher: which council’s list is it?");
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);
    await officer.saysPublisher("Dunmere Council");
    await officer.pressesAndWaits("Read again");
    expect(await officer.questions()).toBe("");
    await officer.pressesAndWaits("Next: see what will change");
    expect(await officer.summary()).toMatch(/^2 rows: 2 new/);
    await officer.pressesButton("Throw this draft away");
    await officer.pressesAndWaits("Yes, throw it away");
  });

  it("and is no list that we know is asked about in plain choices", async () => {
    officer = await signedIn(1280, SHARED);
    await officer.opensPage("Load a file");
    await officer.gives({ name: "odd.csv", bytes: Buffer.from("Alpha;Beta\r\nOld Ropery;red\r\nSail Loft;blue\r\n") });
    const asked = await officer.questions();
    expect(asked).toContain("We do not know a list with these headings. What is this?");
    expect(asked.indexOf("Register of land and buildings")).toBeLessThan(asked.indexOf("Brownfield land register"));
    expect(asked).toContain("What a council owns or rents");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.pressesAndWaits("Next: see what will change");
    expect(await officer.text()).toContain("Every row is left out");
    expect(await officer.offers("Load 0 rows")).toBe(false);
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.pressesButton("Throw this draft away");
    await officer.pressesAndWaits("Yes, throw it away");
  });
});

describe("somebody who looks after the service", () => {
  it("changes what a person may work as, and stops and lets them", async () => {
    officer = await signedIn(1280, ADMINISTRATOR);
    await officer.opensPage("People");
    await officer.pressesButton(`Change ${SHARED.name}`);
    expect(await officer.focusedOn()).toBe("Role");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.sets("Role", "Strategist: sees the whole region");
    await officer.pressesButton("Add this role");
    const row = async (): Promise<string> => (await officer.tables())["People"]?.find(([, address]) => address === SHARED.email)?.join(" ") ?? "";
    expect(await row()).toContain("Strategist");
    await officer.pressesButton(`Change ${SHARED.name}`);
    expected = /401/;
    await officer.pressesButton("Stop them signing in");
    expect(await row()).toContain("May not sign in");
    expect(await officer.accessibilityProblems()).toEqual([]);
    const visitor = await signedIn(1280, SHARED);
    expect(await visitor.failure()).toContain("do not fit");
    await visitor.leaves();
    await officer.pressesButton(`Change ${SHARED.name}`);
    await officer.pressesButton("Let them sign in again");
    expect(await row()).not.toContain("May not sign in");
  });
});
