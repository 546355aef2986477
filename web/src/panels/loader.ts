/** Asks the service for what is being looked at, once for each new question, and puts the answers in the store. */
import {
  ASSETS_SHOWN,
  Problem,
  countFitting,
  findPremises,
  getAbout,
  getArea,
  getAsset,
  getAssetMatches,
  getAssets,
  getAssetSummary,
  getCollections,
  getFairness,
  getMethod,
  getNearAsset,
  getNeed,
  getNeedMatches,
  getNeeds,
  getPlaces,
} from "../api/client";
import { getChanges } from "../api/edits";
import { getEnquiries, getEnquiry } from "../api/enquiries";
import { getAssetsOf, getImport, getImportRows, getImports } from "../api/imports";
import { getAreaFigures, getRegionFigures, getSensitivity } from "../api/region";
import { getPeople, getSession, getTokens } from "../api/people";
import type { AssetQuery } from "../api/types";
import { getAssetRules, getWorklist } from "../api/worklist";
import { NOTHING, type Answer, type Answers, type Failure } from "../state/answers";
import { isMoving, stepOf } from "../state/importing";
import { NO_FILTERS, USUAL_SORT, inOffice, type Looking } from "../state/looking";
import { needBody, saysWhere } from "../state/need";
import { mayImport, mayManagePeople, mayReadEnquiries } from "../state/session";
import type { Store } from "../state/store";
import { paperOf } from "../state/terms";

/** A pause after the last change before asking, so that dragging a slider or the map asks once. */
const PAUSE_MS = 180;

/** Answers that stay in sight while the next one is on its way. */
const KEEPS: readonly Name[] = ["about", "places", "assets", "assets_summary", "wards", "needs", "matches", "fitting", "imports", "import_rows", "people", "tokens", "changes", "enquiries", "enquiries_new", "worklist", "asset_rules", "public_rules", "region", "area_figures", "sensitivity"];

