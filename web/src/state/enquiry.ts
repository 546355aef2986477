/** A question that is being written: kept for this browser tab only, so that looking something up loses none of it. */
import type { NewEnquiry } from "../api/enquiries";

/** What the form holds, as it is typed. */
export interface EnquiryDraft {
  /** The asset that what is asked belongs to; `null` for a building that is not on the map. */
  asset: string | null;
  place: string;
  borough: string;
  name: string;
  email: string;
  organisation: string;
  message: string;
  need: string;
}

export type DraftField = Exclude<keyof EnquiryDraft, "asset">;
/** In the order of the form. */
export const DRAFT_FIELDS: readonly DraftField[] = ["place", "borough", "message", "need", "name", "organisation", "email"];
/** As many characters as the service takes. */
export const LONGEST_LINE = 200;
export const LONGEST_MESSAGE = 4000;

const KEY = "catmap-enquiry";

export const emptyDraft = (asset: string | null): EnquiryDraft => ({ asset, place: "", borough: "", name: "", email: "", organisation: "", message: "", need: "" });

/** What was written earlier in this tab. Of a question about another building only who asks and for what is taken over. */
export function recallDraft(asset: string | null): EnquiryDraft {
  const empty = emptyDraft(asset);
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<Record<keyof EnquiryDraft, unknown>>;
    const text = (field: DraftField): string => (typeof kept[field] === "string" ? kept[field] : "");
    const same = (kept.asset ?? null) === asset;
    const own: readonly DraftField[] = same ? DRAFT_FIELDS : ["name", "email", "organisation", "need"];
    return { ...empty, ...Object.fromEntries(own.map((field) => [field, text(field)])) };
  } catch {
    return empty;
  }
}

/** Keeps it; one with nothing in it is forgotten. A browser that refuses storage forgets it at the next load, no more. */
export function keepDraft(draft: EnquiryDraft): void {
  try {
    if (DRAFT_FIELDS.every((field) => draft[field].trim() === "")) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Storage may be full or forbidden; what was written is still in the form.
  }
}

/** Once it is sent, nothing of it stays behind on a machine that others may use. */
export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Where nothing can be kept, nothing was.
  }
}

export type DraftProblem = "missing" | "email" | "line" | "message";

/** What has to be put right before it can be sent, in the order of the form. */
export function draftProblems(draft: EnquiryDraft, isEmail: (text: string) => boolean): { field: DraftField; problem: DraftProblem }[] {
  const needed: readonly DraftField[] = [...(draft.asset === null ? (["place"] as const) : []), "message", "name", "email"];
  const long: readonly DraftField[] = ["place", "message", "need"];
  return DRAFT_FIELDS.flatMap((field): { field: DraftField; problem: DraftProblem }[] => {
    const text = draft[field].trim();
    if (text === "") return needed.includes(field) ? [{ field, problem: "missing" }] : [];
    if (field === "email" && !isEmail(text)) return [{ field, problem: "email" }];
    if (long.includes(field)) return [...text].length > LONGEST_MESSAGE ? [{ field, problem: "message" }] : [];
    return [...text].length > LONGEST_LINE ? [{ field, problem: "line" }] : [];
  });
}

/** As it is sent: nothing is written for what was left empty. */
export function enquiryOf(draft: EnquiryDraft): NewEnquiry {
  const { asset, name, email, message } = draft;
  const some = (field: DraftField): Partial<NewEnquiry> => (draft[field].trim() === "" ? {} : { [field]: draft[field].trim() });
  return {
    ...(asset === null ? { ...some("place"), ...some("borough") } : { asset }),
    name: name.trim(),
    email: email.trim(),
    message: message.trim(),
    ...some("organisation"),
    ...some("need"),
  };
}

/** The address that opens the officer's own mail program with an answer begun. */
export function answerAddress(email: string, subject: string, body: string): string {
  return `mailto:${encodeURIComponent(email).replaceAll("%40", "@")}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}
