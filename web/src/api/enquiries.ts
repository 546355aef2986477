/** Questions about buildings: shapes and calls. */
import { ask } from "./client";
import type { components } from "./generated";

type Schemas = components["schemas"];

export type Enquiry = Schemas["Enquiry"];
export type EnquiryState = Enquiry["state"];
/** `written` of each is `null` once it was cleared. */
export type Enquiries = Schemas["Enquiries"];
/** About an asset on the map, or about a place in words. */
export type NewEnquiry = Schemas["EnquiryGiven"];
export type EnquirySent = Schemas["EnquirySent"];

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
