/** An organisation answers one question at a time, sees how many could work, carries on later, and compares what it found. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Visitor, aboutService, startBrowser, stopBrowser } from "./driver";

let visitor: Visitor;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  expect(visitor.browserComplaints()).toEqual([]);
  await visitor.leaves();
});

const numberIn = (text: string): number => Number(/([\d,]+) of/.exec(text)?.[1]?.replaceAll(",", ""));

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("one question at a time leads to the matches, with a count that follows each answer", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    expect(await visitor.questionNumber()).toContain("question 1 of 9");
    expect(await visitor.couldWork()).toContain("Once you have said where");
    await visitor.pressesButton("Continue");
    expect(await visitor.errorMessages()).toEqual(["Say where it should be: a postcode, a point on the map or a borough"]);
    await visitor.saysWhere({ borough: boroughs[0] ?? "" });
    expect(await visitor.errorMessages(), "what was put right is not told any longer").toEqual([]);
    const anywhere = numberIn(await visitor.couldWork());
    expect(anywhere).toBeGreaterThan(0);
    await visitor.pressesButton("Continue");

    expect(await visitor.heading()).toBe("What kinds of space do you need?");
    expect(await visitor.focusedOn()).toBe("What kinds of space do you need?");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.ticks("Hall");
    const halls = numberIn(await visitor.couldWork());
    // Another kind of space may be made into a hall: it counts against a building, it does not rule it out.
    expect(halls).toBeLessThanOrEqual(anywhere);
    await visitor.pressesButton("Continue");
    expect(await visitor.heading()).toBe("How much floor space do you need?");
    await visitor.fillsIn("Ideal, m²", "400");
    expect(numberIn(await visitor.couldWork())).toBeLessThan(halls);
    await visitor.pressesButton("Continue");
    const titles: string[] = [];
    for (let question = 4; question <= 9; question += 1) {
      titles.push(await visitor.heading());
      await visitor.pressesButton("Skip this question");
    }
    expect(titles).toEqual(["What is it for?", "How far do people come to you?", "What can you pay?", "What lease do you need?", "Getting in, sharing, and who is there now", "What kind of organisation are you?"]);

    expect(await visitor.heading()).toBe("Check your answers");
    const answers = await visitor.answersToCheck();
    expect(answers["Where should it be?"]).toBe(`In or near ${boroughs[0]}`);
    expect(answers["What kinds of space do you need?"]).toBe("Hall");
    expect(answers["How much floor space do you need?"]).toBe("400 m²");
    expect(answers["What can you pay?"]).toBe("Not said");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.changesAnswer("How much floor space do you need?");
    await visitor.fillsIn("Ideal, m²", "200");
    const counted = numberIn(await visitor.couldWork());
    await visitor.pressesButton("Show matches now");
    expect(await visitor.heading()).toBe("Your matches");
    expect(numberIn(await visitor.announced())).toBe(counted);
    expect((await visitor.scores()).length).toBeGreaterThan(0);
    expect(await visitor.scrollsSideways()).toBe(false);
  });

  it("answers are kept in the browser, offered again later, and forgotten when asked", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough: boroughs[1] ?? "" });
    await visitor.pressesButton("Continue");
    await visitor.ticks("Nursery");
    await visitor.comesBack();
    await visitor.goesTo("Find premises");
    expect(await visitor.notice()).toContain("You began before");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.followsLink("Carry on");
    const answers = await visitor.answersToCheck();
    expect(answers["Where should it be?"]).toBe(`In or near ${boroughs[1]}`);
    expect(answers["What kinds of space do you need?"]).toBe("Nursery");
    await visitor.pressesButton("Start again");
    await visitor.comesBack();
    await visitor.goesTo("Find premises");
    expect(await visitor.text()).not.toContain("You began before");
  });

  it("who looks in a borough is told how many lie in it, and may leave out the rest", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    const [borough = ""] = boroughs;
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough });
    await visitor.pressesButton("Show matches now");
    const [, inside, shown] = new RegExp(`(\\d+) of these (\\d+) are in ${borough}`).exec(await visitor.text()) ?? [];
    expect(Number(shown)).toBe((await visitor.scores()).length);
    expect(Number(inside)).toBeLessThan(Number(shown));
    await visitor.pressesButton("Show only those inside it");
    expect(await visitor.text()).not.toContain("within 0");
    expect(await visitor.text()).toContain(`Only those in ${borough} are shown.`);
    expect((await visitor.boroughsOfMatches()).every((other) => other === borough)).toBe(true);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.pressesButton("Show those near it too");
    expect(await visitor.text()).toContain(`${inside} of these ${shown} are in ${borough}`);
  });

  it("who looks for empty space is told how many are occupied, and may leave those out", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough: boroughs[0] ?? "" });
    await visitor.pressesButton("Show matches now");
    const before = await visitor.whoIsInMatches();
    const occupied = before.filter((who) => who === "Occupied").length;
    expect(occupied).toBeGreaterThan(0);
    expect(await visitor.text()).toMatch(new RegExp(`${occupied} of these ${before.length} (is|are) occupied`));
    await visitor.pressesButton("Leave out what others are in");
    expect(await visitor.text()).toContain("What others are in is left out.");
    const after = await visitor.whoIsInMatches();
    expect(after).not.toContain("Occupied");
    // All that stayed moves up, and others follow.
    expect(after.length).toBeGreaterThanOrEqual(before.length - occupied);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.followsLink("Change what you need");
    const answers = await visitor.answersToCheck();
    expect(answers["Getting in, sharing, and who is there now"]).toBe("Leave out buildings that others are in");
    await visitor.asksForPremises();
    await visitor.pressesButton("Show that too");
    expect(await visitor.whoIsInMatches()).toEqual(before);
  });

  it("up to four matches stand side by side, in the order of the list, on screen, on paper and by link", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough: boroughs[0] ?? "" });
    await visitor.needs({ spaces: ["Hall"], ideal: "150" });
    await visitor.asksForPremises();
    const { name, text } = await visitor.saves("Save this list as a spreadsheet");
    expect(name).toMatch(/^catmap-matches-\d{4}-\d{2}-\d{2}\.csv$/);
    expect(text.split("\r\n").slice(1, 1 + (await visitor.scores()).length).map((row) => row.split(",")[0])).toEqual(await visitor.places());
    expect(text).toContain("Fit counts 50%, deprivation 30%, headroom 20%");
    const chosen = [await visitor.choosesToCompare(3)];
    expect(await visitor.text()).toContain("Choose one more to compare");
    for (const number of [1, 2, 5]) chosen.push(await visitor.choosesToCompare(number));
    expect(await visitor.canStillBeCompared()).toBe(0);
    expect(await visitor.accessibilityProblems()).toEqual([]);
    await visitor.followsLink("Compare side by side");
    expect(await visitor.heading()).toBe("Compare buildings");
    expect(await visitor.focusedOn()).toBe("Compare buildings");
    const { names, rows } = await visitor.compared();
    expect(names).toEqual([chosen[1], chosen[2], chosen[0], chosen[3]]);
    for (const row of ["In short", "Score", "Ties in this list", "Distance", "Fit", "Deprivation", "Headroom", "Displacement risk"]) {
      expect(rows[row], row).toHaveLength(4);
      expect(rows[row]?.every((cell) => cell !== ""), row).toBe(true);
    }
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
    const paper = await visitor.looksOnPaper();
    expect(paper.buttons).toBe(0);
    for (const name of names) expect(paper.text).toContain(name);
    const other = await Visitor.arrives(width, await visitor.address());
    expect(await other.compared()).toEqual({ names, rows });
    await other.leaves();
    await visitor.pressesButton(`Take off ${names[3] ?? ""}`);
    expect((await visitor.compared()).names).toEqual(names.slice(0, 3));
    await visitor.followsBackLink();
    expect(await visitor.heading()).toBe("Your matches");
  });
});
