/** What the signed-in person may do, as far as the page has to know; the service has the last word. */
import type { Person, Role, Session } from "../api/people";
import type { AssetFeature, AssetRecord } from "../api/types";
import { councilSlug } from "./council";

export const mayImport = (session: Session | null): boolean => session?.can.includes("import") ?? false;

/** Whether files that are nobody's own may be loaded: official figures, organisations, needs. */
export const mayImportOfficial = (session: Session | null): boolean => session?.can.includes("import-official") ?? false;

export const mayReadEnquiries = (session: Session | null): boolean => session?.can.includes("enquiries") ?? false;

export const mayManagePeople = (session: Session | null): boolean => session?.can.includes("people") ?? false;

export const isAdministrator = (person: Person | null): boolean => person?.roles.some(({ role }) => role === "administrator") ?? false;

/** The councils the person is an officer of, in the order of the roles. */
export const councilsOf = (person: Person | null): string[] => [
  ...new Set((person?.roles ?? []).flatMap(({ role, of }: Role) => (role === "officer" && of !== null ? [of] : []))),
];

/** Whether what this owner holds may be offered for change: the service decides. */
export function mayChange(session: Session | null, owner: string): boolean {
  const person = session?.person ?? null;
  return isAdministrator(person) || councilsOf(person).some((council) => councilSlug(council) !== "" && councilSlug(council) === councilSlug(owner));
}

/** Whether the person may see more than everybody: a strategist sees the region as the public does. */
export const seesMore = (session: Session | null): boolean => session?.person?.roles.some(({ role }) => role !== "strategist") ?? false;

/** How exactly an asset is on the map; `private`: exactly, for those who may see it so, while the public sees it coarse. */
export type Exactness = "nowhere" | "coarse" | "private" | "exact";

export function exactness({ geometry, properties }: AssetFeature): Exactness {
  if (geometry === null) return "nowhere";
  if (properties.coarse) return "coarse";
  return properties.withheld ? "private" : "exact";
}

/** Whether what is shown of an asset's place is more than the public sees: empty, not opted in, and yet exact. */
export function seesPrivately({ may_edit, shown, place, facts }: AssetRecord): boolean {
  const occupancy = facts.find(({ field }) => field === "occupancy")?.data;
  return may_edit === true && shown !== "exact" && !place.coarse && typeof occupancy === "string" && occupancy !== "occupied";
}
