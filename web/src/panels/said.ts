/** What is said of a fact: how far it can be trusted, where it was read or who entered it, and the day it was so. */
import type { About, AssetRecord } from "../api/types";
import { words } from "../words";
import { sourceTitle } from "./notices";

export interface Said {
  source: string | null;
  as_at: string | null;
  /** What somebody took it from, in their words. */
  evidence: string | null;
}

/** Whether an officer entered it: then nothing is known of it but who, when and what they took it from. */
export const isEntered = (source: string | null): boolean => source?.startsWith("person:") ?? false;

/** How far it can be trusted; `null` where only who entered it can be told. */
export const qualityOf = (quality: string | null, source: string | null): string | null =>
  quality === null || isEntered(source) ? null : (words.asset.quality[quality] ?? quality);

/** Whether the reader would not see what an officer took a fact from: that is withheld with the place of an empty building. */
export const mayHideEvidence = ({ may_edit, shown, facts }: AssetRecord): boolean =>
  !may_edit && shown !== "exact" && facts.find(({ field }) => field === "occupancy")?.data !== "occupied";

/** Where it was read or who entered it, and the day; `hidden`: what an officer took it from may be withheld. */
export function fromOf(about: About | null, { source, as_at, evidence }: Said, owner: string, hidden: boolean): string {
  if (source === null) return words.asset.sourceNotGiven;
  if (!isEntered(source)) return words.asset.sourceAsAt(sourceTitle(about, source), as_at);
  return words.asset.entered(owner, as_at, evidence, hidden);
}
