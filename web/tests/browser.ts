/** As much of a browser as the state of the page needs: an address bar with a history, and a fetch that answers as told. */
import { vi } from "vitest";

export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

/** Puts them in place; `answer` gives status and body for a question. What was asked is kept in order. */
export function pretendBrowser(fragment: string, answer: (asked: Asked) => { status: number; body?: unknown }): { asked: Asked[]; bar: { hash: string; past: string[] } } {
  const asked: Asked[] = [];
  const bar = { hash: fragment, past: [fragment] };
  const kept = new Map<string, string>();
  vi.stubGlobal("document", { baseURI: "http://catmap.example/" });
  vi.stubGlobal("location", bar);
  vi.stubGlobal("window", { addEventListener: () => undefined });
  vi.stubGlobal("history", {
    pushState: (_: unknown, __: string, to: string) => bar.past.push((bar.hash = to)),
    replaceState: (_: unknown, __: string, to: string) => (bar.past[bar.past.length - 1] = bar.hash = to),
  });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("fetch", (url: string, { method, body }: { method: string; body?: string }) => {
    const question = { method, path: new URL(url).pathname + new URL(url).search, body: body === undefined ? undefined : (JSON.parse(body) as unknown) };
    asked.push(question);
    const { status, body: told } = answer(question);
    return Promise.resolve(new Response(told === undefined ? null : JSON.stringify(told), { status }));
  });
  return { asked, bar };
}
