/** An officer signs in, loads made-up registers of a made-up council, takes a load back, changes facts, and signs out. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Officer, linkInMail } from "./desk";
import { Visitor, startBrowser, stopBrowser } from "./driver";
import { ADMINISTRATOR, COLLEAGUE, OFFICER } from "./people";
import { workbook } from "./workbook";

let officer: Officer;
/** What the browser may complain of: answers that the story asks for on purpose. */
let expected: RegExp | null;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(officer.foreignRequests()).toEqual([]);
  expect(officer.browserComplaints().filter((complaint) => !expected?.test(complaint))).toEqual([]);
  expected = null;
  await officer.leaves();
});

const SCRIPT = "<script>document.title='stolen'</script> Hall";

/** A title above odd headings, semicolons, an empty row, a row that cannot be used. */
const CSV = [
  "Testbury Council - land and property;;;;;;;;;",
  "Asset Code;Site / Bldg;Address;P/code;Eastings;Northings;Area usable sqm;Void Y/N;Tenure;Remark",
  "TB-001;Old Tannery;1 Tan Row, Testbury;L3 1AA;334210;390310;240;Y;Freehold;roof looked at",
  `TB-002;${SCRIPT};2 Tan Row, Testbury;L3 1AB;334480;390620;1120;N;Leasehold;`,
  "TB-003;Quay Store;3 Quay Street, Testbury;L3 1AD;334900;391000;not measured;N;Freehold;ask Jo",
  "TB-004;Mill Room;4 Mill Lane, Testbury;L3 1AE;335120;391250;85.5;N;Freehold;",
  ";;;;;;;;;",
  ";;;;;;77;N;;no name at all",
].join("\r\n");

const XLSX = {
  "Read me": [["Testbury Council, register of assets"], ["As at March 2026"]],
  Assets: [
    ["Testbury Council, register of assets", null, null, null, null, null, null, null],
    ["UPRN", "Asset name", "Address", "Postcode", "Easting", "Northing", "Tenure", "Owner"],
    [4_000_000_011, "Corn Loft", "5 Corn Hill, Testbury", "L3 2AA", 333_900, 390_900, "Freehold", OFFICER.council],
    [4_000_000_012, "Weigh House", "6 Corn Hill, Testbury", "L3 2AB", 333_950, 390_950, "Freehold", OFFICER.council],
    [4_000_000_013, "Ferry Rooms", "7 Ferry Road, Testbury", "L3 2AD", 333_990, 390_990, "Freehold", OFFICER.council],
  ],
};

async function signedIn(width: number, who: { email: string; password: string } = OFFICER): Promise<void> {
  officer = await Officer.arrives(width);
  await officer.goesToSignIn();
  await officer.signsIn(who.email, who.password);
}

/** Says who published the file if the page does not know by itself. */
async function ofTestbury(): Promise<void> {
  if ((await officer.publisherRead()) === OFFICER.council) return;
  await officer.saysPublisher(OFFICER.council);
  await officer.pressesAndWaits("Read again");
}

describe.each([1280, 390])("signing in, on a screen %i pixels wide", (width) => {
  it("says what is wrong, never which of the two, and then where the officer is", async () => {
    expected = /401/;
    officer = await Officer.arrives(width);
    await officer.goesToSignIn();
    expect(await officer.heading()).toBe("Sign in");
    expect(await officer.focusedOn()).toBe("Sign in");
    expect(await officer.autofill("E-mail address")).toBe("username");
    expect(await officer.autofill("Password")).toBe("current-password");
    expect(await officer.accessibilityProblems()).toEqual([]);

    await officer.signsIn("not an address", "");
    expect(await officer.errorMessages()).toEqual(["Enter your e-mail address, like name@council.gov.uk", "Enter your password"]);
    await officer.signsIn(OFFICER.email, "four loud badgers");
    const wrong = await officer.failure();
    await officer.signsIn("nobody@testbury.example", "four loud badgers");
    expect(await officer.failure()).toBe(wrong);
    expect(await officer.focusedOn()).toContain("There is a problem");
    expect(await officer.accessibilityProblems()).toEqual([]);

    await officer.signsIn(OFFICER.email, OFFICER.password);
    expect(await officer.signedInAs()).toBe(`Signed in as ${OFFICER.name}, officer of ${OFFICER.council}`);
    expect(await officer.heading()).toBe("Public land and buildings");
    expect(await officer.address()).not.toMatch(/badgers|testbury/);
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);

    await officer.signsOut();
    expect(await officer.signedInAs()).toBeNull();
    expect(await officer.doneNotice()).toBe("You are signed out.");
  });

  it("leads back to the page that asked for it, which shows nothing before", async () => {
    officer = await Officer.arrives(width, `${(await frontDoor()).split("#")[0]}#task=import`);
    expect(await officer.text()).toContain("Sign in first");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.follows("Sign in");
    await officer.signsIn(OFFICER.email, OFFICER.password);
    expect(await officer.heading()).toBe("Load a file");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.signsOut();
    expect(await officer.heading()).toBe("Public land and buildings");
  });
});

