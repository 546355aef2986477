/** What the reader has told the service to do: on its way, failed, or nothing. One of each kind at a time. */
import type { Failure } from "./answers";

export const ACTS = [
  "sign_in",
  "sign_out",
  "reset",
  "password",
  "own_password",
  "reading",
  "commit",
  "undo",
  "discard",
  "edit",
  "bulk",
  "ask",
  "enquiry",
  "invite",
  "person",
  "token",
] as const;
export type ActName = (typeof ACTS)[number];

export type Act = { state: "doing"; failure: null } | { state: "failed"; failure: Failure };

export type Acts = Partial<Record<ActName, Act>>;

/** Whether any is on its way. */
export const isDoing = (acts: Acts): boolean => Object.values(acts).some(({ state }) => state === "doing");

/** Why the act failed; `null` while it did not. */
export const failureOf = (acts: Acts, name: ActName): Failure | null => acts[name]?.failure ?? null;

/** A file on its way to the service, or waiting for the one before it. */
export interface Upload {
  /** Counts from 1 for this page. */
  number: number;
  name: string;
  size_bytes: number;
  sent_bytes: number;
  state: "waiting" | "sending" | "checking" | "done" | "failed";
  /** The load it became. */
  import: string | null;
  failure: Failure | null;
}

/** Whether closing the page now would lose a file that is not with the service yet. */
export const stillSending = (uploads: Upload[]): boolean =>
  uploads.some(({ state }) => state === "waiting" || state === "sending" || state === "checking");
