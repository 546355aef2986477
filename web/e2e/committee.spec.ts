/** The score is defended in committee: how it is made, how it was tested, who comes out on top, and how sure a list is. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Visitor, aboutService, methodOfService, startBrowser, stopBrowser } from "./driver";

let visitor: Visitor;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  await visitor.leaves();
});

/** Matches for a borough and a kitchen of 240 m². */
async function findsPremises(width: number): Promise<void> {
  visitor = await Visitor.arrives(width);
  const { boroughs } = await aboutService();
  await visitor.goesTo("Find premises");
  await visitor.saysWhere({ borough: boroughs[0] ?? "" });
  await visitor.needs({ title: "Community kitchen", ideal: "240", least: "150", budget: "22,000" });
  await visitor.asksForPremises();
}

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("the page on the method says how scores are made, what is never claimed and which figures are in use", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.goesTo("How it works");
    expect(await visitor.heading()).toBe("How scores are made");
    expect(await visitor.title()).toBe("How scores are made – catmap");
    const method = await methodOfService();
    const text = await visitor.text();
    for (const part of ["What we never claim", "How much may headroom count?", method.gate.sentence, method.data_release]) {
      expect(text).toContain(part);
    }
    expect(text).toContain(`up to ${Math.round(method.most_uplift * 100)}%`);
    const tables = await visitor.tables();
    expect(tables["The data and their dates"]).toHaveLength(method.data.length);
    for (const [, ...shares] of tables["What counts for how much"] ?? [[""]]) {
      expect(shares.reduce((sum, share) => sum + Number.parseInt(share, 10), 0)).toBe(100);
    }
    expect(await visitor.jumpsTo("What we never claim")).toBe("What we never claim");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
    expect(visitor.browserComplaints()).toEqual([]);

    const paper = await visitor.looksOnPaper();
    expect(paper).toMatchObject({ map: false, buttons: 0 });
    expect(paper.text).toContain("What we never claim");

    const other = await Visitor.arrives(width, await visitor.address());
    expect(await other.heading()).toBe("How scores are made");
    await other.leaves();
  });

  it("the test on past prices is shown with its bad years, or is said not to have been run", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.goesTo("How it works");
    const { backtest } = await methodOfService();
    const charts = await visitor.charts();
    const text = await visitor.text();
    if (backtest === null) {
      expect(charts).toEqual([]);
      expect(text).toContain("No back-test has been run on these data");
      return;
    }
    expect(text).toContain(backtest.sentence);
    expect(charts.map(({ years }) => years)).toEqual(backtest.horizons.map((horizon) => horizon.base_years.map(({ year }) => String(year))));
    for (const { label } of charts) expect(label).toContain("90% range");
    const bad = backtest.horizons.flatMap((horizon) => horizon.base_years.filter(({ score }) => score <= 0));
    if (bad.length > 0) expect(text).toContain("It pointed the wrong way from");
  });

  it("who comes out on top is told in three tables, from the foot of any page", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.goesTo("About");
    await visitor.followsAtTheFoot("Who comes out on top");
    expect(await visitor.heading()).toBe("Who comes out on top");
    const tables = await visitor.tables();
    expect(Object.keys(tables)).toEqual(["By deprivation of the neighbourhood", "By borough", "By size of the organisation"]);
    for (const rows of Object.values(tables)) {
      for (const [group, best, compared] of rows) {
        expect(group).not.toBe("");
        expect(best).toMatch(/^(too few to show|\d+% [\d,]+ pairs?)$/);
        expect(compared).toMatch(/^\d+%$/);
      }
    }
    expect(await visitor.text()).toContain("They do not show that the method is fair or unfair");
    expect(await visitor.accessibilityProblems()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
  });

  it("each match says in one badge how sure its place is, and nothing beside it says otherwise", async () => {
    await findsPremises(width);
    const matches = await visitor.standings();
    const places = await visitor.places();
    expect(matches.length).toBeGreaterThan(3);
    for (const [index, { sure, level, joined }] of matches.entries()) {
      const place = places[index] ?? "";
      expect(sure).toMatch(/^(Clear (first|\d+(st|nd|rd|th))|Tie for \d+\w\w (and|to) \d+\w\w|Tie, could be \d+\w\w to \d+\w\w|Could be \d+\w\w (or|to) \d+\w\w)$/);
      expect(place.endsWith("=")).toBe(sure.startsWith("Tie"));
      expect(joined).toBe(sure.startsWith("Tie"));
      if (sure.startsWith("Clear")) expect(level).toBe("");
      if (sure.startsWith("Tie")) expect(level).toContain("Too close to call with");
      const said = (sure.match(/\d+/g) ?? ["1"]).map(Number);
      expect(Number.parseInt(place, 10)).toBeGreaterThanOrEqual(Math.min(...said));
      expect(Number.parseInt(place, 10)).toBeLessThanOrEqual(Math.max(...said));
    }
    for (const place of places.filter((each) => each.endsWith("="))) expect(places.filter((each) => each === place).length).toBeGreaterThan(1);
    const told = await visitor.opensInMatch(1, "How sure is its place in the list?");
    for (const part of ["nine runs out of ten", "every mix of weights as likely", "Who would choose this?"]) expect(told).toContain(part);
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("displacement risk stands beside headroom with its four signs, and no pounds without a range", async () => {
    await findsPremises(width);
    const matches = await visitor.standings();
    for (const { risk } of matches) expect(risk).toMatch(/^(High|Medium|Low|Not known)$/);
    const told = await visitor.opensInMatch(1, "Headroom and displacement risk");
    expect(told.match(/: (Yes|No|Not known)$/gm)).toHaveLength(4);
    if (/Ordinary ups and downs/.test(told)) expect(told).toMatch(/−£[\d,]+ to £[\d,]+/);
    else expect(told.toLowerCase()).toContain("no value entered");
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("the list carries what it was made with, on paper too", async () => {
    await findsPremises(width);
    await visitor.usesPreset("Need first");
    const method = await methodOfService();
    const stamp = await visitor.stamp();
    for (const part of [`method ${method.method_version}`, method.anchors.version, method.data_release, "Fit counts 40%, deprivation 45%, headroom 15%"]) {
      expect(stamp).toContain(part);
    }
    expect((await visitor.looksOnPaper()).text.replace(/\s+/g, " ")).toContain(`method ${method.method_version}`);
  });

  it("headroom counts only as much as its test allows, and the slider says why", async () => {
    await findsPremises(width);
    const method = await methodOfService();
    // Opening the weights asks for their limits.
    await visitor.limitOf("Headroom");
    await expect.poll(async () => (await visitor.limitOf("Headroom")).why, { timeout: 15_000 }).toContain(method.gate.sentence);
    const { most } = await visitor.limitOf("Headroom");
    expect(most).toBe(Math.round(method.most_uplift * 100));
    await visitor.movesSlider("Headroom", "ArrowRight", 40);
    const weights = await visitor.weights();
    expect(weights[2]).toBeLessThanOrEqual(most);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
    const address = await visitor.address();
    if (most < 80) {
      const heavy = await Visitor.arrives(width, address.replace(/weights=[^&]*/, "weights=0.1%2C0.1%2C0.8"));
      expect(await heavy.heading()).toBe("Your matches");
      expect(await heavy.failure()).not.toBeNull();
      await heavy.pressesButton("Use the usual mix");
      expect((await heavy.scores()).length).toBeGreaterThan(0);
      await heavy.leaves();
    }
  });

  it("when nothing fits, the nearest misses are shown with every reason and what would change it", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.goesTo("Find premises");
    await visitor.picksPlaceOnMap();
    // Ten metres around any one point there is no building.
    await visitor.needs({ within: "0.01" });
    await visitor.asksForPremises();
    expect(await visitor.scores()).toEqual([]);
    expect(await visitor.notice()).toMatch(/No building fits yet.*nearest miss is/s);
    const misses = await visitor.leftOut();
    expect(misses.length).toBeGreaterThan(0);
    for (const { reasons } of misses) expect(reasons.length).toBeGreaterThan(0);
    expect(misses.flatMap(({ reasons }) => reasons).some((reason) => reason.includes("This would change if"))).toBe(true);
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });
});

describe("with the keyboard alone", () => {
  it("a visitor comes to the method, to a part of it, and on to who comes out on top", async () => {
    visitor = await Visitor.arrives(1280);
    await visitor.tabsTo(/^How it works$/);
    await visitor.presses("Enter");
    await visitor.settled();
    expect(await visitor.focusedOn()).toBe("How scores are made");
    await visitor.tabsTo(/^How much may headroom count\?$/);
    await visitor.presses("Enter");
    expect(await visitor.focusedOn()).toBe("How much may headroom count?");
    await visitor.tabsTo(/who comes out on top$/);
    await visitor.presses("Enter");
    await visitor.settled();
    expect(await visitor.heading()).toBe("Who comes out on top");
  });
});

describe("when the service does not answer", () => {
  it("the method can still be read, and its figures asked for again", async () => {
    visitor = await Visitor.arrives(1280);
    await visitor.losesService("method");
    await visitor.goesTo("How it works");
    expect(await visitor.failure()).toContain("cannot be reached");
    expect(await visitor.text()).toContain("What we never claim");
    await visitor.serviceComesBack();
    expect(await visitor.text()).toContain("The figures in use today");
  });
});
