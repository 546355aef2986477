/** What the signed-in person may do, as far as the page has to know; the service has the last word. */
import type { Person, Role, Session } from "../api/people";
import type { AssetRecord } from "../api/types";

export const mayImport = (session: Session | null): boolean => session?.can.includes("import") ?? false;

export const mayManagePeople = (session: Session | null): boolean => session?.can.includes("people") ?? false;

export const isAdministrator = (person: Person | null): boolean => person?.roles.some(({ role }) => role === "administrator") ?? false;

/** The councils the person is an officer of, in the order of the roles. */
export const councilsOf = (person: Person | null): string[] => [
  ...new Set((person?.roles ?? []).flatMap(({ role, of }: Role) => (role === "officer" && of !== null ? [of] : []))),
];

/** Whether what is shown of an asset's place is more than the public sees: empty, not opted in, and yet exact. */
export function seesPrivately({ may_edit, shown, place, facts }: AssetRecord): boolean {
  const occupancy = facts.find(({ field }) => field === "occupancy")?.data;
  return may_edit === true && shown !== "exact" && !place.coarse && typeof occupancy === "string" && occupancy !== "occupied";
}
