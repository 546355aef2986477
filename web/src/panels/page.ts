/** The page around the panels: header, the fictional-data banner, the three tasks, and which panel is in front. */
import { html, nothing, type TemplateResult } from "lit";
import "./area";
import "./asset";
import "./compare";
import "./filters";
import "./find/find";
import "./matches";
import "./need";
import "./results";
import "./weights";
import { isDoing } from "../state/acts";
import { stepOf } from "../state/importing";
import { FEWEST_CORNERS, NO_FILTERS, inOffice, type Corner, type Looking, type OfficeTask } from "../state/looking";
import { count, words } from "../words";
import { isAsking, isComparing, isReading, titleOf } from "./front";
import { partState } from "./late/load";
import { LATE_PAGES, type LateName } from "./late/pages";
import { doneNotice, emptyNotice, failureNotice, notLoaded, skeleton } from "./notices";
import { offlineStrip } from "./offline";
import { accountBar, signInAddress } from "./office";
import { Panel, linkOf } from "./panel";
import { footer, opening } from "./reading";
import { tourStrip, tourView } from "./tour";

/** What stands in the header; the others are reached from the foot of every page. */
const HEADER = ["look", "find", "region", "method", "about"] as const;

/** As many grey lines as fill the window, so that nothing in sight moves when a page that was waited for is there. */
const LINES_OF_A_PAGE = 30;

export class Page extends Panel {
  private shownBefore = "";
  private announced = "";
  private openedBefore: string | null = null;

  private begun = false;
  /** Whether the part of the script that the page in front belongs to is on its way, and the focus is on what stands in for it. */
  private waiting = false;
  private holdsFocus = false;

  /** The element stands in the page before it has been given its desk; from here on it draws. */
  begin(): void {
    this.begun = true;
    this.follow();
    this.requestUpdate();
  }

  protected override shouldUpdate(): boolean {
    return this.begun;
  }

  override render(): TemplateResult {
    const { looking, answers, picking, drawing, acts } = this.store;
    const about = answers.about.value;
    const person = answers.session.value?.person ?? null;
    const reading = isReading(looking);
    const busy = isDoing(acts) || Object.values(answers).some(({ state }) => state === "loading");
    return html`<a
        class="govuk-skip-link"
        href="#main"
        @click=${(event: Event) => {
          // The fragment belongs to the view, so the link moves focus by itself.
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
        >${words.skip}</a
      >
      <header class="masthead">
        <div class="masthead__inner">
          <a class="masthead__name" href="#">
            <svg class="masthead__sign" viewBox="0 0 32 32" aria-hidden="true">
              <path d="M16 3C10.800 3 6.500 7.200 6.500 12.500 6.500 19.500 16 29 16 29s9.500-9.500 9.500-16.500C25.500 7.200 21.200 3 16 3z" fill="#ffdd00"></path>
              <path d="M10.500 13.500 16 8.500l5.500 5V19h-11z" fill="#12343b"></path></svg
            >${words.service}</a
          >
          <p class="masthead__strapline">${words.strapline}</p>
        </div>
        <nav class="tasks" aria-label=${words.navigation}>
          <ul class="tasks__list">
            ${HEADER.map(
              (task) => html`<li class=${task === "about" ? "tasks__about" : nothing}>
                <a
                  class="tasks__link"
                  href=${this.store.link(taskChange(task, looking))}
                  aria-current=${looking.task === task ? "page" : task === "method" && looking.task === "fairness" ? "true" : nothing}
                  >${words.tasks[task]}</a
                >
              </li>`,
            )}
            ${person === null && answers.session.state !== "loading"
              ? html`<li class="tasks__account">
                  <a class="tasks__link" href=${signInAddress(this.store)} aria-current=${looking.task === "signin" ? "page" : nothing}>${words.account.signIn}</a>
                </li>`
              : nothing}
          </ul>
        </nav>
      </header>
      ${offlineStrip(this.store)}
      ${person === null ? nothing : accountBar(this.desk, person)}
      ${about?.fictional
        ? html`<div class="fictional" role="region" aria-label=${words.fictionalTag}>
            <strong class="fictional__tag">${words.fictionalTag}</strong> <span>${about.sources.every(({ fictional }) => fictional) ? words.fictional : words.partlyFictional}</span>
          </div>`
        : nothing}
      ${tourStrip(this.store)}
      <main class=${reading ? "panes panes--reading" : looking.task === "region" ? "panes panes--region" : "panes"} id="main" tabindex="-1" data-pane=${reading ? "list" : looking.pane} aria-busy=${busy ? "true" : "false"}>
        <div class="pane-switch no-print" role="group" aria-label=${words.panes.label}>
          ${(["list", "map"] as const).map(
            (pane) => html`<button
              type="button"
              class="pane-switch__button"
              aria-pressed=${looking.pane === pane ? "true" : "false"}
              @click=${() => this.store.look({ pane }, "replace")}
            >
              ${words.panes[pane]}
            </button>`,
          )}
        </div>
        <div class="pane pane--list">
          ${answers.about.state === "failed" ? failureNotice(this.desk, answers.about.failure, true) : this.front()} ${this.waiting ? nothing : footer(this.store)}
        </div>
        <div class="pane pane--map">
          <h1 class="govuk-visually-hidden pane__title">${words.map.label}</h1>
          <p class="govuk-visually-hidden" id="map-help">${words.map.help} ${words.map.keys}</p>
          <div class="map-area">
            <div id="map-box"></div>
            <span class="map-cross" aria-hidden="true"></span>
            ${picking
              ? html`<div class="map-hint" role="status">
                  <span>${words.map.pickHint}</span>
                  <button type="button" class="link-button" @click=${() => this.stopPicking()}>${words.map.cancelPick}</button>
                </div>`
              : nothing}
            ${drawing === null ? nothing : this.drawing(drawing)}
            ${looking.view !== null && !picking && drawing === null
              ? html`<button type="button" class="whole no-print" @click=${() => this.store.look({ view: null, from: null })}>
                  ${words.map.whole}
                </button>`
              : nothing}
          </div>
          <section id="legend-box" class="no-print" aria-label=${words.map.legend}></section>
        </div>
      </main>
      <p class="govuk-visually-hidden" role="status" aria-live="polite" id="announcer"></p>`;
  }

