/** Reading without a network: starts the service worker (`src/worker`), and says so while answers are what was last seen. */
import { html, nothing, type TemplateResult } from "lit";
import type { News, ReadBefore } from "../worker/rules";
import { address, getAbout } from "../api/client";
import type { Store } from "../state/store";
import { words } from "../words";
import type { Loader } from "./loader";

/** Whether the service is there again is asked less and less often. */
const FIRST_MS = 1000;
const LAST_MS = 60_000;

export class Offline {
  /** When the newest of the answers came. */
  private read = new Date().toISOString();
  private answers: Store["answers"];
  private pause_ms = FIRST_MS;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly store: Store,
    private readonly loader: Loader,
  ) {
    this.answers = store.answers;
    store.subscribe(() => this.follow());
    window.addEventListener("offline", () => store.loseTouch(this.read));
    window.addEventListener("online", () => {
      this.pause_ms = FIRST_MS;
      void this.lookOut();
    });
    // Built alone: while it is being developed the page is never an old one.
    if (import.meta.env.PROD && "serviceWorker" in navigator) void this.start(navigator.serviceWorker);
  }

  private async start(workers: ServiceWorkerContainer): Promise<void> {
    workers.addEventListener("message", ({ data }: MessageEvent<News>) => {
      if (data.seen === null) this.backAgain();
      else this.store.loseTouch(new Date(data.seen).toISOString());
    });
    try {
      await workers.register(address("worker.js"));
      const { active } = await workers.ready;
      // On a first visit much was read before there was a worker, or without it.
      new PerformanceObserver((list) => {
        const entries = list.getEntries() as PerformanceResourceTiming[];
        const read = entries.filter(({ workerStart }) => workerStart === 0).map(({ name }) => name);
        if (read.length > 0) active?.postMessage({ read } satisfies ReadBefore);
      }).observe({ type: "resource", buffered: true });
    } catch {
      // Browsers may refuse; the page then works with a network only.
    }
  }

  private follow(): void {
    if (this.store.answers !== this.answers && this.store.lastSeen === null) this.read = new Date().toISOString();
    this.answers = this.store.answers;
    // A browser tells when it has a network again; when the service is there again has to be found out.
    if (this.store.lastSeen === null || this.timer !== null || !navigator.onLine) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.lookOut();
    }, this.pause_ms);
    this.pause_ms = Math.min(LAST_MS, this.pause_ms * 2);
  }

  /** Asks something small; the worker tells whether the service answered it, and without a worker nobody else could. */
  private async lookOut(): Promise<void> {
    try {
      await getAbout();
      if (!navigator.serviceWorker?.controller) this.backAgain();
    } catch {
      // Not yet.
    }
    this.follow();
  }

  private backAgain(): void {
    if (this.store.lastSeen === null) return;
    this.store.regainTouch();
    this.loader.retry();
  }
}

/** What stands above every page while the service cannot be reached. */
export function offlineStrip({ lastSeen }: Store): TemplateResult | typeof nothing {
  if (lastSeen === null) return nothing;
  const W = words.offline;
  return html`<div class="offline" role="status" aria-label=${W.label}>
    <strong>${navigator.onLine ? W.unreachable : W.offline}</strong> ${W.seen(lastSeen, new Date().toISOString())} ${W.needs}
  </div>`;
}
