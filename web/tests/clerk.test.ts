/** What the reader tells the service to do: asked as the service expects it, and nothing private stays behind. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Import } from "../src/api/imports";
import type { Answers } from "../src/state/answers";
import { keepEdit, recallEdit } from "../src/state/editdraft";
import type { Store as StoreType } from "../src/state/store";
import { pretendBrowser } from "./browser";
import imported from "./answers/import.json";
import session from "./answers/session.json";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The page's own modules, after the browser was put in place: they look at it when they are loaded. */
async function page(): Promise<{ store: StoreType; clerk: import("../src/panels/clerk").Clerk }> {
  const { Store } = await import("../src/state/store");
  const { Clerk } = await import("../src/panels/clerk");
  const store = new Store();
  return { store, clerk: new Clerk(store) };
}

describe("signing in", () => {
  it("asks with the password in the body alone, and has everything asked again", async () => {
    const { asked, bar } = pretendBrowser("#task=signin", () => ({ status: 200, body: session }));
    const { store, clerk } = await page();
    expect(await clerk.signIn("asha@aldermere.example", "three quiet badgers")).toBe(true);
    expect(asked).toEqual([{ method: "POST", path: "/session", body: { email: "asha@aldermere.example", password: "three quiet badgers" } }]);
    expect(store.answers.session.value?.person?.name).toBe("Asha Khan");
    expect(store.turn).toBe(1);
    expect(JSON.stringify([store.looking, bar])).not.toContain("badgers");
  });

  it("that fails keeps the service's own sentence, until another page is opened", async () => {
    pretendBrowser("#task=signin", () => ({ status: 401, body: { code: "wrong", detail: "The e-mail address and password do not fit." } }));
    const { store, clerk } = await page();
    expect(await clerk.signIn("asha@aldermere.example", "wrong")).toBe(false);
    expect(store.acts.sign_in?.failure?.detail).toBe("The e-mail address and password do not fit.");
    expect(store.turn).toBe(0);
    store.look({ task: "look" });
    expect(store.acts).toEqual({});
  });
});

describe("signing out", () => {
  it("forgets every answer that only the person may see", async () => {
    pretendBrowser("", () => ({ status: 204 }));
    const { store, clerk } = await page();
    const ready = (value: unknown): unknown => ({ state: "ready", value, failure: null });
    const seen = { session: ready(session), import: ready(imported), people: ready({ people: [] }), asset: ready({ id: "a" }) };
    store.answer(seen as Partial<Answers>);
    store.select([{ id: "a", name: "Old library" }], true);
    keepEdit("a", { reason: "Survey" });
    expect(await clerk.signOut()).toBe(true);
    const { session: now, about: _, ...others } = store.answers;
    expect(now.value).toEqual({ person: null, can: [] });
    expect(Object.values(others).filter(({ value }) => value !== null)).toEqual([]);
    expect(store.selected.size).toBe(0);
    expect(recallEdit("a")).toEqual({});
  });
});

describe("a question about a building", () => {
  const enquiry = { asset: "a-1", name: "Ada", email: "ada@example.org", message: "May we see it?" };

  it("travels in the body alone", async () => {
    const sent = { reference: "K7QM-3F9X-2BTE", council: "Aldermere Council", read_by: "officers", kept_months: 24 };
    const { asked, bar } = pretendBrowser("#asset=a-1&part=ask", () => ({ status: 201, body: sent }));
    const { store, clerk } = await page();
    expect(await clerk.sendEnquiry(enquiry)).toEqual(sent);
    expect(asked).toEqual([{ method: "POST", path: "/enquiries", body: enquiry }]);
    expect(JSON.stringify([store.looking, store.answers, bar])).not.toMatch(/Ada|ada@|see it/);
  });

  it("that is refused says for how long to wait", async () => {
    pretendBrowser("#asset=a-1&part=ask", () => ({ status: 429, body: { code: "too-many", detail: "There were too many tries. Please wait 3 minutes and try again." } }));
    const { store, clerk } = await page();
    expect(await clerk.sendEnquiry(enquiry)).toBeNull();
    expect(store.acts.ask?.failure?.detail).toContain("3 minutes");
  });
});