async function frontDoor(): Promise<string> {
  const visitor = await Visitor.arrives(1280);
  const address = await visitor.address();
  await visitor.leaves();
  return address;
}

describe("a spreadsheet with odd headings", () => {
  it.each([1280, 390])("is read, corrected, checked, loaded, given back row by row and undone, at %i pixels", async (width) => {
    await signedIn(width, COLLEAGUE);
    await officer.opensPage("Load a file");
    await officer.gives({ name: "Testbury <b>.csv", bytes: Buffer.from(CSV, "latin1") });

    // The file says nowhere whose it is: it is of the council its officer works for.
    expect(await officer.heading()).toBe("Check the columns");
    expect(await officer.publisherRead()).toBe(OFFICER.council);
    expect(await officer.focusedOn()).toBe("Check the columns");
    const columns = await officer.columns();
    expect(columns.map(({ letter, heading }) => `${letter} ${heading}`)).toContain("B Site / Bldg");
    expect(columns[0]?.samples).toEqual(["TB-001", "TB-002", "TB-003"]);
    expect(columns[1]?.samples).toContain(SCRIPT);
    expect(columns.map(({ sure }) => sure).every((sure) => ["Sure", "Fairly sure", "A guess", "Not used", "You chose"].includes(sure))).toBe(true);
    expect(columns.find(({ letter }) => letter === "C")).toMatchObject({ reading: "Address", sure: "Sure" });
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);

    await officer.saysColumnIs("B", "Name");
    await officer.saysColumnIs("D", "Postcode");
    await officer.saysColumnIs("J", "Other detail");
    expect(await officer.text()).toContain("The file has not been read again yet");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.pressesAndWaits("Read again");
    const again = await officer.columns();
    expect(again.find(({ letter }) => letter === "J")).toMatchObject({ reading: "Other detail", sure: "You chose" });

    await officer.pressesAndWaits("Next: see what will change");
    expect(await officer.focusedOn()).toBe("Check the changes");
    expect(await officer.summary()).toBe("5 rows: 4 new, 0 changed, 0 the same, 1 left out");
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);
    const left = await officer.showsRows("Left out");
    expect(left.map(([row]) => row)).toEqual(["8"]);
    const fresh = await officer.showsRows("New");
    expect(fresh.map(([, name]) => name)).toEqual(["Old Tannery", SCRIPT, "Quay Store", "Mill Room"]);
    expect(fresh.find(([, name]) => name === "Quay Store")?.join(" ")).toContain("not measured");

    // Nothing is lost by leaving: the draft waits in the list.
    await officer.goesTo("About");
    await officer.opensPage("Load a file");
    expect((await officer.loads())[0]).toMatchObject({ file: "Testbury <b>.csv" });
    expect((await officer.loads())[0]?.outcome).toContain("Draft");
    await officer.follows("Carry on with Testbury <b>.csv");
    await officer.pressesAndWaits("Next: see what will change");
    await officer.wantsNothingRemembered();
    await officer.pressesAndWaits("Load 4 rows");

    expect(await officer.heading()).toBe("The file is loaded");
    expect(await officer.focusedOn()).toBe("The file is loaded");
    expect(await officer.accessibilityProblems()).toEqual([]);
    const csv = await officer.downloads("Download as CSV");
    expect(csv.name).toMatch(/\.csv$/);
    const told = csv.bytes.toString("utf8");
    expect(told).toContain("catmap: what happened");
    expect(told).toContain("no name at all");
    const excel = await officer.downloads("Download for Excel");
    expect(excel.name).toMatch(/\.xlsx$/);
    expect(excel.bytes.subarray(0, 2).toString()).toBe("PK");

    await officer.follows("Look at the map");
    await officer.shows("List");
    expect(await officer.text(), "the map is near what was loaded").toContain("in this part of the map");
    await officer.searchesFor("Quay Store");
    expect(await officer.numberFound()).toBe(1);
    await officer.searchesFor("document.title");
    expect(await officer.numberFound()).toBe(1);
    expect(await officer.opensFromList(1)).toBe(SCRIPT);
    expect(await officer.title()).toBe(`${SCRIPT} – catmap`);
    expect(await officer.accessibilityProblems()).toEqual([]);

    await officer.opensPage("Load a file");
    await officer.follows("Undo the load of Testbury <b>.csv");
    expect(await officer.heading()).toBe("Undo the load of Testbury <b>.csv?");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.pressesAndWaits("Yes, undo it");
    expect(await officer.heading()).toBe("The load of Testbury <b>.csv was undone");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.goesTo("Look around");
    await officer.searchesFor("Quay Store");
    expect(await officer.numberFound()).toBe(0);
  }, 180_000);

  it("of which nothing is understood shows its columns all the same, and is loaded once somebody says what one is", async () => {
    const things = { name: "things.csv", bytes: Buffer.from("Alpha;Beta\r\nOld Ropery;red\r\nSail Loft;blue\r\n") };
    await signedIn(1280, COLLEAGUE);
    await officer.opensPage("Load a file");
    await officer.gives(things);
    expect(await officer.heading()).toBe("Check the columns");
    expect(await officer.text()).toContain("Before you can load it");
    expect((await officer.columns()).map(({ sure }) => sure)).toEqual(["Not used", "Not used"]);
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.saysColumnIs("A", "Name");
    await officer.pressesAndWaits("Read again");
    expect(await officer.text()).not.toContain("Before you can load it");
    await officer.pressesAndWaits("Next: see what will change");
    expect(await officer.summary()).toBe("2 rows: 2 new, 0 changed, 0 the same, 0 left out");
    await officer.pressesButton("Throw this draft away");
    await officer.pressesAndWaits("Yes, throw it away");
    await officer.signsOut();

    // Whoever may load anything is asked what it is.
    await officer.goesToSignIn();
    await officer.signsIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await officer.opensPage("Load a file");
    await officer.gives(things);
    expect(await officer.heading()).toBe("things.csv cannot be loaded as it is");
    expect(await officer.text()).not.toContain("--");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.ticks("Register of land and buildings");
    await officer.pressesAndWaits("Read again");
    expect(await officer.heading()).toBe("Check the columns");
    await officer.saysColumnIs("A", "Name");
    await officer.saysPublisher(OFFICER.council);
    await officer.pressesAndWaits("Read again");
    await officer.pressesAndWaits("Next: see what will change");
    expect(await officer.summary()).toMatch(/^2 rows: 2 new/);
    await officer.pressesButton("Throw this draft away");
    await officer.pressesAndWaits("Yes, throw it away");
  });

  it("can be dropped on the page, and thrown away as a draft", async () => {
    await signedIn(1280, COLLEAGUE);
    await officer.opensPage("Load a file");
    await officer.drops({ name: "dropped.csv", text: CSV });
    await ofTestbury();
    expect(await officer.heading()).toBe("Check the columns");
    await officer.pressesAndWaits("Next: see what will change");
    await officer.pressesButton("Throw this draft away");
    expect(await officer.focusedOn()).toContain("Your own file stays");
    await officer.pressesAndWaits("Yes, throw it away");
    expect(await officer.doneNotice()).toBe("The draft of dropped.csv is thrown away.");
    expect((await officer.loads()).filter(({ file, outcome }) => file === "dropped.csv" && outcome.includes("Draft"))).toEqual([]);
  });

  it("teaches the next one: what an officer corrected is read so again", async () => {
    await signedIn(1280, COLLEAGUE);
    await officer.opensPage("Load a file");
    await officer.gives({ name: "first.csv", bytes: Buffer.from(CSV, "latin1") });
    await ofTestbury();
    await officer.saysColumnIs("J", "Other detail");
    await officer.pressesAndWaits("Read again");
    await officer.pressesAndWaits("Next: see what will change");
    await officer.pressesAndWaits("Load 4 rows");
    await officer.opensPage("Load a file");
    await officer.gives({ name: "second.csv", bytes: Buffer.from(CSV, "latin1") });
    await ofTestbury();
    expect((await officer.columns()).find(({ letter }) => letter === "J")).toMatchObject({ reading: "Other detail" });
    await officer.pressesAndWaits("Next: see what will change");
    expect(await officer.summary()).toBe("5 rows: 0 new, 0 changed, 4 the same, 1 left out");
    await officer.pressesButton("Throw this draft away");
    await officer.pressesAndWaits("Yes, throw it away");
    await officer.follows("Undo the load of first.csv");
    await officer.pressesAndWaits("Yes, undo it");
    expect(await officer.heading()).toBe("The load of first.csv was undone");
  });

  it("that is no table is refused with what to do, and the next file is sent all the same", async () => {
    expected = /4\d\d/;
    await signedIn(1280, COLLEAGUE);
    await officer.opensPage("Load a file");
    const picture = { name: "holiday.png", bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]) };
    await officer.gives(picture, { name: "second.csv", bytes: Buffer.from(CSV, "latin1") });
    const list = async (): Promise<string> => (await officer.text()).replace(/\s+/g, " ");
    await officer.follows("Check second.csv");
    await officer.serviceIsDone();
    await ofTestbury();
    expect(await officer.heading()).toBe("Check the columns");
    await officer.opensPage("Load a file");
    expect(await list()).toMatch(/holiday\.png.*(Not sent|Cannot be loaded)/);
  });
});

