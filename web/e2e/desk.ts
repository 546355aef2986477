/** What somebody who signs in does and sees: an officer with files and facts, an administrator with people and tokens. */
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { SERVICE, Visitor } from "./driver";

export class Officer extends Visitor {
  async goesToSignIn(): Promise<void> {
    await this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Sign in" }).click();
    await this.settled();
  }

  async signsIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel("E-mail address").fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Sign in", exact: true }).click();
    await this.settled();
  }

  async signsOut(): Promise<void> {
    await this.page.getByRole("button", { name: "Sign out" }).click();
    await this.settled();
  }

  /** What the bar under the header says of who is signed in; `null` for nobody. */
  async signedInAs(): Promise<string | null> {
    const who = this.page.locator(".account__who");
    return (await who.count()) === 0 ? null : (await who.innerText()).replace(/\s+/g, " ");
  }

  async opensPage(name: "Worklist" | "Load a file" | "Enquiries" | "People" | "Access for programs" | "Change password"): Promise<void> {
    await this.page.getByRole("navigation", { name: "Your account" }).getByRole("link", { name }).click();
    await this.settled();
  }

  async follows(link: string | RegExp): Promise<void> {
    await this.page.locator("main").getByRole("link", { name: link }).first().click();
    await this.settled();
  }

  /** Chooses files; of a single one the next page opens by itself. */
  async gives(...files: { name: string; bytes: Buffer }[]): Promise<void> {
    const chosen = files.map(({ name, bytes }) => ({ name, mimeType: "application/octet-stream", buffer: bytes }));
    await this.page.getByLabel("Drop your file here, or choose it").setInputFiles(chosen);
    if (files.length === 1) await this.page.locator(".office .govuk-back-link, .uploads__failure").first().waitFor();
    await this.serviceIsDone();
  }

  /** Drops a file on the page, as with a mouse. */
  async drops(file: { name: string; text: string }): Promise<void> {
    const given = await this.page.evaluateHandle(({ name, text }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name));
      return transfer;
    }, file);
    await this.page.locator(".drop").dispatchEvent("drop", { dataTransfer: given });
    await this.page.locator(".office .govuk-back-link, .uploads__failure").first().waitFor();
    await this.serviceIsDone();
  }

  /** Waits until the service has done its part of a load. */
  async serviceIsDone(): Promise<void> {
    await this.settled();
    await this.page.waitForFunction(() => document.querySelector(".moving") === null, undefined, { timeout: 60_000, polling: 50 });
    await this.settled();
  }

  /** The columns of the file as the page reads them. */
  async columns(): Promise<{ letter: string; heading: string; samples: string[]; reading: string; sure: string }[]> {
    return this.page.locator(".sheet--columns tbody tr").evaluateAll((rows) =>
      rows.map((row) => {
        const text = (part: string): string => (row.querySelector(part)?.textContent ?? "").replace(/\s+/g, " ").trim();
        const select = row.querySelector("select");
        return {
          letter: text(".letter"),
          heading: text("td:nth-child(2)"),
          samples: [...row.querySelectorAll(".samples li")].map((sample) => sample.textContent ?? ""),
          reading: select?.selectedOptions[0]?.textContent?.trim() ?? "",
          sure: text(".sure"),
        };
      }),
    );
  }

  async saysColumnIs(letter: string, meaning: string): Promise<void> {
    await this.page.getByRole("combobox", { name: new RegExp(`^Column ${letter}(,|:)`) }).selectOption({ label: meaning });
    await this.settled();
  }

  /** Says which council published the file. */
  async saysPublisher(council: string): Promise<void> {
    if ((await this.page.locator(".import-file").count()) > 0) await this.opensWholeFile();
    const field = this.page.locator("#publisher");
    if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(council);
    else await field.fill(council);
  }

  /** Opens what can be said of the file as a whole; where the page asks by itself it is in sight already. */
  private async opensWholeFile(): Promise<void> {
    if ((await this.page.locator(".ask #publisher").count()) === 0) await this.opens(".import-file .govuk-details", "Change what it is or who published it");
  }

  async publisherRead(): Promise<string> {
    return this.page.locator("#publisher").inputValue();
  }

  /** Unticks that the choice of columns is kept for the next file. */
  async wantsNothingRemembered(): Promise<void> {
    await this.page.getByLabel(/^Remember my choice of columns/).uncheck();
  }

  async pressesAndWaits(button: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name: button }).click();
    await this.serviceIsDone();
  }

  async summary(): Promise<string> {
    return this.page.locator(".summary").innerText();
  }

  /** The label of the field that has the focus. */
  async focusedOnField(): Promise<string> {
    return this.page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent?.trim() ?? "");
  }

  /** What a field says, as it would be sent. */
  async says(field: string): Promise<string> {
    return this.page.getByLabel(field, { exact: true }).inputValue();
  }

  async doneNotice(): Promise<string> {
    return this.page.locator(".done-notice").innerText();
  }

  async showsRows(which: "All" | "New" | "Changed" | "The same" | "Left out"): Promise<string[][]> {
    await this.page.getByRole("group", { name: "Which rows to show" }).getByRole("button", { name: new RegExp(`^${which}`) }).click();
    await this.settled();
    return (await this.tables())["Rows of your file"] ?? [];
  }

  /** The loads in the list, newest first: file and what came of it. */
  async loads(): Promise<{ file: string; outcome: string }[]> {
    const rows = (await this.tables())["Files loaded before"] ?? [];
    return rows.map((cells) => ({ file: cells[0] ?? "", outcome: cells[3] ?? "" }));
  }

  async sets(label: string, value: string): Promise<void> {
    const field = this.page.getByLabel(label, { exact: true });
    if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption({ label: value });
    else await field.fill(value);
  }

  /** What the things of the list say of their place. */
  async placesListed(): Promise<{ id: string; says: string }[]> {
    await this.drawsWholeList();
    return this.page.locator(".results__list > li").evaluateAll((items) =>
      items.map((item) => ({ id: item.getAttribute("data-id") ?? "", says: item.querySelector(".item__place")?.textContent?.trim() ?? "" })),
    );
  }

  /** Which rows of a file are in sight: "Rows 1 to 100 of 230". */
  async rowsInSight(): Promise<string> {
    return this.page.locator(".results__note").innerText();
  }

  /** What the page asks by itself of a file; empty when it asks nothing. */
  async questions(): Promise<string> {
    const box = this.page.locator(".ask");
    return (await box.count()) === 0 ? "" : box.innerText();
  }

  // Without a mouse.

  /** Presses a key, and waits for what the service has to do for it. */
  override async presses(key: string): Promise<void> {
    await super.presses(key);
    await this.serviceIsDone();
  }

  /** Opens the browser's own choice of files with the keyboard, where the focus is. */
  async givesByKeyboard(file: { name: string; bytes: Buffer }): Promise<void> {
    const opened = this.page.waitForEvent("filechooser");
    // The browser has to know that its own window is not wanted before it would open it.
    await this.settled();
    await this.page.keyboard.press("Enter");
    const chooser = await opened;
    await chooser.setFiles({ name: file.name, mimeType: "application/octet-stream", buffer: file.bytes });
    await this.page.locator(".office .govuk-back-link").first().waitFor();
    await this.serviceIsDone();
  }

  /** The marks that only its officers see on an asset. */
  async privateMarks(): Promise<string[]> {
    return this.page.locator(".private-mark").allInnerTexts();
  }

  /** The rows of the worklist; `score` is `null` for what is blocked. */
  async work(): Promise<{ rank: number; group: string; name: string; lead: string; score: number | null; gaps: string[]; fresh: string }[]> {
    await this.settled();
    return this.page.locator(".work__item").evaluateAll((items) =>
      items.map((item) => {
        const text = (part: string): string => (item.querySelector(part)?.textContent ?? "").replace(/\s+/g, " ").trim();
        return {
          rank: Number(text(".work__rank")),
          group: item.closest("ol")?.previousElementSibling?.textContent?.trim() ?? "",
          name: text(".work__title"),
          lead: text(".work__lead"),
          score: item.querySelector(".work__value") === null ? null : Number(text(".work__value")),
          gaps: [...item.querySelectorAll("section:last-child li")].map((gap) => (gap.textContent ?? "").replace(/\s+/g, " ").trim()),
          fresh: text(".work__fresh"),
        };
      }),
    );
  }

  /** Ticks the first so many rows of the worklist. */
  async choosesFromWork(number: number): Promise<void> {
    for (let index = 0; index < number; index += 1) await this.page.locator(".work__item .govuk-checkboxes__input").nth(index).check({ force: true });
  }

  /** Opens why the asset at this place stands there; gives what counts. */
  async opensWorkReasons(rank: number): Promise<string[]> {
    const item = this.page.locator(".work__item").nth(rank - 1);
    await item.locator("summary").click();
    return (await item.locator("tbody th").allInnerTexts()).map((text) => text.trim());
  }

  /** An asset of theirs whose three best needs hold one that everybody may not read: its key, and what that need is called. */
  async assetWithPrivateNeed(): Promise<{ id: string; need: string }> {
    return this.page.evaluate(async () => {
      interface Found {
        matches: { need: { title: string } }[];
      }
      const titles = async (id: string, credentials: RequestCredentials): Promise<string[]> => {
        const found = (await (await fetch(`assets/${id}/matches?limit=3&firmness=false`, { credentials })).json()) as Found;
        return found.matches.map(({ need }) => need.title);
      };
      const { rows } = (await (await fetch("worklist?limit=200&blocked=false")).json()) as { rows: { asset: string }[] };
      for (const { asset } of rows) {
        const open = await titles(asset, "omit");
        const need = (await titles(asset, "same-origin")).find((title) => !open.includes(title));
        if (need !== undefined) return { id: asset, need };
      }
      throw new Error("no asset of theirs suits a private need");
    });
  }

  /** Waits until the brief holds its map. */
  async mapIsDrawn(): Promise<void> {
    await this.page.locator(".brief__map[data-drawn='true'] img").waitFor();
    await this.page.locator(".brief__map img").evaluate((image: HTMLImageElement) => image.decode());
  }

  async mapDescription(): Promise<string> {
    return (await this.page.locator(".brief__map img").getAttribute("alt")) ?? "";
  }

  /** `from` is where each fact was read, and the day it was so; `way` what may be done about it. */
  async history(): Promise<{ how: string; who: string; changes: string[][]; from: string[]; way: string | null }[]> {
    return this.page.locator(".history__one").evaluateAll((items) =>
      items.map((item) => {
        const text = (part: Element | null): string => (part?.textContent ?? "").replace(/\s+/g, " ").trim();
        const from = [...item.querySelectorAll(".fact-source")].map(text);
        const changes = [...item.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => text(cell.querySelector("strong") ?? cell)));
        return { how: text(item.querySelector("h2")), who: text(item.querySelector(".history__who")), changes, from, way: item.querySelector("button")?.textContent?.trim() ?? null };
      }),
    );
  }

  /** Ticks the first things of the list that may be chosen; gives their names. */
  async choosesFromList(number: number): Promise<string[]> {
    await this.drawsWholeList();
    const mine = this.page.locator(".item--mine");
    const names: string[] = [];
    for (let index = 0; index < number; index += 1) {
      names.push(await mine.nth(index).locator(".item__link").innerText());
      await mine.nth(index).getByRole("checkbox").check();
    }
    await this.settled();
    return names;
  }

  async namesListed(): Promise<string[]> {
    await this.drawsWholeList();
    return this.page.locator(".item--mine .item__link").allTextContents();
  }

  /** The button that chooses all that may be chosen. */
  async wayToChooseAll(): Promise<string> {
    return this.page.locator(".selection").getByRole("button", { name: /^Choose all/ }).innerText();
  }

  async numberChosen(): Promise<number> {
    return Number(/^\d+/.exec(await this.page.locator(".selection [role=status]").innerText())?.[0] ?? 0);
  }

  async takesNewestChangeBack(): Promise<void> {
    await this.page.locator(".history__one").first().getByRole("button").click();
    await this.settled();
  }

  /** The links of the account bar. */
  async mayOpen(): Promise<string[]> {
    return this.page.locator(".account__list a").allInnerTexts();
  }

  /** Where a link leads that another program opens. */
  async leadsTo(link: string): Promise<string> {
    return (await this.page.getByRole("link", { name: link, exact: true }).getAttribute("href")) ?? "";
  }

  async tokenShown(): Promise<string> {
    return this.page.locator("#token-value").inputValue();
  }

  /** The error that stands beside a field; empty for none. */
  async errorBeside(label: string): Promise<string> {
    const error = this.page.locator(".govuk-form-group", { has: this.page.getByLabel(label, { exact: true }) }).locator(".govuk-error-message");
    return (await error.count()) === 0 ? "" : error.innerText();
  }

  /** Whether there is a button of this name. */
  async offers(button: string): Promise<boolean> {
    return (await this.page.getByRole("button", { name: button }).count()) > 0;
  }

  async opensAsset(id: string): Promise<void> {
    await this.drawsWholeList();
    await this.page.locator(`[data-id="${id}"] a`).first().click();
    await this.settled();
  }

  /** What a field tells the browser that fills it in. */
  async autofill(label: string): Promise<string | null> {
    return this.page.getByLabel(label, { exact: true }).getAttribute("autocomplete");
  }

  async opensLink(link: string): Promise<void> {
    await this.page.goto(link);
    await this.settled();
  }
}

/** The link in the newest mail to this address. */
export function linkInMail(to: string): string {
  const outbox = inject("outbox");
  const mails = readdirSync(outbox)
    .map((name) => join(outbox, name))
    .sort((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs)
    // The lines of mail are cut at 76 characters and its equals signs written as "=3D".
    .map((path) => readFileSync(path, "utf8").replaceAll("=\r\n", "").replaceAll("=3D", "="))
    .filter((mail) => mail.includes(to));
  const fragment = /#task=password&token=[\w.~-]+(?:&invited=1)?/.exec(mails.at(-1) ?? "")?.[0];
  if (!fragment) throw new Error(`no mail to ${to} with a link`);
  return new URL(fragment, SERVICE).href;
}
