/** An officer without a mouse signs in, loads a file, turns the pages of its rows, undoes it and signs out. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Officer } from "./desk";
import { startBrowser, stopBrowser } from "./driver";
import { TYPIST } from "./people";

let officer: Officer;
beforeAll(startBrowser);
afterAll(stopBrowser);
afterEach(async () => {
  expect(officer.browserComplaints()).toEqual([]);
  await officer.leaves();
});

/** More rows than one page shows, and one that cannot be used. */
const LONG = [
  "Asset Code,Site Name,Address,Postcode,Eastings,Northings,Tenure,Floor area sqm",
  ...Array.from({ length: 230 }, (_, row) => `TY-${row},Ferry Store ${row},${row + 1} Ferry Road,L3 1AA,${334000 + row * 20},${390000 + row * 20},Freehold,${100 + row}`),
  ",,,,,,Freehold,12",
].join("\r\n");

describe.each([1280, 390])("with the keyboard alone, on a screen %i pixels wide", (width) => {
  it("a file is loaded and undone, and what has the focus is always in sight", async () => {
    officer = await Officer.arrives(width);
    await officer.tabsTo(/^Sign in$/);
    await officer.presses("Enter");
    await officer.tabsTo(/^E-mail address$/);
    await officer.types(TYPIST.email);
    await officer.tabsTo(/^Password$/);
    await officer.types(TYPIST.password);
    await officer.presses("Enter");
    expect(await officer.signedInAs()).toContain(TYPIST.name);

    await officer.tabsBackTo(/^Load a file$/);
    await officer.presses("Enter");
    expect(await officer.focusedOn()).toBe("Load a file");
    await officer.tabsTo(/^Drop your file here, or choose it$/);
    await officer.givesByKeyboard({ name: "ferry.csv", bytes: Buffer.from(LONG) });
    expect(await officer.focusedOn()).toBe("Check the columns");

    await officer.tabsTo(/^Column H/);
    await officer.types("Do not use");
    expect((await officer.columns()).find(({ letter }) => letter === "H")).toMatchObject({ reading: "Do not use", sure: "Changed, not read again yet" });
    await officer.tabsTo(/^Read again$/);
    await officer.presses("Enter");
    expect(await officer.focusedOn()).toBe("Check the columns");
    await officer.tabsTo(/^Next: see what will change$/);
    await officer.presses("Enter");
    expect(await officer.focusedOn()).toBe("Check the changes");
    expect(await officer.summary()).toBe("231 rows: 230 new, 0 changed, 0 the same, 1 left out");
    expect(await officer.rowsInSight()).toBe("Rows 1 to 100 of 231");

    await officer.tabsTo(/^Show these rows$/);
    await officer.presses("Enter");
    expect(await officer.rowsInSight()).toBe("Rows 1 to 1 of 1");
    await officer.tabsTo(/^All/);
    await officer.presses("Space");
    for (const rows of ["Rows 101 to 200 of 231", "Rows 201 to 231 of 231"]) {
      await officer.tabsTo(/^Next rows$/);
      await officer.presses("Enter");
      expect(await officer.focusedOn()).toBe("Rows of your file");
      expect(await officer.rowsInSight()).toBe(rows);
    }
    await officer.tabsTo(/^Previous rows$/);
    await officer.presses("Enter");
    expect(await officer.rowsInSight()).toBe("Rows 101 to 200 of 231");

    await officer.tabsTo(/^Remember my choice of columns/);
    await officer.presses("Space");
    await officer.tabsTo(/^Load 230 rows$/);
    await officer.presses("Enter");
    expect(await officer.focusedOn()).toBe("The file is loaded");
    await officer.tabsTo(/^Undo this load$/);
    await officer.presses("Enter");
    expect(await officer.focusedOn()).toBe("Undo the load of ferry.csv?");
    await officer.tabsTo(/^Yes, undo it$/);
    await officer.presses("Enter");
    expect(await officer.focusedOn()).toBe("The load of ferry.csv was undone");
    await officer.tabsBackTo(/^Sign out$/);
    await officer.presses("Enter");
    expect(await officer.signedInAs()).toBeNull();
    expect(officer.stopsOutOfSight()).toEqual([]);
  }, 180_000);
});