describe("a workbook of an officer's own council", () => {
  it("is loaded; a fact is changed and told in the history; the exact place is shown to all only when its owner says so", async () => {
    await signedIn(1280, COLLEAGUE);
    await officer.opensPage("Load a file");
    await officer.gives({ name: "Testbury register.xlsx", bytes: workbook(XLSX) });
    await ofTestbury();
    expect((await officer.columns()).map(({ heading }) => heading)).toContain("Asset name");
    await officer.pressesAndWaits("Next: see what will change");
    expect(await officer.summary()).toMatch(/^3 rows: 3 new/);
    await officer.pressesAndWaits("Load 3 rows");
    expect(await officer.heading()).toBe("The file is loaded");

    await officer.follows("Look at the map");
    await officer.shows("List");
    await officer.searchesFor("Corn Loft");
    await officer.opensFromList(1);
    await officer.follows("Change facts");
    expect(await officer.focusedOn()).toBe("Change facts of Corn Loft");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.pressesButton("Save");
    expect(await officer.errorMessages()).toEqual(["You have not changed anything yet"]);
    await officer.sets("Usable floor area, m²", "lots");
    await officer.pressesButton("Save");
    expect(await officer.errorMessages()).toEqual(["Usable floor area: enter a number that is not below 0"]);
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.sets("Usable floor area, m²", "240");
    await officer.sets("Occupancy", "Vacant");
    await officer.sets("Why do you change it?", "Measured in May");
    await officer.pressesButton("Save");
    expect(await officer.heading()).toBe("Corn Loft");
    expect(await officer.doneNotice()).toContain("Saved");
    expect(await officer.text()).toContain("240 m²");
    expect(await officer.privateMarks()).toEqual([
      "Exact place: only you and your colleagues see this. The public sees the centre of the area around it.",
    ]);
    expect(await officer.accessibilityProblems()).toEqual([]);

    const link = await officer.address();
    const visitor = await Visitor.arrives(1280, link);
    expect(await visitor.text()).not.toContain("5 Corn Hill");
    expect(await visitor.text()).not.toMatch(/Change facts|History/);
    await visitor.leaves();

    await officer.follows("History");
    const [latest] = await officer.history();
    expect(latest?.how).toBe("Changed by hand");
    expect(latest?.who).toContain(COLLEAGUE.email);
    expect(latest?.changes).toContainEqual(["Usable floor area", "Not known", "240 m²"]);
    expect(latest?.changes.map(([fact]) => fact)).toContain("Occupancy");
    expect((await officer.history()).at(-1)?.how).toBe("Loaded from a file");
    expect(await officer.accessibilityProblems()).toEqual([]);

    await officer.follows("Back to the asset");
    await officer.follows("Change facts");
    await officer.ticks("Show the exact place to everyone");
    await officer.pressesButton("Save");
    expect(await officer.privateMarks()).toEqual(["Its owner lets everybody see the exact place"]);
    const later = await Visitor.arrives(1280, link);
    expect(await later.text()).toContain("5 Corn Hill");
    await later.leaves();
    await officer.signsOut();
    expect(await officer.text()).not.toContain("Change facts");
  });
});