  private front(): TemplateResult {
    const { looking, answers } = this.store;
    const { desk } = this;
    const { asset, part, task } = looking;
    const signedIn = answers.session.value?.person != null;
    this.waiting = false;
    if (inOffice(looking)) return this.late(task as OfficeTask);
    if (asset !== null && (part === "edit" || part === "history") && signedIn) return this.late(part);
    if (isAsking(looking)) return this.late("ask");
    if (asset !== null && part === "brief") return this.late("brief");
    if (asset !== null) return html`<catmap-asset .desk=${desk}></catmap-asset>`;
    if (looking.area !== null) return html`<catmap-area .desk=${desk}></catmap-area>`;
    if (isComparing(looking)) return html`<catmap-compare .desk=${desk}></catmap-compare>`;
    if (looking.need !== null) return html`<catmap-need .desk=${desk}></catmap-need>`;
    if (task === "find") return html`<catmap-find .desk=${desk}></catmap-find>`;
    if (task !== "look") return this.late(task);
    if (answers.about.value && answers.about.value.counts.assets + answers.about.value.counts.areas === 0) {
      return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.look.heading}</h1>
        ${emptyNotice(words.noData.title, words.noData.text)}`;
    }
    const numbers = {
      assets: answers.assets.value ? ` (${count(answers.assets.value.numberMatched)})` : "",
      needs: answers.needs.value ? ` (${count(answers.needs.value.numberMatched)})` : "",
    };
    return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.look.heading}</h1>
      ${doneNotice(this.store)}
      <p class="govuk-body look__lead">${words.look.lead}
        ${looking.tour === null ? html`<a class="govuk-link no-print" href=${this.store.link(tourView("vacant", this.store))}>${words.tour.open}</a> ·` : nothing}
        <a class="govuk-link no-print" href=${this.store.link(opening("help"))}>${words.ways.help}</a></p>
      <div class="lists no-print" role="group" aria-label=${words.look.whatToList}>
        <button type="button" class="lists__button" aria-pressed=${looking.needs_shown ? "false" : "true"} @click=${() => this.store.look({ needs_shown: false })}>
          ${words.look.assetsTab(numbers.assets)}
        </button>
        <button type="button" class="lists__button" aria-pressed=${looking.needs_shown ? "true" : "false"} @click=${() => this.store.look({ needs_shown: true })}>
          ${words.look.needsTab(numbers.needs)}
        </button>
      </div>
      ${looking.needs_shown
        ? html`<catmap-needs .desk=${desk}></catmap-needs>`
        : html`<catmap-filters class="no-print" .desk=${desk}></catmap-filters> ${looking.signs === "score" ? html`<catmap-weights class="no-print" .desk=${desk}></catmap-weights>` : nothing}
          <catmap-results .desk=${desk}></catmap-results>`}`;
  }

