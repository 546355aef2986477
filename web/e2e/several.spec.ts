/** An officer changes several of their council's assets at once, and takes that back; a fact says where it is from. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Officer } from "./desk";
import { startBrowser, stopBrowser } from "./driver";
import { CLERK } from "./people";

let officer: Officer;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(officer.foreignRequests()).toEqual([]);
  expect(officer.browserComplaints()).toEqual([]);
  await officer.leaves();
});

async function signedIn(width: number): Promise<void> {
  officer = await Officer.arrives(width);
  await officer.goesToSignIn();
  await officer.signsIn(CLERK.email, CLERK.password);
}

async function soundly(): Promise<void> {
  expect(await officer.accessibilityProblems()).toEqual([]);
  expect(await officer.scrollsSideways()).toBe(false);
}

describe.each([1280, 390])("several assets at once, at %i pixels", (width) => {
  it("are chosen in the list, changed together, and put back", async () => {
    await signedIn(width);
    await officer.filtersBy("Borough", "Aldermere");
    await officer.filtersBy("Disposal status", "In use");
    const before = await officer.numberFound();
    const names = await officer.choosesFromList(2);
    await soundly();
    await officer.pressesButton("Change all 2");
    expect(await officer.focusedOn()).toBe("Change 2 assets together");
    await officer.pressesButton("Save for all 2");
    expect(await officer.errorMessages()).toEqual(["You have not changed anything yet"]);
    await soundly();

    await officer.sets("What does the owner intend?", "Under review");
    await officer.fillsIn("What do you know it from? (optional)", "Estate review");
    await officer.fillsIn("When was that so? (optional)", "2999-01-01");
    await officer.pressesButton("Save for all 2");
    expect(await officer.errorMessages()).toEqual(["When was that so: enter a day that is not in the future"]);
    await officer.fillsIn("When was that so? (optional)", "2026-03-31");
    await officer.pressesButton("Save for all 2");
    expect(await officer.doneNotice()).toContain("2 assets are changed.");
    expect(await officer.focusedOn()).toBe("Public land and buildings");
    expect(await officer.numberFound()).toBe(before - 2);
    await soundly();

    await officer.pressesButton("Undo");
    expect(await officer.doneNotice()).toBe("Taken back for 2 assets.");
    expect(await officer.numberFound()).toBe(before);
    expect((await officer.namesListed()).slice(0, 2)).toEqual(names);
  });

  it("are all of those shown that are the officer's own", async () => {
    await signedIn(width);
    await officer.filtersBy("Occupancy", "Vacant");
    const all = await officer.numberFound();
    await officer.pressesButton(await officer.wayToChooseAll());
    const chosen = await officer.numberChosen();
    expect(chosen).toBeGreaterThan(5);
    expect(chosen).toBeLessThan(all);
    await soundly();
    await officer.pressesButton("Choose none");
    expect(await officer.numberChosen()).toBe(0);
    await officer.signsOut();
    expect(await officer.text()).not.toContain("Tick what you want to change together");
  });

  it("or one of them says where each fact is from, and of which day", async () => {
    await signedIn(width);
    await officer.filtersBy("Borough", "Aldermere");
    await officer.filtersBy("Occupancy", "Occupied");
    await officer.opensFromList(1);
    await officer.follows("Change facts");
    await officer.sets("Condition", "C (poor)");
    await officer.fillsIn("What do you know it from? (optional)", `Condition survey at ${width}`);
    await officer.fillsIn("When was that so? (optional)", "2026-03-31");
    await soundly();
    await officer.pressesButton("Save");
    expect(await officer.text()).toContain(`Condition survey at ${width}, as on 31 March 2026. Entered by an officer of ${CLERK.council}`);
    await officer.follows("History");
    expect((await officer.history())[0]).toMatchObject({
      changes: [["Condition", expect.any(String), "C (poor)"]],
      from: [`Condition survey at ${width}, as on 31 March 2026. Entered by an officer of ${CLERK.council}`],
      way: "Take this back",
    });
    await soundly();
    await officer.takesNewestChangeBack();
    expect(await officer.doneNotice()).toContain("Taken back");
    expect((await officer.history()).slice(0, 2).map(({ how, way }) => [how, way])).toEqual([
      ["Taken back", "Put it back"],
      ["Changed by hand", null],
    ]);
  });
});
