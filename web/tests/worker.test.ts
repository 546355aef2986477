/** What the service worker does with a request, and what it may keep. */
import { describe, expect, it } from "vitest";
import { MOST_KEPT, mayKeep, tooMany, wayOf, type Asked } from "../src/worker/rules";

const SCOPE = "https://map.example/cat/";
const asked = (path: string, more: Partial<Asked> = {}): Asked => ({ method: "GET", mode: "cors", credentials: "same-origin", url: new URL(path, SCOPE).href, headers: new Headers(), ...more });
const way = (path: string, more: Partial<Asked> = {}): string => wayOf(asked(path, more), SCOPE);

describe("a request", () => {
  it.each([
    ["the page", "./", { mode: "navigate" as const }, "page"],
    ["the page with a view in its fragment", "./#asset=a1&filters=x?y", { mode: "navigate" as const }, "page"],
    ["a file of the page", "web/index-abc.js", {}, "file"],
    ["assets", "collections/assets/items?limit=5", {}, "answer"],
    ["a tile", "collections/areas/tiles/WebMercatorQuad/8/82/125", {}, "answer"],
    ["an asset", "assets/a1", {}, "answer"],
    ["the matches of a need", "needs/n1/matches?weights=0.5,0.3,0.2", {}, "answer"],
  ])("for %s has its way", (_, path, more, expected) => {
    expect(way(path, more)).toBe(expected);
  });

  it.each([
    ["a need in words", "matches", { method: "POST" }],
    ["a change", "assets/a1", { method: "PATCH" }],
    ["who is signed in", "session", {}],
    ["an officer's worklist", "worklist?limit=25", {}],
    ["enquiries", "enquiries", {}],
    ["another host", "https://tiles.example/8/82/125", {}],
    ["a service above ours on the same host", "https://map.example/other", {}],
    ["a part of a file", "collections/assets/items?f=gpkg", { headers: new Headers({ range: "bytes=0-9" }) }],
    ["the name of a place as it is typed", "places?q=to&limit=8", {}],
    ["an asset as a visitor reads it, asked for by somebody who sees more", "assets/a1/matches", { credentials: "omit" as const }],
    ["a page made from data", "collections?f=html", { mode: "navigate" as const }],
    ["the front door as a document", "./?f=html", { mode: "navigate" as const }],
  ])("for %s is left alone", (_, path, more) => {
    expect(way(path, more)).toBe("leave");
  });

  it.each([
    ["POST", "session"],
    ["DELETE", "session"],
    ["PUT", "session/password"],
    ["PUT", "password-resets/a-secret"],
  ])("%s %s forgets what was read before", (method, path) => {
    expect(way(path, { method })).toBe("forget");
  });
});

describe("an answer", () => {
  const answer = (cache: string | null, more: Record<string, string> = {}, status = 200): { status: number; headers: Headers } => ({
    status,
    headers: new Headers({ ...(cache === null ? {} : { "cache-control": cache }), ...more }),
  });

  it.each(["public, no-cache", "public, max-age=31536000, immutable", "PUBLIC"])("with “%s” may be kept", (cache) => {
    expect(mayKeep(answer(cache))).toBe(true);
  });

  it.each([null, "", "no-cache", "no-store", "private, no-store", "private", "public, no-store", "public, private", "republic", "max-age=60"])("with “%s” may not", (cache) => {
    expect(mayKeep(answer(cache))).toBe(false);
  });

  it("that is a file to take away, a part of one, a problem or nothing may not", () => {
    expect(mayKeep(answer("public", { "content-disposition": 'attachment; filename="a.csv"' }))).toBe(false);
    for (const status of [204, 206, 304, 404, 503]) expect(mayKeep(answer("public", {}, status))).toBe(false);
  });
});

it("those kept first go when there are too many", () => {
  expect(tooMany(["a", "b"])).toEqual([]);
  const many = Array.from({ length: MOST_KEPT + 2 }, (_, at) => at);
  expect(tooMany(many)).toEqual([0, 1]);
});