  /** A page that is loaded when it is first opened; meanwhile its heading stands alone, where it has one that is known before. */
  private late(name: LateName): TemplateResult {
    const [part, page] = LATE_PAGES[name];
    const state = partState(part, this.partChanged);
    this.waiting = state === "loading";
    if (state === "here") return page(this.desk);
    if (state === "failed") return notLoaded();
    return html`${name in words.titles
        ? html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles[name as keyof typeof words.titles]}</h1>`
        : nothing}
      <div aria-busy="true" aria-label=${words.loading}>${skeleton(LINES_OF_A_PAGE)}</div>`;
  }

  private readonly partChanged = (): void => void this.arrived();

  /** The focus goes on from the heading that stood in for the page, unless the reader has moved it elsewhere meanwhile. */
  private async arrived(): Promise<void> {
    const { desk } = this;
    const held = this.holdsFocus;
    this.holdsFocus = false;
    if (held && document.activeElement?.id !== "heading") desk.focusWanted = null;
    this.requestUpdate();
    await this.updateComplete;
    const notice = this.querySelector<HTMLElement>(".notice--failure #heading");
    if (!held || desk.focusWanted === null || notice === null) return;
    desk.focusWanted = null;
    notice.focus();
  }

  private drawing(corners: Corner[]): TemplateResult {
    const done = (drawn: Corner[] | null): void => {
      this.store.draw(null);
      const { looking } = this.store;
      this.store.look(drawn === null ? { pane: "list" } : { filters: { ...looking.filters, drawn }, from: null, view: null, pane: "list" }, drawn === null ? "replace" : "push");
      requestAnimationFrame(() => document.getElementById("heading")?.focus());
    };
    return html`<div class="map-hint">
      <span role="status">${words.look.drawHint(corners.length)}</span>
      ${corners.length >= FEWEST_CORNERS
        ? html`<button type="button" class="link-button" @click=${() => done(corners)}>${words.look.drawDone}</button>`
        : nothing}
      ${corners.length > 0
        ? html`<button type="button" class="link-button" @click=${() => this.store.draw(corners.slice(0, -1))}>${words.look.drawBack}</button>`
        : nothing}
      <button type="button" class="link-button" @click=${() => done(null)}>${words.look.drawCancel}</button>
    </div>`;
  }

  private stopPicking(): void {
    this.store.pick(false);
    this.store.look({ pane: "list" }, "replace");
  }

  /** After each change: the title, where focus goes, and what is read out. */
  override updated(): void {
    const { looking } = this.store;
    const front = [
      looking.task,
      looking.asset,
      looking.area,
      looking.need,
      looking.part,
      looking.public_copy,
      looking.fact,
      isComparing(looking),
      looking.task === "find" && `${looking.searched} ${looking.searched ? "" : looking.ask}`,
      looking.task === "import" && this.importFront(),
      looking.task === "enquiries" && looking.id,
    ].join(" ");
    const moved = this.shownBefore !== "" && front !== this.shownBefore;
    const opening = this.shownBefore === "";
    this.shownBefore = front;
    document.title = words.pageTitle(titleOf(this.store));
    if (moved) {
      this.querySelector(".pane--list")?.scrollTo({ top: 0 });
      if (this.narrow()) window.scrollTo({ top: 0 });
      this.moveFocus();
    }
    this.openedBefore = looking.asset ?? looking.need;
    if (!opening) this.announce();
  }

  /** What of a load is in front: it goes on by itself when the service has done its part. */
  private importFront(): string {
    const { looking, answers } = this.store;
    const load = answers.import.value;
    return `${looking.id} ${load === null ? "" : `${load.state} ${stepOf(load, looking.step)}`}`;
  }

  /**
   * Back in the list, to the item that was open; in a form of one fact, to its field; else to the heading of what came to the front. The panels draw after
   * the page, and some wait for their answer: whichever has it gives it the focus.
   */
  private moveFocus(): void {
    const { looking } = this.store;
    const { desk } = this;
    const listed = !inOffice(looking) && looking.asset === null && looking.need === null && looking.area === null && this.openedBefore !== null;
    const fact = looking.part === "edit" && looking.fact !== null ? `[data-fact="${CSS.escape(looking.fact)}"] :is(input, select)` : null;
    desk.focusWanted = listed ? linkOf(this.openedBefore ?? "") : (fact ?? "#heading");
    requestAnimationFrame(() => {
      if (desk.focusWanted === null) return;
      const own = this.querySelector<HTMLElement>("#heading");
      if (own === null) desk.focusWanted = fact ?? "#heading";
      else {
        // A heading that only stands in gives the focus on to the page.
        if (!this.waiting) desk.focusWanted = null;
        this.holdsFocus = this.waiting;
        own.focus({ preventScroll: true });
      }
    });
  }

  private narrow(): boolean {
    return document.documentElement.scrollHeight > window.innerHeight;
  }

  private announce(): void {
    const { looking, answers } = this.store;
    const { assets, needs, matches, worklist } = answers;
    const finding = looking.need !== null || (looking.task === "find" && looking.searched);
    let text = "";
    if (finding && matches.state === "ready") text = words.matches.summary(matches.value.eligible, matches.value.considered);
    else if (looking.task === "worklist" && looking.asset === null && worklist.state === "ready") text = words.ways.worklist(worklist.value.matched, worklist.value.assets);
    else if (looking.task === "look" && looking.asset === null && looking.area === null) {
      if (looking.needs_shown && needs.state === "ready") text = words.needs.shown(needs.value.features.length, needs.value.numberMatched);
      else if (!looking.needs_shown && assets.state === "ready") {
        text = words.results.shown(assets.value.features.length, assets.value.numberMatched, looking.view !== null);
      }
    }
    if (text === "" || text === this.announced) return;
    this.announced = text;
    const announcer = this.querySelector("#announcer");
    if (announcer) announcer.textContent = text;
  }
}

/** Changing task closes what is open and shows the whole region; filters and the form stay. */
function taskChange(task: Looking["task"], looking: Looking): Partial<Looking> {
  return task === "look" && looking.task === "look" ? { ...opening(task), filters: { ...NO_FILTERS }, from: null } : opening(task);
}

customElements.define("catmap-page", Page);
