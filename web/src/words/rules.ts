/** What statutory rules say of an asset: flags, never advice. */
import { day } from "./formats";

export const rules = {
  heading: (on: string): string => `Rules to look at, as on ${day(on)}`,
  states: {
    applies: "Applies",
    "may-apply": "May apply",
    "not-known": "Not known",
    "does-not-apply": "Does not apply",
    "not-in-force": "Not in force",
  },
  needs: (what: string): string => `To find out: ${what.slice(0, 1).toLowerCase()}${what.slice(1)}.`,
  since: (from: string | null): string => (from === null ? "." : `, in force since ${day(from)}.`),
  goneOver: (asAt: string): string => `These rules were last gone over here on ${day(asAt)}.`,
  undervalue: (gbp: string): string => `Undervalue: ${gbp}.`,
  undervalueFrom: (value: string, valuedOn: string | null, paid: string): string =>
    `Unrestricted value ${value}${valuedOn === null ? "" : ` of ${day(valuedOn)}`}, less ${paid} that would be paid.`,
  within: (limit: string): string => `The general consent reaches to ${limit}.`,
  beyond: (limit: string): string => `That is more than the ${limit} to which the general consent reaches.`,
  consideration: "What would be paid, in pounds",
  considerationHint: "For example 450000. Leave it empty if you do not know. It is not stored.",
  considerationWrong: "Write the sum in pounds, such as 450000, or leave it empty",
  notice: "Day the owner gave notice that it wishes to sell",
  noticeHint: "Only for a place on the list of assets of community value. It is not stored.",
  submit: "Work out the flags again",
  forget: "Leave both out",
} as const;
