/** What a visitor does and sees, in a visitor's words. Only this file and `desk.ts`, for people who sign in, touch the browser. */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { inject } from "vitest";
import type { Method } from "../src/api/types";
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";

export const SERVICE = new URL(inject("serviceUrl"));
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The button at the end of the rows that are drawn. */
const MORE_ROWS = /^Show [\d,]+ more \(of [\d,]+\)$/;

/** One set of flags, so that pictures compare: WebGL by software, nothing fetched in the background. */
const FLAGS =
  "--headless --no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader".split(
    " ",
  );

let browser: Browser | null = null;

/** Starts the browser once for all stories of a file. */
export async function startBrowser(): Promise<void> {
  browser ??= await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: FLAGS });
}

export async function stopBrowser(): Promise<void> {
  await browser?.close();
  browser = null;
}

interface MapBox extends HTMLElement {
  idsDrawn?: () => string[];
  clustersDrawn?: () => Cluster[];
  ringsDrawn?: () => { x: number; y: number }[];
  scoresDrawn?: () => Record<string, string>;
  areasDrawn?: () => Record<string, string>;
}

/** Several signs drawn as one: where on the map, in pixels, and what it stands for. */
export interface Cluster {
  x: number;
  y: number;
  ids: string[];
}

/** What the visitor's device asks of every page. */
export interface Asked {
  colorScheme?: "light" | "dark";
  contrast?: "more" | "no-preference";
  forcedColors?: "active" | "none";
  /** Whether the page may keep what is read for when there is no network; else every story starts with nothing kept. */
  keeping?: boolean;
}

export class Visitor {
  private readonly asked: string[] = [];
  private readonly complaints: string[] = [];
  private readonly outOfSight: string[] = [];

  constructor(
    private readonly context: BrowserContext,
    protected readonly page: Page,
  ) {
    page.on("request", (request) => this.asked.push(request.url()));
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
  }

