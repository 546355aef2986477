/** Who may import whom, as data; any other arrow fails with its file and target. */
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const src = join(import.meta.dirname, "..", "src");

/** Folder (or file at the root) -> folders it may import. Only `state` is limited to types of `api`. */
const MAY_IMPORT: Record<string, string[]> = {
  words: [],
  api: [],
  state: ["api"],
  map: ["state", "api", "words"],
  panels: ["state", "api", "words", "worker"],
  worker: [],
  main: ["state", "api", "words", "map", "panels", "style"],
};
/** Libraries with a room of their own. */
const ONLY_IN: Record<string, string[]> = { "maplibre-gl": ["map"], lit: ["panels", "map"], chartist: ["panels"] };

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((name) => join(src, name))
  .filter((path) => statSync(path).isFile() && path.endsWith(".ts"));
const room = (path: string): string => (relative(src, path).split("/")[0] ?? "").replace(/\.ts$/, "");

interface Arrow {
  file: string;
  target: string;
  typeOnly: boolean;
}

function arrows(file: string): Arrow[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?["']([^"']+)["'];/gms)].map(([, type, target]) => ({
    file,
    target: target ?? "",
    typeOnly: type !== undefined,
  }));
}

describe("the rooms of the page", () => {
  const all = files.flatMap(arrows);

  it("are all found by this test", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(all.length).toBeGreaterThan(60);
    expect([...new Set(files.map(room))].sort()).toEqual(["api", "main", "map", "panels", "state", "words", "worker"]);
  });

  it("import only the rooms they may", () => {
    const wrong = all
      .filter(({ target }) => target.startsWith("."))
      .map((arrow) => ({ ...arrow, from: room(arrow.file), to: room(join(arrow.file, "..", arrow.target)) }))
      .filter(({ from, to }) => from !== to && !(MAY_IMPORT[from] ?? []).includes(to))
      .map(({ file, target }) => `${relative(src, file)} imports ${target}`);
    expect(wrong).toEqual([]);
  });

  it("share with the worker only what it tells and is told", () => {
    const shared = all.filter(({ file, target }) => room(file) !== "worker" && target.includes("/worker/"));
    expect(shared.map(({ file, target, typeOnly }) => [relative(src, file), target, typeOnly])).toEqual([["panels/offline.ts", "../worker/rules", true]]);
  });

  it("give state nothing of the api but its types", () => {
    const wrong = all
      .filter(({ file, target, typeOnly }) => room(file) === "state" && target.includes("/api/") && !typeOnly)
      .map(({ file, target }) => `${relative(src, file)} imports ${target}`);
    expect(wrong).toEqual([]);
  });

  it("keep each library in its own room", () => {
    const wrong = all.filter(({ file, target }) => {
      const rooms = Object.entries(ONLY_IN).find(([library]) => target === library || target.startsWith(`${library}/`))?.[1];
      return rooms !== undefined && !rooms.includes(room(file));
    });
    expect(wrong.map(({ file, target }) => `${relative(src, file)} imports ${target}`)).toEqual([]);
  });

  it("import the chart library in one file", () => {
    const charting = all.filter(({ target }) => target === "chartist").map(({ file }) => relative(src, file));
    expect([...new Set(charting)]).toEqual(["panels/charts/library.ts"]);
  });

  it("load charts, and pages that most visitors never need, with their words only when they are opened", () => {
    const first = new Set([join(src, "main.ts")]);
    for (const file of first) {
      for (const { target } of all.filter((arrow) => arrow.file === file && !arrow.typeOnly && arrow.target.startsWith("."))) {
        const path = join(file, "..", target);
        const found = [`${path}.ts`, join(path, "index.ts")].find((each) => files.includes(each));
        if (found) first.add(found);
      }
    }
    const atFirst = [...first].map((file) => relative(src, file));
    expect(atFirst.length).toBeGreaterThan(60);
    const late = /^panels\/(charts\/(?!load)|region\/|people\/|import\/(?!watch)|late\/(?!load|pages)|(ask|brief|edit|enquiries|fairness|fields|gis|help|history|method|selection|worklist)\.ts)/;
    const lateWords = /^words\/(?!index|formats|titles|account|compare|find\.|looking|matches|newcomers|offline|things)/;
    expect(atFirst.filter((file) => late.test(file) || lateWords.test(file))).toEqual([]);
  });

  it("fetch in one place only, and the worker between it and the service", () => {
    const fetching = files.filter((file) => /\bfetch\(|XMLHttpRequest|EventSource\(/.test(readFileSync(file, "utf8")));
    expect(fetching.map((file) => relative(src, file))).toEqual(["api/client.ts", "worker/worker.ts"]);
  });

  it("each say in their first line what they are for", () => {
    const silent = files.filter((file) => !readFileSync(file, "utf8").startsWith("/**"));
    expect(silent.map((file) => relative(src, file))).toEqual([]);
  });

  it("write no style into the page that the content security policy would refuse", () => {
    const inline = files.filter((file) => /\sstyle=|styleMap|unsafeHTML|innerHTML/.test(readFileSync(file, "utf8")));
    expect(inline.map((file) => relative(src, file))).toEqual([]);
  });
});
