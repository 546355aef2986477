/** An organisation looks for premises: says what it needs, sees ranked and explained matches, and what was left out. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Visitor, aboutService, startBrowser, stopBrowser } from "./driver";

let visitor: Visitor;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  await visitor.leaves();
});

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("a place is enough to find premises, ranked, with every reason", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    expect(await visitor.heading()).toBe("Where should it be?");
    await visitor.saysWhere({ borough: boroughs[0] ?? "" });
    await visitor.needs({ title: "Community kitchen", spaces: ["Café or kitchen", "Hall"], ideal: "240", least: "150", budget: "22,000" });
    await visitor.asksForPremises();
    expect(await visitor.heading()).toBe("Your matches");
    expect(await visitor.announced()).toContain("could work");
    const scores = await visitor.scores();
    expect(scores.length).toBeGreaterThan(0);
    expect([...scores].sort((one, other) => other - one)).toEqual(scores);

    const { placed } = await visitor.listed();
    expect([...new Set(placed)].sort()).toEqual(await visitor.onTheMap());

    expect(await visitor.sheetsOfPaper()).toBeLessThanOrEqual(2);

    const sums = await visitor.opensReasons(1);
    for (const part of ["Type", "Size", "Cost", "Deprivation", "Headroom", "Data used"]) expect(sums.toLowerCase()).toContain(part.toLowerCase());
    const lost = (await visitor.pointsLost(1)).reduce((sum, part) => sum + part, 0);
    expect(Math.abs(lost - (100 - (scores[0] ?? 0)))).toBeLessThan(1.2);

    const leftOut = await visitor.leftOut();
    expect(leftOut.length).toBeGreaterThan(0);
    expect(leftOut.every(({ reasons }) => reasons.length > 0 && reasons.every((reason) => reason.length > 5))).toBe(true);
    expect(await visitor.looksOnPaper()).toMatchObject({ map: false, matches: Math.min(3, scores.length) });
    await visitor.ticks("Print every building in full, near misses too");
    expect(await visitor.looksOnPaper()).toMatchObject({ map: false, matches: scores.length });
    expect(await visitor.listedOnPaper()).toHaveLength(scores.length);

    expect(visitor.browserComplaints()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
  });

  it("a building opened from the matches says its own score and place for the need, and leads back", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough: boroughs[0] ?? "" });
    await visitor.needs({ spaces: ["Hall"], ideal: "150" });
    await visitor.asksForPremises();
    const [score] = (await visitor.scores()).slice(1);
    const [, place = ""] = await visitor.places();
    const { sure } = (await visitor.standings())[1] ?? { sure: "?" };
    await visitor.opensMatch(2);
    const own = await visitor.forOnesOwnNeed();
    expect(own).toContain(`${score} out of 100`);
    expect(own).toContain(`${Number.parseInt(place, 10)}`);
    expect(own).toContain(sure);
    expect(own).toContain("150 m²");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
    await visitor.followsBackLink();
    expect(await visitor.heading()).toBe("Your matches");
  });

  it("what it can pay stays out of the address and out of every GET", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough: boroughs[0] ?? "" });
    await visitor.needs({ title: "Quiet reading room", budget: "23456" });
    await visitor.asksForPremises();
    const address = await visitor.address();
    expect(address).not.toContain("23456");
    expect(address).toContain("Quiet");
    expect(visitor.requests().filter((url) => /23456|Quiet/.test(url.split("#")[0] ?? ""))).toEqual([]);
    await visitor.followsBackLink();
    expect((await visitor.answersToCheck())["What can you pay?"]).toBe("£23,456 a year");
    await visitor.changesAnswer("What can you pay?");
    expect(await visitor.budgetWritten()).toBe("23456");
  });

  it("a link to matches restores the need and the ranking", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.goesTo("Find premises");
    await visitor.picksPlaceOnMap();
    await visitor.needs({ spaces: ["Hall"], ideal: "200" });
    await visitor.asksForPremises();
    const before = await visitor.listed();
    const other = await Visitor.arrives(width, await visitor.address());
    expect(await other.heading()).toBe("Your matches");
    expect(await other.listed()).toEqual(before);
    await other.leaves();
  });

  it("mistakes in the form are named beside their field", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.goesTo("Find premises");
    await visitor.needs({ ideal: "big", least: "20" });
    await visitor.asksForPremises();
    expect(await visitor.heading()).toBe("Find premises");
    const errors = await visitor.errorMessages();
    expect(await visitor.focusedOn()).toContain("There is a problem");
    expect(errors).toContain("Say where it should be: a postcode, a point on the map or a borough");
    expect(errors.some((text) => text.startsWith("Ideal:"))).toBe(true);
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("a postcode nobody knows is answered in words beside the field", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ postcode: "QX9 9QX" });
    await visitor.asksForPremises();
    expect(await visitor.heading()).toBe("Where should it be?");
    expect((await visitor.errorMessages()).join(" ")).toMatch(/QX9 9QX/i);
  });

  it("weights can be chosen and moved, and the matches follow", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough: boroughs[2] ?? boroughs[0] ?? "" });
    await visitor.asksForPremises();
    expect(await visitor.weights()).toEqual([50, 30, 20]);
    const usual = await visitor.scores();
    await visitor.usesPreset("Fit first");
    expect(await visitor.weights()).toEqual([70, 20, 10]);
    expect(await visitor.text()).toContain("Fit counts 70%");
    expect(await visitor.scores()).not.toEqual([]);
    await visitor.movesSlider("Deprivation", "ArrowRight", 5);
    const moved = await visitor.weights();
    expect(moved[1]).toBe(25);
    expect(moved.reduce((sum, weight) => sum + weight, 0)).toBe(100);
    expect(await visitor.address()).toContain("weights=");
    expect(usual.length).toBeGreaterThan(0);
  });
});
