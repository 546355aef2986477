/** Holds what is looked at and what was answered, and tells those who asked when either changes. */
import { read, write } from "./address";
import { NO_ANSWERS, type Answers, type Resting } from "./answers";
import { START, type Looking } from "./looking";
import { keepMoney, recallMoney, type Money } from "./money";

/** `push` makes a step the back button undoes; `replace` does not. */
export type Step = "push" | "replace";

export class Store {
  looking: Looking;
  answers: Answers = NO_ANSWERS;
  resting: Resting = { asset: null, need: null };
  money: Money = recallMoney();
  /** Set while the form waits for a click on the map. */
  picking = false;
  /** Set once the weights were opened: their limits are asked for then. */
  weighing = false;
  /** Counts deliberate searches, so that asking again with the same words asks again. */
  asked = 0;
  private listeners = new Set<() => void>();
  private waiting = false;

  constructor() {
    this.looking = read(location.hash);
    const fromAddress = (): void => {
      if (location.hash.replace(/^#/, "") === write(this.looking)) return;
      this.looking = read(location.hash);
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
    this.looking = next;
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

  pick(picking: boolean): void {
    this.picking = picking;
    this.tell();
  }

  weigh(): void {
    if (this.weighing) return;
    this.weighing = true;
    this.tell();
  }

  askAgain(): void {
    this.asked += 1;
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

  private tell(): void {
    if (this.waiting) return;
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      for (const listener of [...this.listeners]) listener();
    });
  }
}
