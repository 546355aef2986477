/** Holds what is looked at and what was answered, and tells those who asked when either changes. */
import type { Upload, ActName, Act, Acts } from "./acts";
import { read, write } from "./address";
import { NO_ANSWERS, type Answers, type Resting } from "./answers";
import { START, type Corner, type Looking } from "./looking";
import { keepCorrections, recallCorrections, type Corrections } from "./corrections";
import type { FoundPlace, Weights } from "../api/types";
import type { RuleTerms } from "../api/worklist";
import { takeToken } from "./link";
import { Terms } from "./terms";
import { keepMoney, recallMoney, type Money } from "./money";
import { chosenWith, type Chosen } from "./selection";

/** `push` makes a step the back button undoes; `replace` does not. */
export type Step = "push" | "replace";

export class Store {
  looking: Looking;
  answers: Answers = NO_ANSWERS;
  resting: Resting = { asset: null, need: null };
  money: Money = recallMoney();
  /** What only whoever makes a brief knows; for this page only, never in the address bar. */
  readonly terms = new Terms();
  /** What is typed to find a place; `null` while nobody does. */
  seeking: string | null = null;
  /** The place that was found and gone to last. */
  gone: FoundPlace | null = null;
  /** Set while the form waits for a click on the map. */
  picking = false;
  /** The corners of an area that is being drawn on the map; `null` while none is. */
  drawing: Corner[] | null = null;
  /** Set once the weights were opened: their limits are asked for then. */
  weighing = false;
  /** The weights under a finger; `null` when none is dragged. They enter the address bar when the finger lifts. */
  dragged: Weights | null = null;
  /** Counts drags that ended: each is followed by one full question. */
  drags = 0;
  /** Counts deliberate searches, so that asking again with the same words asks again. */
  asked = 0;
  /** Counts what changes all that may be seen: signing in and out, a load, an edit. */
  turn = 0;
  acts: Acts = {};
  uploads: Upload[] = [];
  /** Of the link that was followed; never in the address bar. */
  token: string | null = null;
  /** A sentence on what was just done, until another page comes to the front. */
  done: string | null = null;
  /** Takes back what was just done, as long as that is told. */
  undo: (() => Promise<void>) | null = null;
  /** Assets that an officer has chosen to change together: id -> name. */
  selected: ReadonlyMap<string, string> = new Map();
  /** When the oldest of what is shown was read (RFC 3339), while the service cannot be reached; `null` while it can. */
  lastSeen: string | null = null;
  private corrected: { load: string; corrections: Corrections } | null = null;
  private listeners = new Set<() => void>();
  private waiting = false;

  constructor() {
    this.looking = read(this.withoutToken());
    const fromAddress = (): void => {
      if (location.hash.replace(/^#/, "") === write(this.looking)) return;
      this.take(read(this.withoutToken()));
      this.tell();
    };
    window.addEventListener("popstate", fromAddress);
    window.addEventListener("hashchange", fromAddress);
  }

  /** Calls `listener` after every change, once per frame of work however many changes there were. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  look(change: Partial<Looking>, step: Step = "push"): void {
    const next = { ...this.looking, ...change };
    const before = write(this.looking);
    const after = write(next);
    this.take(next);
    if (after !== before) {
      const address = this.address(next);
      if (step === "push") history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    this.tell();
  }

  answer(change: Partial<Answers>): void {
    this.answers = { ...this.answers, ...change };
    this.tell();
  }

  rest(resting: Partial<Resting>): void {
    const next = { ...this.resting, ...resting };
    if (next.asset === this.resting.asset && next.need === this.resting.need) return;
    this.resting = next;
    this.tell();
  }

  pay(money: Money): void {
    this.money = money;
    keepMoney(money);
    this.tell();
  }

  setTerms(paper: string, terms: RuleTerms): void {
    this.terms.set(paper, terms);
    this.tell();
  }

  seek(seeking: string | null): void {
    if (seeking === this.seeking) return;
    this.seeking = seeking;
    this.tell();
  }

  goTo(place: FoundPlace): void {
    this.gone = place;
    this.tell();
  }

  pick(picking: boolean): void {
    this.picking = picking;
    this.tell();
  }

  draw(corners: Corner[] | null): void {
    this.drawing = corners;
    this.tell();
  }

  weigh(): void {
    if (this.weighing) return;
    this.weighing = true;
    this.tell();
  }

  drag(weights: Weights): void {
    this.dragged = weights;
    this.tell();
  }

  /** The finger lifts: `weights` are those of the address bar, `null` for the usual ones. */
  drop(weights: Weights | null): void {
    if (this.dragged !== null) this.drags += 1;
    this.dragged = null;
    this.look({ weights }, "replace");
  }

  askAgain(): void {
    this.asked += 1;
    this.tell();
  }

  act(name: ActName, act: Act | null): void {
    const { [name]: _, ...others } = this.acts;
    this.acts = act === null ? others : { ...others, [name]: act };
    this.tell();
  }

  /** All that may be seen may have changed: everything is asked again. */
  renew(): void {
    this.turn += 1;
    this.tell();
  }

  /** The service cannot be reached: what is shown was read then, or before. */
  loseTouch(seen: string): void {
    if (this.lastSeen !== null && this.lastSeen <= seen) return;
    this.lastSeen = seen;
    this.tell();
  }

  /** The service can be reached again. */
  regainTouch(): void {
    if (this.lastSeen === null) return;
    this.lastSeen = null;
    this.renew();
  }

  say(done: string | null, undo: (() => Promise<void>) | null = null): void {
    this.done = done;
    this.undo = undo;
    this.tell();
  }

  select(things: readonly Chosen[], add: boolean): void {
    this.selected = chosenWith(this.selected, things, add);
    this.tell();
  }

  clearSelected(): void {
    this.selected = new Map();
    this.tell();
  }

  forgetToken(): void {
    this.token = null;
  }

  send(uploads: Upload[]): void {
    this.uploads = uploads;
    this.tell();
  }

  /** What the officer corrected of a load's columns since it was last read. */
  corrections(load: string): Corrections {
    if (this.corrected?.load !== load) this.corrected = { load, corrections: recallCorrections(load) };
    return this.corrected.corrections;
  }

  correct(load: string, corrections: Corrections): void {
    this.corrected = { load, corrections };
    keepCorrections(load, corrections);
    this.tell();
  }

  /** The address of this view with some of it changed: what a link to it points at. */
  link(change: Partial<Looking>): string {
    return this.address({ ...this.looking, ...change });
  }

  private address(looking: Looking): string {
    const fragment = write(looking);
    return fragment === "" && looking.task === START.task ? "#" : `#${fragment}`;
  }

  /** What was said of one page is not said on the next. */
  private take(next: Looking): void {
    const page = ({ task, id, step, part, fact, asset }: Looking): string => [task, id, step, part, fact, asset].join(" ");
    if (page(next) !== page(this.looking)) {
      this.acts = {};
      this.done = null;
      this.undo = null;
      this.drawing = null;
    }
    this.looking = next;
  }

  /** The fragment, after a token in it was taken out of the address bar and out of the history. */
  private withoutToken(): string {
    const taken = takeToken(location.hash);
    if (taken === null) return location.hash;
    this.token = taken.token;
    history.replaceState(null, "", `#${taken.rest}`);
    return taken.rest;
  }

  private tell(): void {
    if (this.waiting) return;
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      for (const listener of [...this.listeners]) listener();
    });
  }
}
