/** Asks again for a load the service is at work on, until it stands still. */
import { getImport } from "../../api/imports";
import { isMoving } from "../../state/importing";
import type { Store } from "../../state/store";
import { failureFrom } from "../loader";

const FIRST_MS = 250;
/** A long load is asked for less and less often. */
const LAST_MS = 2000;
const SLOWER = 1.25;

export class ImportWatch {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private pause_ms = FIRST_MS;

  constructor(private readonly store: Store) {
    store.subscribe(() => this.follow());
  }

  private follow(): void {
    const open = this.store.answers.import.value;
    if (open === null || !isMoving(open.state)) {
      this.pause_ms = FIRST_MS;
      return;
    }
    if (this.timer !== null) return;
    const id = open.id;
    this.timer = setTimeout(() => void this.ask(id), this.pause_ms);
    this.pause_ms = Math.min(LAST_MS, this.pause_ms * SLOWER);
  }

  private async ask(id: string): Promise<void> {
    try {
      const now = await getImport(id);
      const before = this.store.answers.import.value;
      this.timer = null;
      if (before === null || before.id !== id) return this.follow();
      this.store.answer({ import: { state: "ready", value: now, failure: null } });
      // What was loaded or taken back is on the map and in every list.
      if (now.state !== before.state && (now.state === "committed" || now.state === "undone")) this.store.renew();
    } catch (error) {
      this.timer = null;
      const failure = failureFrom(error);
      // A moment without the network is no reason to give up: the load goes on without us.
      if (failure.code === "unreachable" || failure.status >= 500) return this.follow();
      this.store.answer({ import: { state: "failed", value: null, failure } });
    }
  }
}
