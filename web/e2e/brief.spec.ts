/** A brief of one asset is made for a committee and printed; of an officer's brief there is a copy that everybody may read. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Officer } from "./desk";
import { SERVICE, Visitor, startBrowser, stopBrowser } from "./driver";
import { NEWCOMER } from "./people";

let visitor: Visitor;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  // A browser complains of each answer that there is no such thing, which one story is about.
  expect(visitor.browserComplaints().filter((complaint) => !complaint.includes("404"))).toEqual([]);
  await visitor.leaves();
});

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("facts, gaps, place, best matches and sources stand on two sheets at most", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.filtersBy("Occupancy", "Vacant");
    const name = await visitor.opensFromList(1);
    await visitor.followsLink("Brief to print");
    expect(await visitor.heading()).toBe(name);
    expect(await visitor.focusedOn()).toBe(name);
    const text = await visitor.text();
    for (const part of ["What is known", "What is not known", "Where it is", "Who it could suit best", "Sources", "It helps a decision; it does not make one", "best consideration"]) {
      expect(text).toContain(part);
    }
    expect(text).toContain("Only published needs are looked at.");
    expect(text).not.toContain("Not for publication");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
    const paper = await visitor.looksOnPaper();
    expect(paper).toMatchObject({ buttons: 0, map: false });
    expect(paper.text).toContain("Sources");
    expect(await visitor.sheetsOfPaper()).toBeLessThanOrEqual(2);
    await visitor.followsLink("Back to the asset");
    expect(await visitor.text()).toContain("The neighbourhood");
  });

  it("an officer makes the public copy of theirs: just what somebody reads who has not signed in", async () => {
    const officer = await Officer.arrives(width);
    visitor = officer;
    await officer.goesToSignIn();
    await officer.signsIn(NEWCOMER.email, NEWCOMER.password);
    const { id, need } = await officer.assetWithPrivateNeed();
    await officer.opensLink(new URL(`#asset=${id}&part=brief&view=-3.1,53.3,-2.9,53.5`, SERVICE).href);
    const own = await officer.brief();
    for (const part of ["Not for publication", need, "Needs that are not published are among those looked at"]) expect(own).toContain(part);
    expect(own).not.toContain("holds only what everybody may see");
    await officer.fillsIn("What would be paid, in pounds", "£1,000");
    await officer.pressesAndWaits("Work out the flags again");

    await officer.follows("Public copy");
    const open = await officer.brief();
    expect(await officer.focusedOn()).toBe(await officer.heading());
    expect(await officer.address()).toMatch(/#asset=[^&]+&part=brief&copy=public$/);
    expect(open).toContain("This copy holds only what everybody may see");
    expect(open).toContain("Only published needs are looked at.");
    for (const part of ["Not for publication", need, "£1,000"]) expect(open).not.toContain(part);
    expect(await officer.privateMarks()).toEqual([]);
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);
    const paper = await officer.looksOnPaper();
    expect(paper).toMatchObject({ buttons: 0, map: false });
    expect(paper.text).not.toContain("Officer’s copy");
    expect(await officer.sheetsOfPaper()).toBeLessThanOrEqual(2);

    const other = await Visitor.arrives(width, await officer.address());
    expect(await other.brief()).toBe(open);
    expect(await other.title()).toBe(await officer.title());
    expect(await other.text()).not.toContain("Officer’s copy");
    await other.leaves();
    const plain = await Visitor.arrives(width, (await officer.address()).replace("&copy=public", ""));
    expect(await plain.brief()).toBe(open);
    await plain.leaves();

    await officer.reloads();
    expect(await officer.brief()).toBe(open);
    await officer.follows("Officer’s copy");
    expect(await officer.brief()).toContain(need);
    expect(await officer.address()).not.toContain("copy=");
  });

  it("of an asset that is not published, the public copy says so", async () => {
    visitor = await Visitor.arrives(width, new URL("#asset=nothing-like-it&part=brief&copy=public", SERVICE).href);
    expect(await visitor.text()).toContain("The public cannot see this asset");
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });
});