  /** Comes to the page on a screen of this width, by a link or by its front door. */
  static async arrives<Who extends Visitor>(
    this: new (context: BrowserContext, page: Page) => Who,
    width: number,
    link = "",
    { keeping = false, ...asks }: Asked = {},
  ): Promise<Who> {
    if (!browser) throw new Error("startBrowser() first");
    const context = await browser.newContext({
      viewport: { width, height: width < 600 ? 844 : 860 },
      locale: "en-GB",
      reducedMotion: "reduce",
      serviceWorkers: keeping ? "allow" : "block",
      ...asks,
    });
    const visitor = new this(context, await context.newPage());
    await visitor.page.addInitScript(() => {
      const shift = { total: 0 };
      Object.assign(window, { layoutShift: shift });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
          if (!entry.hadRecentInput) shift.total += entry.value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await visitor.page.goto(link === "" ? SERVICE.href : link, { waitUntil: "load" });
    await visitor.settled();
    return visitor;
  }

  async leaves(): Promise<void> {
    await this.context.close();
  }

  /** Waits until nothing is on its way and the map stands still. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(
      () =>
        document.querySelector("[aria-busy='true']") === null &&
        document.querySelector("#main[aria-busy='false']") !== null &&
        document.querySelector("#map-box")?.getAttribute("data-idle") === "true",
      undefined,
      { timeout: 30_000, polling: 50 },
    );
  }

  get narrow(): boolean {
    return (this.page.viewportSize()?.width ?? 0) < 900;
  }

  // What the visitor sees.

  async heading(): Promise<string> {
    return (await this.page.locator("h1:visible").innerText()).trim();
  }

  async title(): Promise<string> {
    return this.page.title();
  }

  async text(): Promise<string> {
    return this.page.locator(".pane--list").innerText();
  }

  async banner(): Promise<string | null> {
    const banner = this.page.locator(".fictional");
    return (await banner.count()) === 0 ? null : banner.innerText();
  }

  /** How many the list says there are. */
  async numberFound(): Promise<number> {
    const text = await this.page.locator(".results__count").innerText();
    return Number(/(?:of )?([\d,]+) (?:assets?|published needs?)/.exec(text)?.[1]?.replaceAll(",", "") ?? Number.NaN);
  }

  /** What a screen reader was told last. */
  async announced(): Promise<string> {
    return (await this.page.locator("#announcer").textContent()) ?? "";
  }

  /** How many rows of the list are drawn. */
  async rowsDrawn(): Promise<number> {
    return this.page.locator(".results__list > li").count();
  }

  /** Has more rows of the list drawn; gives what the button said. */
  async showsMoreRows(): Promise<string> {
    const button = this.page.getByRole("button", { name: MORE_ROWS });
    const said = (await button.innerText()).trim();
    await button.click();
    return said;
  }

  /** Has the list drawn to its end. */
  protected async drawsWholeList(): Promise<void> {
    const button = this.page.getByRole("button", { name: MORE_ROWS });
    while ((await button.count()) > 0) {
      // Without the pointer, which would light up what comes under it.
      await button.evaluate((element: HTMLElement) => element.click());
      await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    }
    // Back to where it begins: what is out of sight has no text.
    await this.page.evaluate(() => {
      window.scrollTo({ top: 0 });
      document.querySelector(".pane--list")?.scrollTo({ top: 0 });
    });
  }

  /** The things in the list, in order, to its end; those without a place apart. */
  async listed(): Promise<{ placed: string[]; unplaced: string[] }> {
    await this.drawsWholeList();
    const items = await this.page.locator(".results__list > li, .matches > li, .left-outs > li").evaluateAll((elements) =>
      elements.map((element) => ({
        id: element.getAttribute("data-id") ?? "",
        placed: !(element.textContent ?? "").includes("Not on the map"),
      })),
    );
    return {
      placed: items.filter(({ placed }) => placed).map(({ id }) => id),
      unplaced: items.filter(({ placed }) => !placed).map(({ id }) => id),
    };
  }

  /** The things whose signs stand on the map. */
  async onTheMap(): Promise<string[]> {
    await this.settled();
    return this.page.locator("#map-box").evaluate((box: MapBox) => box.idsDrawn?.() ?? []);
  }

  /** The signs on the map that stand for several things, the largest first. */
  async clusters(): Promise<Cluster[]> {
    await this.settled();
    const found = await this.page.locator("#map-box").evaluate((box: MapBox) => box.clustersDrawn?.() ?? []);
    return found.sort((one, other) => other.ids.length - one.ids.length);
  }

  /** Where rings lie on the map around what is pointed at in the list. */
  async rings(): Promise<{ x: number; y: number }[]> {
    await this.settled();
    return this.page.locator("#map-box").evaluate((box: MapBox) => box.ringsDrawn?.() ?? []);
  }

  /** Points at a place on the map; gives what is told of it. */
  async pointsAtTheMap({ x, y }: { x: number; y: number }): Promise<string> {
    await this.page.locator("#map-box canvas").hover({ position: { x, y } });
    return this.page.locator(".map-tip").innerText();
  }

  /** Whether nothing lies on the map there: a button of the map, say. */
  async canReach({ x, y }: { x: number; y: number }): Promise<boolean> {
    return this.page.locator("#map-box canvas").evaluate((canvas, at) => {
      const { left, top } = canvas.getBoundingClientRect();
      return document.elementFromPoint(left + at.x, top + at.y) === canvas;
    }, { x, y });
  }

  async clicksTheMap({ x, y }: { x: number; y: number }): Promise<void> {
    await this.page.locator("#map-box canvas").click({ position: { x, y } });
    await this.settled();
  }

  /** The list item that is lit up, if any. */
  async litUp(): Promise<string | null> {
    const item = this.page.locator(".item--resting").first();
    return (await item.count()) === 0 ? null : item.getAttribute("data-id");
  }

  async mapKey(): Promise<string> {
    await this.openMapKey();
    return this.page.locator(".legend").innerText();
  }

  async address(): Promise<string> {
    return this.page.url();
  }

  async focusedOn(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (element === document.body) return "";
      const label = element?.getAttribute("aria-label") ?? (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
      return (label ?? element?.textContent ?? "").replace(/\s+/g, " ").trim();
    });
  }

  async failure(): Promise<string | null> {
    const notice = this.page.locator(".notice--failure, .govuk-error-summary").first();
    return (await notice.count()) === 0 ? null : notice.innerText();
  }

  async errorMessages(): Promise<string[]> {
    return this.page.locator(".govuk-error-summary__list li").allInnerTexts();
  }

  /** Hosts other than the service's that were asked for anything. */
  foreignRequests(): string[] {
    return this.asked.filter((url) => /^https?:/.test(url) && new URL(url).host !== SERVICE.host);
  }

  /** Everything asked of the service so far. */
  requests(): string[] {
    return [...this.asked];
  }

  /** What the browser complained about: script errors, refused styles, failed loads. */
  browserComplaints(): string[] {
    return [...this.complaints];
  }

  async layoutShift(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { layoutShift: { total: number } }).layoutShift.total);
  }

  async scrollsSideways(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
  }

  /** Rules of accessibility broken by what is on screen now. */
  async accessibilityProblems(): Promise<string[]> {
    // Evaluated by the browser itself: a script element would be refused by the page's own policy.
    await this.page.evaluate(axeSource);
    return this.page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }> };
      };
      const { violations } = await axe.run({ resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`),
      );
    });
  }

  /** Files of the page whose names begin so no longer come. */
  async losesFiles(beginning: string): Promise<void> {
    await this.page.route(new RegExp(`/web/${beginning}`), (route) => route.abort());
  }

  async hasFilesAgain(): Promise<void> {
    await this.page.unrouteAll();
  }

  /** Whether the page and its map are drawn light or dark. */
  async design(): Promise<{ page: string; map: string }> {
    return this.page.evaluate(() => {
      const parts = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number);
      return { page: Math.max(...parts.slice(0, 3)) < 80 ? "dark" : "light", map: document.querySelector<HTMLElement>("#map-box")?.dataset["design"] ?? "" };
    });
  }

  /** The device changes its mind while the page is open; `print` is what paper would get. */
  async device(asks: Asked & { media?: "screen" | "print" }): Promise<void> {
    await this.page.emulateMedia(asks);
    // The browser tells of it with the next frame.
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await this.settled();
  }

  // What the visitor does.

  async goesTo(task: "Look around" | "Find premises" | "How it works" | "About"): Promise<void> {
    await this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: task, exact: true }).click();
    await this.settled();
  }

  /** What stands in a field. */
  async valueOf(label: string): Promise<string> {
    return this.page.getByLabel(label, { exact: true }).inputValue();
  }

  /** Opens what is folded under these words. */
  async unfolds(name: string): Promise<void> {
    await this.page.locator("summary", { hasText: name }).click();
  }

  /** Presses a link that gives a file. */
  async downloads(link: string): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.getByRole("link", { name: link, exact: true }).click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  /** Presses a button that gives a file. */
  async saves(button: string): Promise<{ name: string; text: string }> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.getByRole("button", { name: button, exact: true }).click()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  }

  /** Opens one of the pages that are made from data. */
  async opensDocument(path: string): Promise<void> {
    await this.page.goto(new URL(path, SERVICE).href, { waitUntil: "load" });
  }

  /** Follows the first key in a table of such a page. */
  async followsTheFirstOf(table: string): Promise<void> {
    await this.page.getByRole("table", { name: table }).getByRole("rowheader").first().getByRole("link").click();
    await this.page.waitForLoadState("load");
  }

  /** Goes from such a page to the map. */
  async opensTheMap(): Promise<void> {
    await this.page.getByRole("link", { name: "Open the map" }).click();
    await this.settled();
  }

  /** Follows a link at the foot of the page. */
  async followsAtTheFoot(name: "How scores are made" | "Who comes out on top" | "Use it in GIS" | "About the data" | "Help" | "Accessibility"): Promise<void> {
    await this.page.getByRole("navigation", { name: "About this service" }).getByRole("link", { name }).click();
    await this.settled();
  }

  /** Presses one of "On this page"; gives the heading that has the focus then. */
  async jumpsTo(part: string): Promise<string> {
    await this.page.getByRole("navigation", { name: "On this page" }).getByRole("button", { name: part }).click();
    return this.focusedOn();
  }

  async goesBack(): Promise<void> {
    await this.page.goBack();
    await this.settled();
  }

  /** On a narrow screen: brings the map or the list to the front. */
  async shows(pane: "List" | "Map"): Promise<void> {
    if (this.narrow) await this.page.getByRole("button", { name: pane, exact: true }).click();
    await this.settled();
  }

  async filtersBy(group: string, choice: string): Promise<void> {
    await this.opens(".filters", "Filters");
    const box = this.page.locator(".filters__group").filter({ has: this.page.locator("summary", { hasText: group }) });
    if (!(await box.evaluate((element) => (element as HTMLDetailsElement).open))) await box.locator("summary").click();
    await box.getByLabel(choice, { exact: true }).check();
    await this.settled();
  }

  /** What a group of filters offers. */
  async choicesOf(group: string): Promise<string[]> {
    await this.opens(".filters", "Filters");
    const box = this.page.locator(".filters__group").filter({ has: this.page.locator("summary", { hasText: group }) });
    if (!(await box.evaluate((element) => (element as HTMLDetailsElement).open))) await box.locator("summary").click();
    return box.locator(".govuk-checkboxes__label").allInnerTexts();
  }

  async setsSize(least: string, most: string): Promise<void> {
    await this.opens(".filters", "Filters");
    await this.page.getByLabel("At least", { exact: true }).fill(least);
    await this.page.getByLabel("At most", { exact: true }).fill(most);
    await this.page.getByLabel("At most", { exact: true }).press("Tab");
    await this.settled();
  }

  async filterTags(): Promise<string[]> {
    return (await this.page.locator(".tag-button").allInnerTexts()).map((text) => text.replace("✕", "").trim());
  }

  async takesOffFilter(text: string): Promise<void> {
    await this.page.getByRole("button", { name: `Remove filter: ${text}` }).click();
    await this.settled();
  }

  async wantsFresh(choice: string): Promise<void> {
    await this.opens(".filters", "Filters");
    await this.page.getByLabel("How fresh the list is").selectOption(choice);
    await this.settled();
  }

  /** Chooses from one of the lists among the filters. */
  async chooses(list: string, choice: string): Promise<void> {
    await this.opens(".filters", "Filters");
    await this.page.getByLabel(list, { exact: true }).selectOption(choice);
    await this.settled();
  }

  /** The best match scores in the list, in order. */
  async listedScores(): Promise<number[]> {
    await this.drawsWholeList();
    const texts = await this.page.locator(".item__match").allTextContents();
    return texts.map((text) => Number(/Best match (\d+)/.exec(text)?.[1] ?? Number.NaN));
  }

  /** What the list says of who is in each, in order. */
  async listedOccupancies(): Promise<string[]> {
    await this.drawsWholeList();
    const texts = await this.page.locator(".item__facts .mark:first-child").allTextContents();
    return texts.map((text) => text.trim());
  }

  async sortsBy(order: string): Promise<void> {
    await this.page.getByLabel("Sort by").selectOption(order);
    await this.settled();
  }

  /** The sizes in the list, in order; `null` where it is not known. */
  async sizes(): Promise<(number | null)[]> {
    await this.drawsWholeList();
    // What is out of sight is not drawn, so its inner text is empty.
    const texts = await this.page.locator(".item__size").allTextContents();
    return texts.map((text) => {
      const found = /([\d,]+) m²/.exec(text)?.[1];
      return found === undefined ? null : Number(found.replaceAll(",", ""));
    });
  }

  /** Begins to draw an area; the map is in front then. */
  async beginsToDraw(): Promise<void> {
    await this.opens(".filters", "Filters");
    await this.page.getByRole("button", { name: "Draw an area on the map" }).click();
    await this.settled();
  }

  /** Clicks the map at these shares of its width and height. */
  async setsCorners(corners: [number, number][]): Promise<void> {
    const box = await this.page.locator("#map-box canvas").boundingBox();
    if (!box) throw new Error("no map in sight");
    for (const [index, [across, down]] of corners.entries()) {
      await this.page.mouse.click(box.x + box.width * across, box.y + box.height * down);
      await this.page.locator(".map-hint", { hasText: `${index + 1} corner` }).waitFor();
    }
  }

  /** What the drawn map asks for next. */
  async mapHint(): Promise<string> {
    return this.page.locator(".map-hint [role=status]").innerText();
  }

  /** The sums of the list: each line as its label and its number. */
  async totals(): Promise<{ space: string; lines: Record<string, number> }> {
    await this.opens(".totals", "What is shown, in sum");
    const rows = await this.page.locator(".totals__row").evaluateAll((rows) =>
      rows.map((row): [string, number] => [
        `${row.parentElement?.previousElementSibling?.textContent?.trim() ?? ""}: ${row.querySelector(".lost__label")?.textContent?.trim() ?? ""}`,
        Number((row.querySelector(".lost__value")?.textContent ?? "").replaceAll(",", "")),
      ]),
    );
    return { space: await this.page.locator(".totals__figure").innerText(), lines: Object.fromEntries(rows) };
  }

  async clearsFilters(): Promise<void> {
    await this.page.getByRole("button", { name: "Clear all filters" }).first().click();
    await this.settled();
  }

  async searchesFor(text: string): Promise<void> {
    await this.searchField.fill(text);
    await this.searchField.press("Enter");
    await this.settled();
  }

  private get searchField(): Locator {
    return this.page.getByRole("combobox", { name: "Search for a place, postcode or building" });
  }

  /** Types into the search field without searching; gives the places that come up, or what is said when none does. */
  async typesPlace(text: string): Promise<string[]> {
    await this.searchField.fill(text);
    const shown = this.page.locator(".search__place, .search__told");
    await shown.first().waitFor();
    await this.settled();
    return (await shown.allInnerTexts()).map((told) => told.replace(/\s+/g, " ").trim());
  }

  async asksWhatItMeans(word: string): Promise<void> {
    await this.page.getByRole("button", { name: `${word}: what this means` }).first().click();
    await this.settled();
  }

  /** The meaning of a word, while one is shown. */
  async meaningShown(): Promise<string | null> {
    await this.settled();
    return this.page.evaluate(() => document.querySelector<HTMLElement>(".term__meaning:popover-open")?.innerText ?? null);
  }

  /** Waits until places come up. */
  async placesShown(): Promise<void> {
    await this.page.locator(".search__place").first().waitFor();
    await this.settled();
  }

  /** The place the arrow keys have come to, as a screen reader is told. */
  async mayChoose(): Promise<string | null> {
    const option = await this.searchField.getAttribute("aria-activedescendant");
    return option === null ? null : this.page.locator(`#${option}`).innerText();
  }

  /** Chooses one of the places that came up. */
  async goesToPlace(name: string): Promise<void> {
    await this.page.getByRole("option", { name }).first().click();
    await this.settled();
  }

  /** What is told below the search, and what stands in its field. */
  async placeGoneTo(): Promise<{ told: string; field: string }> {
    const told = (await this.page.locator(".search [role=status]").innerText()).replace(/\s+/g, " ").trim();
    return { told, field: await this.searchField.inputValue() };
  }

  async listsNeeds(): Promise<void> {
    await this.page.getByRole("button", { name: /^Needs/ }).click();
    await this.settled();
  }

  async coloursAreasBy(layer: "Deprivation" | "Price level" | "Headroom" | "Activity" | "Need gap"): Promise<void> {
    await this.openMapKey();
    await this.page.getByLabel(layer, { exact: true }).check();
    await this.settled();
  }

  async colouredBy(): Promise<string> {
    await this.openMapKey();
    return (await this.page.locator(".legend__layer:has([name=layer]:checked)").innerText()).trim();
  }

  /** What the key offers under "Of what". */
  async kindsOfDeprivation(): Promise<string[]> {
    await this.openMapKey();
    return this.page.getByLabel("Of what").locator("option").allTextContents();
  }

  async coloursByKind(kind: string): Promise<void> {
    await this.openMapKey();
    await this.page.getByLabel("Of what").selectOption(kind);
    await this.settled();
  }

  /** The colour of each area on the map, by its code in order. */
  async areaColours(): Promise<Record<string, string>> {
    await this.settled();
    const drawn = await this.page.locator("#map-box").evaluate((box: MapBox) => box.areasDrawn?.() ?? {});
    return Object.fromEntries(Object.entries(drawn).sort(([one], [other]) => one.localeCompare(other)));
  }

  /** Chooses what the signs of assets tell. */
  async signsShow(what: "Who is in it" | "Best match score"): Promise<void> {
    await this.openMapKey();
    await this.page.getByLabel(what, { exact: true }).check();
    await this.settled();
  }

  /** The colour of each asset that is coloured by its score. */
  async scoreColours(): Promise<Record<string, string>> {
    await this.settled();
    return this.page.locator("#map-box").evaluate((box: MapBox) => box.scoresDrawn?.() ?? {});
  }

  /** Opens the weights for the first time; how far each may go is asked for then. */
  async opensWeights(): Promise<void> {
    await Promise.all([this.page.waitForResponse(/\/method$/), this.opens(".weights", "What matters most?")]);
    await this.settled();
  }

  /** Takes a slider with the mouse and moves it to a value, in percent, in many small steps; the finger stays on it. */
  async dragsSlider(name: string, to: number): Promise<void> {
    await this.opens(".weights", "What matters most?");
    const slider = this.page.getByRole("slider", { name });
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    if (!box) throw new Error(`no slider ${name} in sight`);
    const [least, most, now] = await slider.evaluate((input: HTMLInputElement) => [Number(input.min), Number(input.max), Number(input.value)]);
    const thumb = 16;
    const at = (value: number): number => box.x + thumb / 2 + ((value - (least ?? 0)) / ((most ?? 100) - (least ?? 0))) * (box.width - thumb);
    const y = box.y + box.height / 2;
    await this.page.mouse.move(at(now ?? 0), y);
    await this.page.mouse.down();
    await this.page.mouse.move(at(to), y, { steps: 40 });
  }

  /** Waits until the list has followed the slider that is held. */
  async listFollows(): Promise<void> {
    await this.page.waitForResponse((response) => response.url().includes("firmness=false"));
  }

  async liftsFinger(): Promise<void> {
    await this.page.mouse.up();
    await this.settled();
  }

  async zoomsIn(): Promise<void> {
    await this.page.getByRole("button", { name: "Zoom in" }).click();
    // The zoom is not animated, but the list asks a moment after the map has moved.
    await this.page.waitForURL(/view=/);
    await this.settled();
  }

  async showsWholeRegion(): Promise<void> {
    await this.page.getByRole("button", { name: /whole region/i }).first().click();
    await this.settled();
  }

  /** Opens the nth thing of the list, counted from 1; gives its name. */
  async opensFromList(number: number): Promise<string> {
    const link = this.page.locator(".item__link").nth(number - 1);
    const name = await this.nameInList(number);
    await link.click();
    await this.settled();
    return name;
  }

  /** The name of the nth thing of the list. */
  async nameInList(number: number): Promise<string> {
    return ((await this.page.locator(".item__link").nth(number - 1).textContent()) ?? "").trim();
  }

  async pointsAtListItem(number: number): Promise<string> {
    const item = this.page.locator(".item").nth(number - 1);
    await item.hover();
    return (await item.getAttribute("data-id")) ?? "";
  }

  async pointsAtItem(id: string): Promise<void> {
    await this.drawsWholeList();
    await this.page.locator(`.item[data-id="${id}"]`).hover();
    await this.settled();
  }

  async followsBackLink(): Promise<void> {
    await this.page.locator(".govuk-back-link").click();
    await this.settled();
  }

  /** Clicks the map where a sign stands that has the place to itself; gives its id. */
  async clicksASignOnTheMap(): Promise<void> {
    const box = await this.page.locator("#map-box canvas").boundingBox();
    if (!box) throw new Error("no map in sight");
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await this.settled();
  }

  async saysWhere(where: { borough: string } | { postcode: string }): Promise<void> {
    if ("borough" in where) {
      await this.page.getByLabel("In or near a borough").check();
      await this.page.getByLabel("Borough", { exact: true }).selectOption(where.borough);
    } else {
      await this.page.getByLabel("Near a postcode").check();
      await this.page.getByLabel("Postcode", { exact: true }).fill(where.postcode);
    }
  }

  /** Chooses a place by clicking the middle of the map. */
  async picksPlaceOnMap(): Promise<void> {
    await this.page.getByLabel("Near a point on the map").check();
    await this.page.getByRole("button", { name: "Choose the point on the map" }).click();
    const box = await this.page.locator("#map-box canvas").boundingBox();
    if (!box) throw new Error("no map in sight");
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await this.page.getByText(/Point chosen/).waitFor();
    await this.settled();
  }

  async needs(what: { title?: string; spaces?: string[]; ideal?: string; least?: string; budget?: string; within?: string }): Promise<void> {
    await this.seesAllQuestions();
    if (what.title !== undefined) await this.page.getByLabel("In a few words").fill(what.title);
    for (const space of what.spaces ?? []) await this.page.locator("fieldset", { hasText: "What kinds of space" }).getByLabel(space).check();
    if (what.ideal !== undefined) await this.page.getByLabel("Ideal, m²").fill(what.ideal);
    if (what.least !== undefined) await this.page.getByLabel("Least that would do, m²").fill(what.least);
    if (what.within !== undefined) await this.page.getByLabel("Furthest it may be, km").fill(what.within);
    if (what.budget !== undefined) await this.page.getByLabel("Budget for premises a year, £").fill(what.budget);
  }

  /** Leaves one question at a time for all of them on one page. */
  async seesAllQuestions(): Promise<void> {
    const link = this.page.getByRole("link", { name: "All questions on one page" });
    if ((await link.count()) > 0) await link.click();
    await this.page.getByRole("heading", { name: "Find premises", level: 1 }).waitFor();
  }

  /** Which question is in front, as its small print says. */
  async questionNumber(): Promise<string> {
    return this.page.locator(".find__step").innerText();
  }

  /** How many could work so far, as the form says. */
  async couldWork(): Promise<string> {
    await this.settled();
    return this.page.locator(".find__count").innerText();
  }

  /** Answers to check: what was said to each question. */
  /** The borough on each match, in order. */
  async boroughsOfMatches(): Promise<string[]> {
    const unders = await this.page.locator(".matches .match__under").allInnerTexts();
    return unders.map((under) => under.split(" · ")[0] ?? "");
  }

  /** Of each match, who is in it. */
  async whoIsInMatches(): Promise<string[]> {
    return this.page.locator(".matches .item__facts .mark:first-child").allInnerTexts();
  }

  async answersToCheck(): Promise<Record<string, string>> {
    const rows = await this.page.locator(".check .govuk-summary-list__row").evaluateAll((rows) =>
      rows.map((row): [string, string] => [
        row.querySelector("dt")?.textContent?.trim() ?? "",
        row.querySelector(".govuk-summary-list__value")?.textContent?.trim() ?? "",
      ]),
    );
    return Object.fromEntries(rows);
  }

  async changesAnswer(question: string): Promise<void> {
    await this.page.getByRole("link", { name: `Change ${question}` }).click();
    await this.settled();
  }

  async ticks(label: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).check();
    await this.settled();
  }

  async fillsIn(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text);
    await this.settled();
  }

  /** Comes back later with the same browser. */
  async comesBack(): Promise<void> {
    await this.page.goto("about:blank");
    await this.page.goto(SERVICE.href, { waitUntil: "load" });
    await this.settled();
  }

  async followsLink(name: string): Promise<void> {
    await this.page.getByRole("link", { name, exact: true }).click();
    await this.settled();
  }

  /** Ticks "Compare" on the nth match; gives its name. */
  async choosesToCompare(number: number): Promise<string> {
    const match = this.page.locator(".match").nth(number - 1);
    await match.getByRole("checkbox", { name: /^Compare/ }).check();
    return (await match.locator(".match__title a").innerText()).trim();
  }

  /** How many matches can still be ticked. */
  async canStillBeCompared(): Promise<number> {
    return this.page.locator(".match__compare input:enabled:not(:checked)").count();
  }

  /** The matches that stand side by side: their names, and the rows with a cell for each. */
  async compared(): Promise<{ names: string[]; rows: Record<string, string[]> }> {
    const names = await this.page.locator(".compare__table thead th a").allInnerTexts();
    const rows = await this.page.locator(".compare__table tbody tr").evaluateAll((rows) =>
      rows.map((row): [string, string[]] => [
        row.querySelector("th")?.textContent?.trim() ?? "",
        [...row.querySelectorAll("td")].map((cell) => (cell.textContent ?? "").replace(/\s+/g, " ").trim()),
      ]),
    );
    return { names, rows: Object.fromEntries(rows) };
  }

  async budgetWritten(): Promise<string> {
    return this.page.getByLabel("Budget for premises a year, £").inputValue();
  }

  async asksForPremises(): Promise<void> {
    const now = this.page.getByRole("button", { name: /^(Find premises|Show matching buildings|Show matches now)$/ });
    // Without a place there is nothing to show yet: going on says so.
    await ((await now.count()) > 0 ? now : this.page.getByRole("button", { name: "Continue" })).click();
    await this.settled();
  }

  async scores(): Promise<number[]> {
    return (await this.page.locator(".match__score strong").allInnerTexts()).map(Number);
  }

  /** Opens "Why not 100?" of the nth match; gives all it says. */
  async opensReasons(number: number): Promise<string> {
    const match = this.page.locator(".match").nth(number - 1);
    await match.locator("summary", { hasText: "Why not 100" }).click();
    return match.locator(".match__sums").innerText();
  }

  /** Points lost as the bars say: fit, place, value. */
  async pointsLost(number: number): Promise<number[]> {
    const texts = await this.page.locator(".match").nth(number - 1).locator(".lost__value").allInnerTexts();
    return texts.map((text) => Number(text.replace("−", "")));
  }

  /** The places of the matches as they are shown: "1", "2=", "2=". */
  async places(): Promise<string[]> {
    return (await this.page.locator(".match__rank").allInnerTexts()).map((text) => text.trim());
  }

  /** What the tour says above the view; empty while nobody takes it. */
  async tour(): Promise<string> {
    return (await this.page.locator(".tour__text").allInnerTexts()).join(" ");
  }

  async opensMatch(number: number): Promise<void> {
    await this.page.locator(".match__title a").nth(number - 1).click();
    await this.page.locator(".govuk-back-link", { hasText: "Back to your matches" }).waitFor();
  }

  /** What an open asset says it comes to for the need one looks for. */
  async forOnesOwnNeed(): Promise<string> {
    return (await this.page.locator(".own").innerText()).replace(/\s+/g, " ");
  }

  /** What each match says of its place in the list and of its neighbours; empty where it says nothing. */
  async standings(): Promise<{ name: string; sure: string; level: string; joined: boolean; risk: string }[]> {
    return this.page.locator(".match").evaluateAll((items) =>
      items.map((item) => {
        const said = (part: string): string => (item.querySelector(part)?.textContent ?? "").replace(/\s+/g, " ").trim();
        const tiles = [...item.querySelectorAll(".pillars__one")].map((tile) => (tile.textContent ?? "").replace(/\s+/g, " ").trim());
        return {
          name: said(".match__title a"),
          sure: said(".match__sure"),
          level: said(".match__level"),
          joined: /match--joined/.test(item.className),
          risk: tiles.find((text) => text.startsWith("Displacement risk"))?.replace("Displacement risk", "").trim() ?? "",
        };
      }),
    );
  }

  /** Opens a disclosure of the nth match; gives all it says. */
  async opensInMatch(number: number, summary: string): Promise<string> {
    const box = this.page.locator(".match").nth(number - 1).locator("details", { has: this.page.locator("summary", { hasText: summary }) });
    if (!(await box.evaluate((element) => (element as HTMLDetailsElement).open))) await box.locator("summary").click();
    return box.innerText();
  }

  /** What the list says it was made with. */
  async stamp(): Promise<string> {
    return (await this.page.locator(".stamp").last().innerText()).replace(/\s+/g, " ");
  }

  async notice(): Promise<string> {
    return this.page.locator(".notice").first().innerText();
  }

  /** The charts by their names for those who do not see them, and the rows of the table beside each. */
  async charts(): Promise<{ label: string; years: string[] }[]> {
    return this.page.locator(".horizon").evaluateAll((parts) =>
      parts.map((part) => ({
        label: part.querySelector("[role=img]")?.getAttribute("aria-label") ?? "",
        years: [...part.querySelectorAll("tbody th")].map((head) => (head.textContent ?? "").trim().slice(0, 4)),
      })),
    );
  }

  /** The tables of a page, by caption: each row as its cells. */
  async tables(): Promise<Record<string, string[][]>> {
    const found = await this.page.locator("table").evaluateAll((tables) =>
      tables.map((table): [string, string[][]] => [
        table.querySelector("caption")?.textContent?.trim() ?? "",
        [...table.querySelectorAll("tbody tr")].map((row) =>
          [...row.querySelectorAll("th, td")].map((cell) => (cell.textContent ?? "").replace(/\s+/g, " ").trim()),
        ),
      ]),
    );
    return Object.fromEntries(found);
  }

  /** The most a slider goes to, in percent, and the hint that belongs to it. */
  async limitOf(slider: string): Promise<{ most: number; why: string }> {
    await this.opens(".weights", "What matters most?");
    const input = this.page.getByRole("slider", { name: slider });
    const hint = await input.getAttribute("aria-describedby");
    return { most: Number(await input.getAttribute("max")), why: hint === null ? "" : await this.page.locator(`#${hint}`).innerText() };
  }

  async pressesButton(button: string): Promise<void> {
    await this.page.getByRole("button", { name: button, exact: true }).click();
    await this.settled();
  }

  async leftOut(): Promise<{ name: string; reasons: string[] }[]> {
    return this.page.locator(".left-out").evaluateAll((items) =>
      items.map((item) => ({
        name: item.querySelector("h3")?.textContent?.trim() ?? "",
        reasons: [...item.querySelectorAll("li")].map((reason) => reason.textContent?.trim() ?? ""),
      })),
    );
  }

  async usesPreset(name: string): Promise<void> {
    await this.opens(".weights", "What matters most?");
    await this.page.getByRole("button", { name, exact: true }).click();
    await this.settled();
  }

  async movesSlider(name: string, key: "ArrowLeft" | "ArrowRight", times: number): Promise<void> {
    await this.opens(".weights", "What matters most?");
    const slider = this.page.getByRole("slider", { name });
    await slider.focus();
    for (let pressed = 0; pressed < times; pressed += 1) await this.page.keyboard.press(key);
    await this.settled();
  }

  /** The weights as the sliders say, in percent. */
  async weights(): Promise<number[]> {
    await this.opens(".weights", "What matters most?");
    return (await this.page.locator(".weights__slider output").allInnerTexts()).map((text) => Number(text.replace("%", "")));
  }

  async presses(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async types(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Presses Tab until the thing of this name has the focus. */
  async tabsTo(name: RegExp, most = 120, key = "Tab"): Promise<void> {
    for (let pressed = 0; pressed < most; pressed += 1) {
      await this.page.keyboard.press(key);
      const here = await this.focusedOn();
      if (!(await this.focusIsInSight())) this.outOfSight.push(here);
      if (name.test(here)) return;
    }
    throw new Error(`Tab never came to ${name}`);
  }

  /** Where the Tab key stopped and something lay over it, or it was off the screen. */
  stopsOutOfSight(): string[] {
    return [...this.outOfSight];
  }

  private async focusIsInSight(): Promise<boolean> {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return true;
      // A radio or a box of the design is drawn by its label.
      const seen = element instanceof HTMLInputElement && ["radio", "checkbox"].includes(element.type) ? (element.labels?.[0] ?? element) : element;
      const [box] = seen.getClientRects();
      if (!box) return false;
      const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.top + box.height / 2);
      return top !== null && (seen.contains(top) || top.contains(seen));
    });
  }

  async tabsBackTo(name: RegExp): Promise<void> {
    await this.tabsTo(name, 120, "Shift+Tab");
  }

  /** The service stops answering about this; everything, when nothing is named. */
  async losesService(path = ""): Promise<void> {
    await this.page.route((url) => url.host === SERVICE.host && url.pathname.startsWith(`/${path}`), (route) => route.abort());
  }

  /** Waits until the browser has put by what the page read at these addresses, and the page itself. */
  async keeps(...paths: string[]): Promise<void> {
    const addresses = ["index.html", ...paths].map((path) => new URL(path, SERVICE).href);
    await this.page.waitForFunction(
      async (wanted) => {
        const all = await Promise.all(wanted.map((address) => caches.match(address, { ignoreVary: true })));
        return all.every((answer) => answer !== undefined);
      },
      addresses,
      { timeout: 30_000, polling: 100 },
    );
  }

  async goesOffline(): Promise<void> {
    await this.context.setOffline(true);
    // A worker that slept wakes with a network, for a moment: nothing is kept of a question that makes no sense.
    await this.page.waitForFunction(() => fetch("about?nonsense").then(() => false, () => true), undefined, { polling: 100 });
  }

  async comesOnline(): Promise<void> {
    await this.context.setOffline(false);
    await this.page.locator(".offline").waitFor({ state: "detached" });
    await this.settled();
  }

  async reloads(): Promise<void> {
    await this.page.reload({ waitUntil: "load" });
    await this.settled();
  }

  /** What is said above the page while there is no connection. */
  async saidOfTheConnection(): Promise<string | null> {
    const strip = this.page.locator(".offline");
    return (await strip.count()) === 0 ? null : strip.innerText();
  }

  /** All that a brief says. */
  async brief(): Promise<string> {
    await this.settled();
    return this.page.locator(".brief").innerText();
  }

  /** Everything that is kept in the browser for when there is no network. */
  async kept(): Promise<{ address: string; cache: string; text: string }[]> {
    return this.page.evaluate(async () => {
      const all: { address: string; cache: string; text: string }[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const answer = await cache.match(request);
          all.push({ address: request.url, cache: answer?.headers.get("cache-control") ?? "", text: (await answer?.text()) ?? "" });
        }
      }
      return all;
    });
  }

  async serviceFails(path: string, status: number): Promise<void> {
    await this.page.route((url) => url.pathname.startsWith(`/${path}`), (route) =>
      route.fulfill({ status, contentType: "application/problem+json", body: JSON.stringify({ status, code: "unavailable", title: "x", detail: "x" }) }),
    );
  }

  async serviceComesBack(): Promise<void> {
    await this.page.unrouteAll();
    await this.page.getByRole("button", { name: "Try again" }).click();
    await this.settled();
  }

  async looksOnPaper(): Promise<{ map: boolean; matches: number; buttons: number; text: string }> {
    await this.page.emulateMedia({ media: "print" });
    const seen = {
      text: await this.text(),
      buttons: await this.page.locator("button:visible").count(),
      map: await this.page.locator("#map-box").isVisible(),
      matches: await this.page.locator(".match:visible").count(),
    };
    await this.page.emulateMedia({ media: "screen" });
    return seen;
  }

  /** The matches as one table, as they stand on paper: each row as its cells. */
  async listedOnPaper(): Promise<string[][]> {
    await this.page.emulateMedia({ media: "print" });
    const rows = this.page.locator(".paper-list tbody tr:visible");
    const cells = await rows.evaluateAll((found) => found.map((row) => [...row.children].map((one) => (one.textContent ?? "").replace(/\s+/g, " ").trim())));
    await this.page.emulateMedia({ media: "screen" });
    return cells;
  }

  /** How many sheets of A4 the page takes when it is printed. */
  async sheetsOfPaper(): Promise<number> {
    await this.page.emulateMedia({ media: "print" });
    const pdf = await this.page.pdf({ format: "A4", printBackground: true, margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
    await this.page.emulateMedia({ media: "screen" });
    return Number(/\/Count (\d+)/.exec(pdf.toString("latin1"))?.[1] ?? Number.NaN);
  }

  async takesPicture(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  protected async opens(details: string, summary: string): Promise<void> {
    const box = this.page.locator(details).first();
    if (!(await box.evaluate((element) => (element as HTMLDetailsElement).open))) {
      await box.locator("summary", { hasText: summary }).first().click();
    }
  }

  private async openMapKey(): Promise<void> {
    if (this.narrow && !(await this.page.locator(".legend").isVisible())) await this.shows("Map");
    await this.opens(".legend", "Map key");
  }
}

/** What the service says of its method, for stories whose end depends on it. */
export async function methodOfService(): Promise<Method> {
  return (await (await fetch(new URL("method", SERVICE))).json()) as Method;
}

/** What the service says of itself, for stories that need a name that exists. */
export async function aboutService(): Promise<{ boroughs: string[]; fictional: boolean; counts: { assets: number; assets_placed: number; needs: number } }> {
  const answer = await fetch(new URL("about", SERVICE));
  return (await answer.json()) as { boroughs: string[]; fictional: boolean; counts: { assets: number; assets_placed: number; needs: number } };
}
