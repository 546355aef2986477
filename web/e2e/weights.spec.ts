/** Weights under a finger: the map and the list follow at once, and the service is asked sparingly. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SERVICE, Visitor, aboutService, startBrowser, stopBrowser } from "./driver";

let visitor: Visitor;
beforeAll(async () => {
  await startBrowser();
  // The first question for scores makes the service work them out for every pair.
  await scoresOfService();
});
afterAll(stopBrowser);
afterEach(async () => {
  expect(visitor.foreignRequests()).toEqual([]);
  expect(visitor.browserComplaints()).toEqual([]);
  await visitor.leaves();
});

/** Colours of the bands, as the map key shows them. */
const BANDS = ["#f4eef8", "#cdaee0", "#9154b8", "#3f0a63"];
const bandOf = (score: number): number => [40, 55, 70].filter((cut) => score >= cut).length;

async function scoresOfService(): Promise<Record<string, number | null>> {
  let answer = await fetch(new URL("collections/asset-scores/items?limit=10000", SERVICE));
  while (answer.status === 503) answer = await fetch(new URL("collections/asset-scores/items?limit=10000", SERVICE));
  const { features } = (await answer.json()) as { features: { id: string; properties: { best_score: number | null } }[] };
  return Object.fromEntries(features.map(({ id, properties }) => [id, properties.best_score]));
}

/** "rgba(63,10,99,1)" or "#3f0a63" as the latter. */
function hex(colour: string): string {
  const parts = /rgba?\((\d+), ?(\d+), ?(\d+)/.exec(colour);
  return parts === null ? colour : `#${parts.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
}

/** What the service was asked; the browser fetches the page's icon again whenever the address changes. */
const questions = (): string[] => visitor.requests().filter((url) => !url.endsWith("/icon.svg"));

describe.each([1280, 390])("on a screen %i pixels wide", (width) => {
  it("assets are coloured by their best score, as the service works it out, and filters narrow them", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.signsShow("Best match score");
    expect(await visitor.mapKey()).toContain("70 and over: strong");
    const told = await scoresOfService();
    const drawn = await visitor.scoreColours();
    expect(Object.keys(drawn).sort()).toEqual(await visitor.onTheMap());
    for (const [id, colour] of Object.entries(drawn)) {
      const score = told[id] ?? null;
      expect(`${id} ${hex(colour)}`).toBe(`${id} ${score === null ? "#ffffff" : BANDS[bandOf(score)]}`);
    }
    expect(new Set(Object.values(drawn)).size).toBeGreaterThan(2);
    await visitor.shows("List");
    await visitor.filtersBy("Borough", boroughs[1] ?? "");
    const { placed } = await visitor.listed();
    expect(Object.keys(await visitor.scoreColours()).sort()).toEqual([...placed].sort());
    expect(await visitor.accessibilityProblems()).toEqual([]);
  });

  it("moving what matters most recolours the map and asks the service nothing", async () => {
    visitor = await Visitor.arrives(width);
    await visitor.signsShow("Best match score");
    const before = await visitor.scoreColours();
    await visitor.shows("List");
    await visitor.opensWeights();
    const asked = questions();
    await visitor.dragsSlider("Fit", 85);
    expect(questions()).toEqual(asked);
    expect(await visitor.address()).not.toContain("weights=");
    await visitor.liftsFinger();
    const after = await visitor.scoreColours();
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    expect(after).not.toEqual(before);
    expect(questions()).toEqual(asked);
    expect(await visitor.address()).toContain("weights=");
  });

  it("matches re-rank as a slider is dragged: one quick question at a time, and one full one when the finger lifts", async () => {
    visitor = await Visitor.arrives(width);
    const { boroughs } = await aboutService();
    await visitor.goesTo("Find premises");
    await visitor.saysWhere({ borough: boroughs[2] ?? boroughs[0] ?? "" });
    await visitor.asksForPremises();
    await visitor.opensWeights();
    const usual = await visitor.scores();
    const asked = questions().length;
    const followed = visitor.listFollows();
    await visitor.dragsSlider("Fit", 80);
    await followed;
    const during = questions().slice(asked).map((url) => url.split("/").pop() ?? "");
    expect(during.length).toBeGreaterThan(0);
    expect(during.length).toBeLessThan(40);
    expect(during.every((url) => /^matches\?weights=[\d.,]+&firmness=false$/.test(url))).toBe(true);
    const lifted = visitor.requests().length;
    await visitor.liftsFinger();
    const full = visitor.requests().slice(lifted).filter((url) => url.includes("/matches") && !url.includes("firmness=false"));
    expect(full).toHaveLength(1);
    expect((await visitor.weights())[0]).toBe(80);
    const found = { scores: await visitor.scores(), places: await visitor.places(), listed: await visitor.listed() };
    expect(found.scores).not.toEqual(usual);
    expect((await visitor.standings()).some(({ sure }) => sure !== "")).toBe(true);
    const other = await Visitor.arrives(width, await visitor.address());
    expect({ scores: await other.scores(), places: await other.places(), listed: await other.listed() }).toEqual(found);
    await other.leaves();
  });
});