/** Enquiries on a page. */
const ENQUIRIES_SHOWN = 50;

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
    const { looking, money, asked, turn, drags } = this.store;
    this.want("about", `${turn}`, () => getAbout());
    this.want("session", "session", () => getSession());
    this.followOffice();

    const { seeking } = this.store;
    this.want("places", seeking, (signal) => getPlaces(seeking ?? "", signal), PAUSE_MS);

    const scoring = looking.task === "method" || this.store.weighing;
    this.want("method", scoring ? "method" : null, () => getMethod());
    this.want("fairness", looking.task === "fairness" ? "fairness" : null, () => getFairness());
    const regional = looking.task === "region";
    this.want("region", regional ? `${turn}` : null, (signal) => getRegionFigures(signal));
    this.want("area_figures", regional ? "areas" : null, (signal) => getAreaFigures(signal));
    this.want("sensitivity", regional ? `${turn} ${looking.weights}` : null, (signal) => getSensitivity(looking.weights, signal), PAUSE_MS);
    this.want("collections", looking.task === "gis" ? `${turn}` : null, () => getCollections());

    const query = assetQuery(looking);
    this.want("assets", `${turn} ${JSON.stringify(query)}`, (signal) => getAssets(query, signal), PAUSE_MS);

    const listed = this.store.answers.assets.value;
    const inParts = listed !== null && listed.features.length < listed.numberMatched;
    this.want(
      "assets_summary",
      inParts ? `${turn} ${JSON.stringify({ ...query, sort: null, cursor: null })}` : null,
      (signal) => getAssetSummary(query, null, signal),
      PAUSE_MS,
    );

    const boroughs = assetQuery({ ...looking, view: null, filters: { ...NO_FILTERS, borough: looking.filters.borough } });
    this.want("wards", looking.task === "look" ? `${turn} ${boroughs.borough}` : null, (signal) => getAssetSummary(boroughs, null, signal));

    const box = looking.view?.join(",") ?? null;
    this.want("needs", looking.needs_shown ? `${turn} ${box}` : null, (signal) => getNeeds(box, signal), PAUSE_MS);

    // What is open behind a page of the office is asked for when it is seen again: a load may be taking it away.
    const { asset, area, need } = inOffice(looking) ? { asset: null, area: null, need: null } : looking;
    this.want("asset", asset === null ? null : `${turn} ${asset}`, (signal) => getAsset(asset ?? "", signal));
    this.want(
      "asset_matches",
      asset === null ? null : `${turn} ${asset} ${looking.weights}`,
      (signal) => getAssetMatches(asset ?? "", looking.weights, signal),
    );
    this.want("asset_near", asset === null ? null : `${turn} ${asset}`, (signal) => getNearAsset(asset ?? "", signal));
    this.followBrief(asset);
    this.want("area", area, (signal) => getArea(area ?? "", signal));
    this.want("need", need, (signal) => getNeed(need ?? "", signal));

    const body = needBody(looking.form, money);
    const counting = looking.task === "find" && !looking.searched && need === null && asset === null && area === null;
    this.want(
      "fitting",
      counting && saysWhere(looking.form) ? `${turn} ${JSON.stringify(body)}` : null,
      (signal) => (body === null ? Promise.reject(new Error("not asked")) : countFitting(body, signal)),
      PAUSE_MS,
    );
    if (need !== null) {
      this.want("matches", `${turn} ${need} ${looking.weights} ${drags}`, (signal) => getNeedMatches(need, looking.weights, signal), PAUSE_MS);
    } else if (looking.task === "find" && looking.searched && body) {
      this.want(
        "matches",
        `${turn} ${JSON.stringify(body)} ${looking.weights} ${asked} ${drags}`,
        (signal) => findPremises(body, looking.weights, signal),
        PAUSE_MS,
      );
    } else {
      this.want("matches", null, () => Promise.reject(new Error("not asked")));
    }
  }

  /** The rules of a brief; for its public copy all that stands in it, asked as a visitor would. */
  private followBrief(asset: string | null): void {
    const { looking, terms, turn } = this.store;
    const brief = looking.part === "brief" ? asset : null;
    const own = looking.public_copy ? null : brief;
    const open = looking.public_copy ? brief : null;
    const ownTerms = terms.of(paperOf(own ?? "", false));
    const openTerms = terms.of(paperOf(open ?? "", true));
    this.want("asset_rules", own === null ? null : `${turn} ${own} ${JSON.stringify(ownTerms)}`, (signal) => getAssetRules(own ?? "", ownTerms, signal), PAUSE_MS);
    this.want("public_asset", open === null ? null : `${turn} ${open}`, (signal) => getAsset(open ?? "", signal, true));
    this.want("public_matches", open === null ? null : `${turn} ${open} ${looking.weights}`, (signal) => getAssetMatches(open ?? "", looking.weights, signal, true));
    this.want("public_rules", open === null ? null : `${turn} ${open} ${JSON.stringify(openTerms)}`, (signal) => getAssetRules(open ?? "", openTerms, signal, true), PAUSE_MS);
  }

  /** What only people with an account are shown. */
  private followOffice(): void {
    const { looking, turn, answers } = this.store;
    const session = answers.session.value;
    const { asset, id, outcome, rows_from } = looking;

    const history = asset !== null && looking.part === "history" && !inOffice(looking) && session?.person;
    this.want("changes", history ? `${turn} ${asset} ${rows_from}` : null, (signal) => getChanges(asset ?? "", rows_from, signal));

    const { work } = looking;
    const working = looking.task === "worklist" && mayImport(session);
    this.want("worklist", working ? `${turn} ${JSON.stringify(work)}` : null, (signal) => getWorklist(work, signal));

    const importing = looking.task === "import" && mayImport(session);
    this.want("imports", importing && id === null ? `${turn} ${this.store.uploads.map(({ state }) => state)}` : null, (signal) => getImports(signal));
    this.want("import", importing ? id : null, (signal) => getImport(id ?? "", signal));
    const open = answers.import.value;
    const previewed = open !== null && !isMoving(open.state) && stepOf(open, looking.step) === "preview";
    this.want(
      "import_rows",
      previewed ? `${id} ${open.columns.map(({ field }) => field)} ${JSON.stringify(open.tally)} ${outcome} ${rows_from}` : null,
      (signal) => getImportRows(id ?? "", outcome, rows_from, signal),
    );

    const register = open?.state === "committed" ? open.register : null;
    this.want("import_assets", importing && register ? `${turn} ${register}` : null, (signal) => getAssetsOf(register ?? "", signal));

    const reading = mayReadEnquiries(session);
    this.want("enquiries_new", reading ? `${turn}` : null, async (signal) => (await getEnquiries("new", null, 1, signal)).new);
    const listing = reading && looking.task === "enquiries";
    this.want("enquiries", listing && id === null ? `${turn} ${looking.enquiry_state} ${rows_from}` : null, (signal) =>
      getEnquiries(looking.enquiry_state, rows_from, ENQUIRIES_SHOWN, signal),
    );
    this.want("enquiry", listing && id !== null ? `${turn} ${id}` : null, (signal) => getEnquiry(id ?? "", signal));

    this.want("people", looking.task === "people" && mayManagePeople(session) ? `${turn}` : null, (signal) => getPeople(signal));
    this.want("tokens", looking.task === "access" && session?.person ? `${turn}` : null, (signal) => getTokens(signal));
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
    this.put(name, { state: "loading", value: KEEPS.includes(name) ? before : null, failure: null });
    const start = (): void => {
      const abort = new AbortController();
      this.running.set(name, abort);
      ask(abort.signal).then(
        (value) => {
          if (this.asked.get(name) === question && !abort.signal.aborted) this.put(name, { state: "ready", value, failure: null });
        },
        (error: unknown) => {
          if (abort.signal.aborted || this.asked.get(name) !== question) return;
          const failure = failureFrom(error);
          // Signed out elsewhere, or for too long: who is signed in is asked again.
          if (failure.status === 401) this.asked.delete("session");
          this.put(name, { state: "failed", value: null, failure });
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

/** Why it failed, as the page keeps it. */
export function failureFrom(error: unknown): Failure {
  const { code, status, detail, parameter, refused } =
    error instanceof Problem ? error : new Problem("broken", 0, error instanceof Error ? error.message : "");
  return { code, status, detail, parameter, ...(refused.length > 0 ? { refused } : {}) };
}

/** The one question the list and the map both show the answer of. */
export function assetQuery(looking: Looking): AssetQuery {
  const { fresh_months, empty_months, ...filters } = looking.filters;
  return { ...filters, seen_since: monthsAgo(fresh_months), empty_since: monthsAgo(empty_months), bbox: looking.view, sort: looking.sort ?? USUAL_SORT, cursor: looking.from, limit: ASSETS_SHOWN };
}

/** The day so many months before today. */
function monthsAgo(months: number | null): string | null {
  if (months === null) return null;
  const day = new Date();
  day.setUTCMonth(day.getUTCMonth() - months);
  return day.toISOString().slice(0, 10);
}