describe("an administrator", () => {
  it("invites somebody, who chooses a password by the link of the mail and signs in", async () => {
    await signedIn(1280, ADMINISTRATOR);
    await officer.opensPage("People");
    expect(await officer.accessibilityProblems()).toEqual([]);
    const email = "bill.moss@testbury.example";
    await officer.sets("Name", SCRIPT);
    await officer.sets("E-mail address", email);
    await officer.sets("Of which council or organisation?", OFFICER.council);
    await officer.pressesButton("Send the invitation");
    expect(await officer.doneNotice()).toBe(`${SCRIPT} has been invited.`);
    expect((await officer.tables())["People"]?.find(([, address]) => address === email)?.join(" ")).toContain("Invited, has not signed in yet");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.signsOut();

    const link = linkInMail(email);
    await officer.opensLink(link);
    expect(await officer.heading()).toBe("Welcome: choose a password");
    expect(await officer.address()).not.toContain("token");
    expect(await officer.autofill("New password")).toBe("new-password");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.sets("New password", "short");
    await officer.pressesButton("Save and sign in");
    expect(await officer.errorMessages()).toEqual(["Choose a password of at least 12 characters"]);
    await officer.sets("New password", "velvet anchor umbrella");
    await officer.pressesButton("Save and sign in");
    expect(await officer.signedInAs()).toBe(`Signed in as ${SCRIPT}, officer of ${OFFICER.council}`);
    await officer.goesBack();
    expect(await officer.address()).not.toContain("token");
  });

  it("makes a token that is shown once, and deletes it", async () => {
    await signedIn(390, ADMINISTRATOR);
    await officer.opensPage("Access for programs");
    await officer.pressesButton("Make a token");
    expect(await officer.errorMessages()).toEqual(["Say what the token is for"]);
    await officer.sets("What is it for?", "QGIS at work");
    await officer.pressesButton("Make a token");
    expect(await officer.tokenShown()).toMatch(/^catmap_/);
    expect(await officer.focusedOn()).toBe("Your new token: QGIS at work");
    expect(await officer.accessibilityProblems()).toEqual([]);
    expect(await officer.scrollsSideways()).toBe(false);
    await officer.opensPage("People");
    await officer.opensPage("Access for programs");
    expect(await officer.text()).not.toContain("catmap_");
    await officer.pressesButton("Delete the token QGIS at work");
    await officer.pressesButton("Yes, delete it");
    expect(await officer.doneNotice()).toBe("The token “QGIS at work” is deleted.");
  });

  it("asks for a new password without learning whether the address is known", async () => {
    officer = await Officer.arrives(1280);
    await officer.goesToSignIn();
    await officer.follows("I have forgotten my password");
    expect(await officer.accessibilityProblems()).toEqual([]);
    await officer.sets("E-mail address", "nobody@nowhere.example");
    await officer.pressesButton("Send me the link");
    expect(await officer.heading()).toBe("Look at your e-mail");
    expect(await officer.text()).toContain("If we know this address");
  });
});
