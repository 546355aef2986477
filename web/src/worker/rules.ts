/** What the worker does with a request and what it may keep: rules alone, with no browser in them. */

/**
 * - `leave`: it is none of the worker's business.
 * - `forget`: somebody signs in or out, so that nothing read before may be shown after.
 * - `page`: the page itself.
 * - `file`: a file of the page whose name changes with its content.
 * - `answer`: what the page reads from the service.
 */
export type Way = "leave" | "forget" | "page" | "file" | "answer";

/** As much of a request as the rules need. */
export type Asked = Pick<Request, "method" | "mode" | "url" | "headers" | "credentials">;

/** What the page reads without anybody having signed in. Places are not among it: they are looked for letter by letter. */
const ANSWERS = /^(about|method|fairness|sensitivity|(collections|assets|needs)\/.+|icon[^/]*|manifest\.webmanifest)$/;
/** Where somebody's session begins or ends. */
const SESSIONS = /^(session|password-resets)(\/|$)/;

/** The way of a request to a worker that looks after the addresses below `scope`. */
export function wayOf({ method, mode, url, headers, credentials }: Asked, scope: string): Way {
  if (!url.startsWith(scope)) return "leave";
  const [path = "", search] = url.slice(scope.length).split("#", 1).join("").split("?");
  if (method !== "GET") return SESSIONS.test(path) ? "forget" : "leave";
  if (headers.has("range")) return "leave";
  if (mode === "navigate") return path === "" && search === undefined ? "page" : "leave";
  if (path.startsWith("web/")) return "file";
  // What somebody reads as a visitor would must not be given to them as their own when there is no network.
  if (credentials === "omit" && path.startsWith("assets/")) return "leave";
  return ANSWERS.test(path) ? "answer" : "leave";
}

/**
 * Whether an answer may be kept. The service says `public` of what it shows to everybody, and of nothing that it shows to
 * somebody who is signed in; what says neither is not kept. Files to take away are not either.
 */
export function mayKeep({ status, headers }: Pick<Response, "status" | "headers">): boolean {
  const said = (headers.get("cache-control") ?? "").toLowerCase().split(",").map((word) => word.trim());
  return status === 200 && said.includes("public") && !said.includes("private") && !said.includes("no-store") && !headers.has("content-disposition");
}

/** How many answers and tiles are kept: several views of the map. */
export const MOST_KEPT = 200;

/** What goes when there are too many: those kept first. */
export const tooMany = <Key>(kept: readonly Key[]): Key[] => kept.slice(0, Math.max(0, kept.length - MOST_KEPT));

/** What the page is told of an answer: it is from then (RFC 9110's `Date`); `null`: it has just come from the service. */
export interface News {
  seen: string | null;
}

/** What the page tells: what it read without the worker, before there was one. */
export interface ReadBefore {
  read: string[];
}