describe("several assets changed at once", () => {
  const edit = { assets: [{ id: "a" }, { id: "b" }], facts: { occupancy: "vacant" }, reason: null };

  it("have everything asked again, and are taken back by the name of the edit", async () => {
    const { asked } = pretendBrowser("", () => ({ status: 200, body: { edit: "e 1", changed: 2 } }));
    const { store, clerk } = await page();
    expect(await clerk.editSeveral(edit)).toEqual({ edit: "e 1", changed: 2 });
    expect(await clerk.undoSeveral("e 1")).toEqual({ edit: "e 1", changed: 2 });
    expect(asked).toEqual([
      { method: "PATCH", path: "/assets", body: edit },
      { method: "POST", path: "/edits/e%201/undo", body: {} },
    ]);
    expect(store.turn).toBe(2);
  });

  it("that are refused keep the reason of each", async () => {
    const refused = [{ asset: "b", detail: "This belongs to Brackley Council." }];
    pretendBrowser("", () => ({ status: 409, body: { code: "some-refused", detail: "Nothing was changed.", refused } }));
    const { store, clerk } = await page();
    expect(await clerk.editSeveral(edit)).toBeNull();
    expect(store.acts.bulk?.failure?.refused).toEqual(refused);
    expect(store.turn).toBe(0);
  });
});

describe("what was just done", () => {
  it("can be taken back until another page is opened", async () => {
    pretendBrowser("", () => ({ status: 204 }));
    const { store } = await page();
    store.say("Done.", () => Promise.resolve());
    expect(store.undo).not.toBeNull();
    store.look({ asset: "a-1" });
    expect([store.done, store.undo]).toEqual([null, null]);
  });
});

describe("the link of an e-mail", () => {
  it("loses its token at once, from the address bar and from the history", async () => {
    const { asked, bar } = pretendBrowser("#task=password&token=s3cret-t0ken&invited=1", () => ({ status: 200, body: session }));
    const { store, clerk } = await page();
    expect(JSON.stringify([bar, store.looking, store.link({})])).not.toContain("s3cret");
    expect(store.looking).toMatchObject({ task: "password", invited: true });
    expect(await clerk.setPassword("three quiet badgers")).toBe(true);
    expect(asked).toEqual([{ method: "PUT", path: "/password-resets/s3cret-t0ken", body: { password: "three quiet badgers" } }]);
  });
});

describe("a load", () => {
  it("is read again with what was corrected, and shows what came back when it is still open", async () => {
    const again = { ...imported, state: "reading" };
    const { asked } = pretendBrowser("#task=import&id=12", () => ({ status: 200, body: again }));
    const { store, clerk } = await page();
    expect(await clerk.readAgain("12", { columns: [{ column: 8, field: "other_detail" }] })).toBe(true);
    expect(asked).toEqual([{ method: "PUT", path: "/imports/12/reading", body: { columns: [{ column: 8, field: "other_detail" }] } }]);
    expect((store.answers.import.value as Import).state).toBe("reading");
  });

  it("keeps corrections that were not read yet, also when the page is loaded anew", async () => {
    pretendBrowser("#task=import&id=12", () => ({ status: 200, body: imported }));
    const { store } = await page();
    const said = { columns: { 8: "other_detail", 6: null }, whole: { publisher: "Testbury Council" } };
    store.correct("12", said);
    const { Store } = await import("../src/state/store");
    expect(new Store().corrections("12")).toEqual(said);
    expect(new Store().corrections("13")).toEqual({ columns: {}, whole: {} });
  });

  it("that is undone at once has the map drawn anew", async () => {
    const { asked } = pretendBrowser("#task=import&id=12", () => ({ status: 202, body: { ...imported, state: "undone" } }));
    const { store, clerk } = await page();
    expect(await clerk.undo("12")).toBe(true);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /imports/12/undo"]);
    expect(store.answers.import.value?.state).toBe("undone");
    expect(store.turn).toBe(1);
  });
});
