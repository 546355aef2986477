/** Questions about buildings: shapes and calls. */
import { ask } from "./client";

export type EnquiryState = "new" | "answered" | "closed";

/** What is asked: about an asset on the map, or about a place in words. */
export interface NewEnquiry {
  asset?: string;
  place?: string;
  borough?: string;
  organisation?: string;
  name: string;
  email: string;
  message: string;
  need?: string;
}

export interface EnquirySent {
  reference: string;
  /** The council that it concerns, as far as known. */
  council: string | null;
  read_by: "officers" | "administrators";
  kept_months: number;
}

export interface EnquiryWritten {
  name: string;
  email: string;
  organisation: string | null;
  message: string;
  need: string | null;
  place: string | null;
  /** Degrees east and north. */
  point: [number, number] | null;
}

export interface Enquiry {
  id: string;
  /** RFC 3339. */
  asked_at: string;
  asset: string | null;
  asset_name: string | null;
  borough: string | null;
  council: string | null;
  /** `null` once it was cleared. */
  written: EnquiryWritten | null;
  state: EnquiryState;
  note: string | null;
  changed_by: string | null;
  changed_at: string | null;
}

export interface Enquiries {
  enquiries: Enquiry[];
  /** How many of all that may be read are new. */
  new: number;
  next: string | null;
}

export const sendEnquiry = (enquiry: NewEnquiry): Promise<EnquirySent> => ask("enquiries", { body: enquiry });

export function getEnquiries(state: EnquiryState | null, cursor: string | null, limit: number, signal?: AbortSignal): Promise<Enquiries> {
  const search = new URLSearchParams({ limit: String(limit) });
  if (state !== null) search.set("state", state);
  if (cursor !== null) search.set("cursor", cursor);
  return ask(`enquiries?${search.toString()}`, { signal });
}

const one = (id: string): string => `enquiries/${encodeURIComponent(id)}`;

export const getEnquiry = (id: string, signal?: AbortSignal): Promise<Enquiry> => ask(one(id), { signal });

export const changeEnquiry = (id: string, state: EnquiryState, note: string | null): Promise<Enquiry> =>
  ask(one(id), { method: "PATCH", body: { state, note } });
