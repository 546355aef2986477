/** What would be paid for an asset, and the day its owner gave notice: known to whoever makes a brief and to no record. */
import type { RuleTerms } from "../api/worklist";

export const NO_TERMS: Readonly<RuleTerms> = { consideration_gbp: null, notice_on: null };

/** The paper they are said of: nothing said on an officer's copy stands on the public one. */
export const paperOf = (asset: string, isPublic: boolean): string => (isPublic ? `${asset} public` : asset);

/** Kept until the page is left, for the paper they were said of last. */
export class Terms {
  private said: { paper: string; terms: RuleTerms } | null = null;

  of(paper: string): RuleTerms {
    return this.said?.paper === paper ? this.said.terms : NO_TERMS;
  }

  set(paper: string, terms: RuleTerms): void {
    this.said = { paper, terms };
  }
}

/** "450,000" or "£450000" -> 450000; `null` when nothing is said, `undefined` for what is no sum of money. */
export function readPounds(text: string): number | null | undefined {
  const plain = text.replaceAll(/[£,\s]/g, "");
  if (plain === "") return null;
  const pounds = Number(plain);
  return /^\d+(\.\d{1,2})?$/.test(plain) && pounds <= 1e12 ? pounds : undefined;
}
