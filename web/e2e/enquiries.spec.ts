/** Somebody asks about a building; its officer reads it, marks it as answered, and takes that back. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Officer } from "./desk";
import { startBrowser, stopBrowser } from "./driver";
import { CLERK } from "./people";

let here: Officer[] = [];
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  for (const one of here) {
    expect(one.foreignRequests()).toEqual([]);
    expect(one.browserComplaints()).toEqual([]);
    await one.leaves();
  }
  here = [];
});

async function arrives(width: number, link = ""): Promise<Officer> {
  const one = await Officer.arrives(width, link);
  here.push(one);
  return one;
}

async function soundly(one: Officer): Promise<void> {
  expect(await one.accessibilityProblems()).toEqual([]);
  expect(await one.scrollsSideways()).toBe(false);
}

describe.each([1280, 390])("a question about a building, at %i pixels", (width) => {
  it("is asked, answered, and put back to new", async () => {
    const asker = await arrives(width);
    await asker.filtersBy("Borough", "Aldermere");
    const building = await asker.opensFromList(1);
    await asker.followsLink("Ask about this building");
    expect(await asker.heading()).toBe(`Ask about ${building}`);
    expect(await asker.focusedOn()).toBe(`Ask about ${building}`);
    expect(await asker.text()).toContain("Your question goes to Aldermere Council (fictional).");
    expect(await asker.text()).toContain("deleted 24 months after somebody last worked on it");
    await soundly(asker);

    await asker.pressesButton("Send my question");
    expect(await asker.errorMessages()).toEqual(["Write what you want to ask", "Enter your name", "Enter an e-mail address, like name@example.org"]);
    expect(await asker.focusedOn()).toContain("There is a problem");
    expect(await asker.errorBeside("Your name")).toContain("Enter your name");
    await soundly(asker);

    await asker.fillsIn("What do you want to ask?", `May we see it at ${width}?\nOn a Tuesday?`);
    await asker.fillsIn("Your name", "Ada Quillfeather");
    await asker.fillsIn("Your e-mail address", "ada@quillfeather.example");
    // What was typed is still there after looking something up.
    await asker.followsBackLink();
    await asker.followsLink("Ask about this building");
    expect(await asker.valueOf("Your name")).toBe("Ada Quillfeather");
    expect(await asker.address()).not.toMatch(/Ada|quill|Tuesday/i);
    await asker.pressesButton("Send my question");
    expect(await asker.heading()).toBe("Your question is sent");
    expect(await asker.focusedOn()).toBe("Your question is sent");
    const said = await asker.text();
    expect(said).toContain("It went to the officers of Aldermere Council (fictional).");
    expect(said).toContain("If you hear nothing, ask Aldermere Council (fictional)");
    const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)?.[0] ?? "";
    expect(reference).not.toBe("");
    await soundly(asker);
    await asker.followsLink("Back to the asset");
    await asker.followsLink("Ask about this building");
    expect(await asker.valueOf("Your name")).toBe("");
    // By a link, what is looked for is told in words from the start.
    await asker.opensLink(`${await asker.address()}&room=cafe_kitchen&ideal=120`);
    await asker.reloads();
    expect(await asker.valueOf("What do you need space for? (optional)")).toBe("Café or kitchen; 120 m²");

    const officer = await arrives(width);
    await officer.goesToSignIn();
    await officer.signsIn(CLERK.email, CLERK.password);
    const unread = (await officer.mayOpen()).find((link) => link.startsWith("Enquiries")) ?? "";
    expect(unread).toMatch(/^Enquiries \(\d+ new\)$/);
    await officer.opensPage("Enquiries");
    expect(await officer.heading()).toBe("Enquiries");
    await soundly(officer);
    const [first] = (await officer.tables())["Enquiries"] ?? [];
    expect(first?.slice(0, 2)).toEqual([building, "Ada Quillfeather"]);
    expect(first?.[3]).toBe("New");
    await officer.follows(building);
    expect(await officer.heading()).toBe(`A question about ${building}`);
    expect(await officer.focusedOn()).toBe(`A question about ${building}`);
    expect(await officer.text()).toContain(`May we see it at ${width}?`);
    expect(await officer.text()).toContain(reference);
    expect(await officer.leadsTo("Answer by e-mail")).toMatch(/^mailto:ada@quillfeather\.example\?subject=Your%20question%20about/);
    expect(await officer.address()).not.toMatch(/Ada|quill|Tuesday/i);
    await soundly(officer);

    await officer.fillsIn("Note for your colleagues (optional)", "Rang her.");
    await officer.pressesButton("Mark as answered");
    expect(await officer.doneNotice()).toContain("Marked as answered.");
    expect(await officer.text()).toContain(`Last changed by ${CLERK.email}`);
    expect((await officer.mayOpen()).find((link) => link.startsWith("Enquiries"))).not.toBe(unread);
    await soundly(officer);
    await officer.pressesButton("Undo");
    expect(await officer.doneNotice()).toBe("Taken back.");
    expect(await officer.valueOf("Note for your colleagues (optional)")).toBe("");
    expect((await officer.mayOpen()).find((link) => link.startsWith("Enquiries"))).toBe(unread);
    await officer.pressesButton("Close it");
    await officer.followsBackLink();
    await officer.pressesButton("Closed");
    expect(((await officer.tables())["Enquiries"] ?? [])[0]?.[3]).toBe("Closed");
    await soundly(officer);

    const stranger = await arrives(width, await officer.address());
    expect(await stranger.text()).toContain("Sign in first");
    expect(await stranger.text()).not.toContain("Quillfeather");
  });

  it("may be about one that is not on the map", async () => {
    const asker = await arrives(width);
    await asker.searchesFor("zzzz no such place");
    await asker.followsLink("Ask about a building that is not on the map");
    expect(await asker.heading()).toBe("Ask about a building that is not on the map");
    await soundly(asker);
    await asker.fillsIn("Which building is it?", "The old baths on Wharf Lane");
    await asker.sets("Which borough is it in?", "Aldermere");
    await asker.fillsIn("What do you want to ask?", "Whose is it?");
    await asker.fillsIn("Your name", "Ada Quillfeather");
    await asker.fillsIn("Your e-mail address", "ada@quillfeather.example");
    await asker.pressesButton("Send my question");
    expect(await asker.heading()).toBe("Your question is sent");
    expect(await asker.text()).toContain("It went to the officers of Aldermere.");
    await soundly(asker);
  });
});
