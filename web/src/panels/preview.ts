/** While a weight is dragged: ranks under the weights of the moment, one question at a time; the latest weights win. */
import { findPremises, getNeedMatches } from "../api/client";
import type { Matches } from "../api/types";
import { needBody } from "../state/need";
import type { Store } from "../state/store";

/** The least time between two questions of one drag. */
const PAUSE_MS = 80;

export class Preview {
  private running: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private asked = "";

  constructor(private readonly store: Store) {
    store.subscribe(() => this.follow());
  }

  private follow(): void {
    const { dragged } = this.store;
    if (dragged === null) {
      this.stop();
      return;
    }
    // What is on its way may finish; a slow service still shows something before the finger lifts.
    if (this.running !== null || this.timer !== null || this.asked === dragged.join()) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.rank();
    }, PAUSE_MS);
  }

  private stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.running?.abort();
    this.running = null;
    this.asked = "";
  }

  private async rank(): Promise<void> {
    const { dragged } = this.store;
    if (dragged === null) return;
    const abort = new AbortController();
    const question = this.question(abort.signal);
    if (question === null) return;
    this.running = abort;
    this.asked = dragged.join();
    try {
      const value = await question;
      if (!abort.signal.aborted) this.store.answer({ matches: { state: "ready", value, failure: null } });
    } catch {
      // The full question that follows the drag tells what is wrong, if it still is.
    } finally {
      if (this.running === abort) {
        this.running = null;
        this.follow();
      }
    }
  }

  private question(signal: AbortSignal): Promise<Matches> | null {
    const { looking, money, dragged } = this.store;
    if (looking.need !== null) return getNeedMatches(looking.need, dragged, signal, false);
    const body = looking.task === "find" && looking.searched ? needBody(looking.form, money) : null;
    return body === null ? null : findPremises(body, dragged, signal, false);
  }
}
