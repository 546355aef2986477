/** Asks the service for what is being looked at, once for each new question, and puts the answers in the store. */
import {
  ASSETS_SHOWN,
  Problem,
  findPremises,
  getAbout,
  getArea,
  getAsset,
  getAssetMatches,
  getAssets,
  getFairness,
  getMethod,
  getNeed,
  getNeedMatches,
  getNeeds,
} from "../api/client";
import type { AssetQuery } from "../api/types";
import { NOTHING, type Answer, type Answers } from "../state/answers";
import type { Looking } from "../state/looking";
import { needBody } from "../state/need";
import type { Store } from "../state/store";

/** A pause after the last change before asking, so that dragging a slider or the map asks once. */
const PAUSE_MS = 180;

type Name = keyof Answers;
type ValueOf<Key extends Name> = Answers[Key] extends Answer<infer Value> ? Value : never;

export class Loader {
  private asked = new Map<Name, string>();
  private running = new Map<Name, AbortController>();
  private timers = new Map<Name, ReturnType<typeof setTimeout>>();

  constructor(private readonly store: Store) {
    store.subscribe(() => this.follow());
    this.follow();
  }

  /** Asks everything again that failed. */
  retry(): void {
    for (const [name, answer] of Object.entries(this.store.answers) as [Name, Answer<unknown>][]) {
      if (answer.state === "failed") this.asked.delete(name);
    }
    this.follow();
  }

  private follow(): void {
    const { looking, money, asked } = this.store;
    this.want("about", "about", () => getAbout());

    const scoring = looking.task === "method" || this.store.weighing;
    this.want("method", scoring ? "method" : null, () => getMethod());
    this.want("fairness", looking.task === "fairness" ? "fairness" : null, () => getFairness());

    const query = assetQuery(looking);
    this.want("assets", JSON.stringify(query), (signal) => getAssets(query, signal), PAUSE_MS);

    const box = looking.view?.join(",") ?? null;
    this.want("needs", looking.needs_shown ? `${box}` : null, (signal) => getNeeds(box, signal), PAUSE_MS);

    const { asset, area, need } = looking;
    this.want("asset", asset, (signal) => getAsset(asset ?? "", signal));
    this.want(
      "asset_matches",
      asset === null ? null : `${asset} ${looking.weights}`,
      (signal) => getAssetMatches(asset ?? "", looking.weights, signal),
    );
    this.want("area", area, (signal) => getArea(area ?? "", signal));
    this.want("need", need, (signal) => getNeed(need ?? "", signal));

    const body = needBody(looking.form, money);
    if (need !== null) {
      this.want("matches", `${need} ${looking.weights}`, (signal) => getNeedMatches(need, looking.weights, signal), PAUSE_MS);
    } else if (looking.task === "find" && looking.searched && body) {
      this.want(
        "matches",
        `${JSON.stringify(body)} ${looking.weights} ${asked}`,
        (signal) => findPremises(body, looking.weights, signal),
        PAUSE_MS,
      );
    } else {
      this.want("matches", null, () => Promise.reject(new Error("not asked")));
    }
  }

  /** Asks when `question` differs from the last one; `null` forgets the answer. */
  private want<Key extends Name>(
    name: Key,
    question: string | null,
    ask: (signal: AbortSignal) => Promise<ValueOf<Key>>,
    pause = 0,
  ): void {
    if (question === (this.asked.get(name) ?? null)) return;
    const first = !this.asked.has(name);
    clearTimeout(this.timers.get(name));
    this.running.get(name)?.abort();
    if (question === null) {
      this.asked.delete(name);
      this.put(name, NOTHING);
      return;
    }
    this.asked.set(name, question);
    const before = this.store.answers[name].value as ValueOf<Key> | null;
    // Another thing's page must not show the last thing's facts; a changed list may keep the old one until the new one is here.
    const keeps = name === "assets" || name === "needs" || name === "matches";
    this.put(name, { state: "loading", value: keeps ? before : null, failure: null });
    const start = (): void => {
      const abort = new AbortController();
      this.running.set(name, abort);
      ask(abort.signal).then(
        (value) => {
          if (this.asked.get(name) === question && !abort.signal.aborted) this.put(name, { state: "ready", value, failure: null });
        },
        (error: unknown) => {
          if (abort.signal.aborted || this.asked.get(name) !== question) return;
          const { code, status, detail, parameter } =
            error instanceof Problem ? error : new Problem("broken", 0, error instanceof Error ? error.message : "");
          this.put(name, { state: "failed", value: null, failure: { code, status, detail, parameter } });
        },
      );
    };
    if (pause === 0 || first) start();
    else this.timers.set(name, setTimeout(start, pause));
  }

  private put<Key extends Name>(name: Key, answer: Answer<ValueOf<Key>>): void {
    if (answer.state === "none" && this.store.answers[name].state === "none") return;
    this.store.answer({ [name]: answer } as Partial<Answers>);
  }
}

/** The one question the list and the map both show the answer of. */
export function assetQuery(looking: Looking): AssetQuery {
  return { ...looking.filters, bbox: looking.view, cursor: looking.from, limit: ASSETS_SHOWN };
}
