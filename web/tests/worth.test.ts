/** The text about value taken apart: each part where it is drawn, and nothing dropped. */
import { describe, expect, it } from "vitest";
import type { Match } from "../src/api/types";
import { worthTold } from "../src/state/worth";

const GAP = "Homes here sell for about 13% less than in nearby areas. Under a freehold the community would keep all of any rise.";
const RISK = "Displacement risk (that rising prices push out people who rent): high, with three of four signs. There: low incomes. Not there: headroom.";
const CAP = "Rising values here could cost local tenants, so potential uplift is capped in this score.";
const POUNDS = "On the £250,000 entered for it, community activity might add between £0 and £16,900. Ask a valuer.";
const NO_POUNDS = "No value entered, so no range in pounds.";

function match(parts: string[], { capped = false, pounds = "", risk = RISK } = {}): Match {
  const uplift = { sentence: null, capped, displacement: { sentence: risk }, gbp: pounds ? { sentence: pounds } : null };
  return { value: parts.join(" "), uplift } as unknown as Match;
}
const short = "Displacement risk (that rising prices push out people who rent): high, with three of four signs.";

describe("the text about value", () => {
  it.each([
    ["with all four parts", [GAP, RISK, CAP, POUNDS], { capped: true, pounds: POUNDS }, { gap: GAP, risk: short, cap: CAP, pounds: POUNDS }],
    ["without a value", [GAP, RISK, CAP, NO_POUNDS], { capped: true }, { gap: GAP, risk: short, cap: CAP, pounds: NO_POUNDS }],
    ["without a cap", [GAP, RISK, POUNDS], { pounds: POUNDS }, { gap: GAP, risk: short, cap: null, pounds: POUNDS }],
    ["with neither", [GAP, RISK, NO_POUNDS], {}, { gap: GAP, risk: short, cap: null, pounds: NO_POUNDS }],
    ["that tells the gap only", [GAP], { pounds: POUNDS }, { gap: GAP, risk: short, cap: null, pounds: POUNDS }],
  ] as const)("%s", (_, parts, how, expected) => {
    expect(worthTold(match([...parts], how))).toEqual(expected);
  });
});
