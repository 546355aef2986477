/** What an organisation can pay. Private: kept for this browser tab only, never in the address bar. */
export interface Money {
  budget_gbp_per_year: number | null;
  capital_gbp: number | null;
}

export const NO_MONEY: Readonly<Money> = { budget_gbp_per_year: null, capital_gbp: null };

const KEY = "catmap-money";

/** What was said earlier in this tab. */
export function recallMoney(): Money {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<Record<keyof Money, unknown>>;
    const amount = (value: unknown): number | null =>
      typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
    return { budget_gbp_per_year: amount(kept.budget_gbp_per_year), capital_gbp: amount(kept.capital_gbp) };
  } catch {
    return { budget_gbp_per_year: null, capital_gbp: null };
  }
}

/** Keeps it for this tab; a browser that refuses storage forgets it at the next load, no more. */
export function keepMoney(money: Money): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(money));
  } catch {
    // Storage may be full or forbidden; the money is still in memory for this page.
  }
}
