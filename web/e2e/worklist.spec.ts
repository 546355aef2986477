/** An officer works through their own stock: what to do first, what stands in the way, what to find out; then a brief. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Officer } from "./desk";
import { startBrowser, stopBrowser } from "./driver";
import { NEWCOMER, WORKER } from "./people";

let officer: Officer;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(officer.foreignRequests()).toEqual([]);
  expect(officer.browserComplaints()).toEqual([]);
  await officer.leaves();
});

async function atTheWorklist(width: number): Promise<void> {
  officer = await Officer.arrives(width);
  await officer.goesToSignIn();
  await officer.signsIn(WORKER.email, WORKER.password);
  await officer.opensPage("Worklist");
}

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("an officer sees what to work on first and why, opens it, and comes back to the same row", async () => {
    await atTheWorklist(width);
    expect(await officer.heading()).toBe(`Worklist of ${WORKER.council}`);
    expect(await officer.focusedOn()).toBe(`Worklist of ${WORKER.council}`);
    expect(await officer.announced()).toMatch(/^\d+ of \d+ assets on your worklist$/);
    const work = await officer.work();
    expect(work.map(({ rank }) => rank)).toEqual(work.map((_, index) => index + 1));
    // What stands empty comes first; within that, what is nearest to changing hands.
    const groups = [...new Set(work.map(({ group }) => group))];
    expect(groups[0]).toMatch(/^Empty, in whole or in part, or for now \(\d+\)$/);
    expect(work.map(({ group }) => groups.indexOf(group))).toEqual(work.map(({ group }) => groups.indexOf(group)).sort());
    for (const group of groups) {
      const scores = work.filter((row) => row.group === group).map(({ score }) => score ?? -1);
      expect(scores).toEqual([...scores].sort((one, other) => other - one));
    }
    expect(work.every(({ lead, fresh }) => lead.length > 10 && fresh.endsWith("."))).toBe(true);
    expect(work.some(({ gaps }) => gaps.some((gap) => /could .*by up to [\d.]+ points/.test(gap)))).toBe(true);
    expect(await officer.opensWorkReasons(2)).toEqual(expect.arrayContaining(["What the owner intends", "The need it suits best"]));
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);

    const third = work[2]!;
    await officer.follows(third.name);
    expect(await officer.heading()).toBe(third.name);
    await officer.follows("Back to your worklist");
    expect(await officer.heading()).toBe(`Worklist of ${WORKER.council}`);
    expect(await officer.focusedOn()).toBe(third.name);

  });

  it("enters what was found out at the very fact, comes back to the list, and takes it back", async () => {
    await atTheWorklist(width);
    const before = await officer.work();
    const open = before.find(({ gaps }) => gaps.some((gap) => gap.startsWith("Step-free access")))!;
    const enter = new RegExp(`Enter what you find out ?: Step-free access of ${open.name}`);
    await officer.follows(enter);
    expect(await officer.heading()).toBe(`What you found out about ${open.name}`);
    expect(await officer.focusedOnField()).toBe("Step-free access");
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);
    await officer.sets("Step-free access", "Step-free now");
    await officer.fillsIn("What do you know it from? (optional)", "Site visit");

    // What was begun is there again after looking something up, and in the whole form too.
    await officer.goesBack();
    await officer.follows(enter);
    expect(await officer.text()).toContain("You had begun this and not saved it.");
    await officer.follows("Change other facts too");
    expect(await officer.heading()).toBe(`Change facts of ${open.name}`);
    expect(await officer.says("Step-free access")).toBe("now");
    await officer.goesBack();

    await officer.pressesButton("Save");
    expect(await officer.heading()).toBe(`Worklist of ${WORKER.council}`);
    expect(await officer.doneNotice()).toContain(`Saved for ${open.name}.`);
    expect((await officer.work()).find(({ name }) => name === open.name)?.gaps.join()).not.toContain("Step-free access");
    await officer.pressesButton("Undo");
    expect(await officer.doneNotice()).toContain("Taken back.");
    expect(await officer.work()).toEqual(before);
  });

  it("filters what is shown, goes on to the next page, and takes the whole list away", async () => {
    await atTheWorklist(width);
    const first = await officer.work();
    await officer.sets("What stands in the way", "Only those that are blocked");
    await officer.settled();
    const blocked = await officer.work();
    expect(blocked.length).toBeGreaterThan(0);
    expect(blocked.every(({ score, lead }) => score === null && lead.startsWith("Blocked"))).toBe(true);
    expect(await officer.address()).toContain("blocked=yes");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.goesBack();
    expect(await officer.work()).toEqual(first);

    await officer.pressesAndWaits("Next assets");
    const second = await officer.work();
    expect(second[0]?.rank).toBe(first.length + 1);
    expect(await officer.focusedOn()).toBe(`Worklist of ${WORKER.council}`);
    const file = await officer.saves("Save as a spreadsheet (CSV)");
    expect(file.name).toMatch(/^worklist-aldermere-council-fictional--?\d{4}-\d{2}-\d{2}\.csv$/);
    const lines = file.text.split("\r\n");
    expect(lines[0]).toContain("Transferability");
    expect(lines.filter((line) => /^\d+,/.test(line)).length).toBeGreaterThan(second.length + first.length - 1);
  });

  it("several are changed together from the list, and put back", async () => {
    await atTheWorklist(width);
    const before = await officer.work();
    await officer.choosesFromWork(2);
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);
    await officer.pressesButton("Change all 2");
    await officer.sets("What does the owner intend?", "Withdrawn");
    await officer.pressesButton("Save for all 2");
    expect(await officer.doneNotice()).toContain("2 assets are changed.");
    expect((await officer.work())[0]?.name).toBe(before[2]?.name);
    await officer.pressesButton("Undo");
    expect(await officer.doneNotice()).toBe("Taken back for 2 assets.");
    expect(await officer.work()).toEqual(before);
  });

  it("the brief has a map, the rules as at today, and says what a price gives up", async () => {
    await atTheWorklist(width);
    await officer.follows((await officer.work())[0]!.name);
    await officer.follows("Brief to print");
    await officer.mapIsDrawn();
    const text = await officer.text();
    for (const part of ["Rules to look at, as on", "not legal advice", "Not in force", "Who it could suit best", "Sources"]) expect(text).toContain(part);
    expect(text).not.toMatch(/unsafe in time:/i);
    // Its officers read private needs in it, and say so to whoever holds the paper.
    expect((await officer.privateMarks())[0]).toMatch(/^Not for publication\./);
    expect(text).not.toContain("Only published needs");
    expect(await officer.mapDescription()).toMatch(/^Map about .* across, with .* in the middle\./);
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);

    await officer.fillsIn("What would be paid, in pounds", "a lot");
    await officer.pressesAndWaits("Work out the flags again");
    expect(await officer.errorBeside("What would be paid, in pounds")).toContain("Write the sum in pounds");
    await officer.fillsIn("What would be paid, in pounds", "£1,000");
    await officer.pressesAndWaits("Work out the flags again");
    await officer.settled();
    expect(await officer.text()).toMatch(/Undervalue: £[\d,]+\.|No valuation is entered/);
    expect(await officer.address()).not.toContain("1000");
    const paper = await officer.looksOnPaper();
    expect(paper).toMatchObject({ buttons: 0, map: false });
    expect(await officer.sheetsOfPaper()).toBeLessThanOrEqual(2);
  });
});

describe("the worklist", () => {
  it("is for officers: others are asked to sign in, and then led back", async () => {
    officer = await Officer.arrives(1280);
    await officer.opensLink(`${(await officer.address()).split("#")[0]}#task=worklist`);
    expect(await officer.text()).toContain("Sign in first");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.follows("Sign in");
    await officer.signsIn(NEWCOMER.email, NEWCOMER.password);
    expect(await officer.heading()).toBe(`Worklist of ${NEWCOMER.council}`);
  });
});
