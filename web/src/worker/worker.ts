/**
 * The service worker: the last view can be read without a network.
 *
 * It keeps the files of the page when it is installed, and of what the page reads the newest answers that the service calls
 * `public` (`rules.ts`). The network always comes first; what was kept is given only when the service cannot be reached, and
 * the page is told so. Every build has other bytes here, because the names of its files stand in it: browsers then put it in
 * the place of the one before, and the files of the build before go.
 */
import { mayKeep, tooMany, wayOf, type News, type ReadBefore } from "./rules";

declare const self: ServiceWorkerGlobalScope;
/** The files of the page; `vite.config.ts` writes them here. */
declare const PAGE_FILES: string[];

const PAGE = "page";
const ANSWERS = "answers";
const FRONT = "index.html";
const FILES = PAGE_FILES;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  switch (wayOf(request, self.registration.scope)) {
    case "leave":
      return;
    case "forget":
      return event.waitUntil(caches.delete(ANSWERS));
    case "file":
      return event.respondWith(kept(PAGE, request).then((file) => file ?? fetch(request)));
    case "page":
      return event.respondWith(fresh(event, PAGE, FRONT));
    case "answer":
      return event.respondWith(fresh(event, ANSWERS, request));
  }
});

self.addEventListener("message", (event) => event.waitUntil(readAgain(event.data as ReadBefore)));

async function install(): Promise<void> {
  const cache = await caches.open(PAGE);
  const there = await Promise.all(FILES.map((name) => cache.match(name)));
  // A name with a hash never gets another content; the front page does.
  const missing = FILES.filter((name, at) => name === FRONT || there[at] === undefined);
  await cache.addAll(missing.map((name) => new Request(name, { cache: name === FRONT ? "no-cache" : "default" })));
  await self.skipWaiting();
}

async function takeOver(): Promise<void> {
  const cache = await caches.open(PAGE);
  const wanted = new Set(FILES.map((name) => new URL(name, self.registration.scope).href));
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
  await self.clients.claim();
}

/** From the service, or what it said last when it cannot be reached. */
async function fresh(event: FetchEvent, cache: string, key: Request | string): Promise<Response> {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(Promise.all([tell({ seen: null }), keep(cache, key, answer.clone())]));
    return answer;
  } catch (error) {
    const answer = event.request.signal.aborted ? undefined : await kept(cache, key);
    if (answer === undefined) throw error;
    // When the page itself is from is of no matter: it shows what the answers say.
    if (cache === ANSWERS) await tell({ seen: answer.headers.get("date") });
    return answer;
  }
}

const kept = async (cache: string, key: Request | string): Promise<Response | undefined> => (await caches.open(cache)).match(key);

async function keep(name: string, key: Request | string, answer: Response): Promise<void> {
  if (!mayKeep(answer)) return;
  try {
    const cache = await caches.open(name);
    await cache.put(key, answer);
    if (name === ANSWERS) for (const old of tooMany(await cache.keys())) await cache.delete(old);
  } catch {
    // A browser without room keeps nothing; the page works as without a worker.
  }
}

/** What the page read without this worker is read once more, so that the first visit can be read again as well. */
async function readAgain({ read }: ReadBefore): Promise<void> {
  const { scope } = self.registration;
  for (const url of read) {
    const request = new Request(url, { headers: { accept: "application/json" } });
    if (wayOf(request, scope) === "answer") await fetch(request).then((answer) => keep(ANSWERS, request, answer), () => undefined);
  }
}

async function tell(news: News): Promise<void> {
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage(news);
}
