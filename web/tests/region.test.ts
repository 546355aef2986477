/** The region in figures: what is picked on the chart, how areas are counted, tables read, views kept. */
import { beforeEach, describe, expect, it } from "vitest";
import { readTable } from "../src/api/csv";
import type { AreaFigures } from "../src/api/region";
import { pickedFilters } from "../src/map/picked";
import { START } from "../src/state/looking";
import { axis, cells, isPicked, logOf, percentOf, standing } from "../src/state/scatter";
import { MOST_SCENARIOS, keepScenarios, recallScenarios, viewOf, withScenario } from "../src/state/scenarios";

const area = (id: string, deprivation: number | null, percent: number | null): AreaFigures => ({
  id,
  name: id,
  borough: null,
  deprivation,
  headroom_log: percent === null ? null : logOf(percent),
});

describe("areas on the chart", () => {
  const areas = standing([area("a", 1, 50), area("b", 0, -20), area("c", 0.5, 12), area("d", null, 5), area("e", 0.5, null), area("f", 0.2, 0)]);

  it("are those of which both figures are known", () => {
    expect(areas.map(({ area: { id } }) => id)).toEqual(["a", "b", "c", "f"]);
    expect(percentOf(logOf(12))).toBeCloseTo(12);
  });

  it("are each counted in one cell of the table, the ends included", () => {
    const all = cells(areas).flat();
    expect(all.reduce((sum, cell) => sum + cell.areas, 0)).toBe(areas.length);
    for (const one of areas) expect(all.filter(({ picked }) => isPicked(one, picked))).toHaveLength(1);
  });

  it("have an axis around all of them with no more marks than can be read", () => {
    const { low, high, ticks } = axis([-37, 112], 10);
    expect([low, high]).toEqual([-40, 120]);
    expect(ticks.length).toBeLessThanOrEqual(9);
    expect(axis([], 10)).toEqual({ low: 0, high: 10, ticks: [0, 10] });
  });

  it("stand out on the map by an expression, and none does when none is picked", () => {
    const nothing = JSON.stringify(pickedFilters(null));
    const some = pickedFilters({ deprivation: [0.6, 1], headroom_percent: [10, 900] });
    expect(JSON.stringify(some)).not.toBe(nothing);
    expect(JSON.stringify(some)).toContain(`["<=",["number",["get","deprivation"],-1000000000],1]`);
  });
});

describe("a table of the service", () => {
  it("is read with its quotes, commas and lines, and what is empty stays empty", () => {
    expect(readTable('\uFEFFid,name,size\r\n1,"Mill, ""Old""\r\nLane",\r\n2,Plain,7\r\n')).toEqual([
      { id: "1", name: 'Mill, "Old"\r\nLane', size: "" },
      { id: "2", name: "Plain", size: "7" },
    ]);
    expect(readTable("")).toEqual([]);
  });
});

describe("saved views", () => {
  const held = new Map<string, string>();
  beforeEach(() => {
    held.clear();
    Object.assign(globalThis, { localStorage: { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, value: string) => void held.set(key, value) } });
  });

  it("bring back the view they were saved from", () => {
    const looking = { ...START, task: "region" as const, weights: [0.4, 0.4, 0.2] as [number, number, number], picked: { deprivation: [0.2, 1] as [number, number], headroom_percent: [0, 35] as [number, number] } };
    expect(keepScenarios(withScenario([], " Deprivation first ", looking))).toBe(true);
    const [kept] = recallScenarios();
    expect(kept?.name).toBe("Deprivation first");
    expect(kept && viewOf(kept)).toEqual(looking);
  });

  it("of the same name give way to the new one", () => {
    const twice = withScenario(withScenario([], "One", START), "One", { ...START, layer: "price" });
    expect(twice.map(({ name }) => name)).toEqual(["One"]);
    expect(twice[0] && viewOf(twice[0]).layer).toBe("price");
  });

  it("that are not ours are left alone, and there are never too many", () => {
    for (const odd of ["nonsense", '{"a":1}', '[1,null,{"name":"","view":""},{"name":"Good","view":"layer=price"}]']) {
      held.set("catmap-scenarios", odd);
      expect(recallScenarios().every(({ name }) => name === "Good")).toBe(true);
    }
    keepScenarios(Array.from({ length: 90 }, (_, index) => ({ name: `${index}`, view: "" })));
    expect(recallScenarios()).toHaveLength(MOST_SCENARIOS);
  });
});
