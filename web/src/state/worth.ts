/**
 * What a match says of value, taken apart: the gap, the risk, the cap and the pounds each stand where they are drawn.
 *
 * The service tells all of it in one text and gives the sentences of displacement and of pounds on their own as well. What
 * cannot be found in the text is left in it: nothing said is ever dropped.
 */
import type { Match } from "../api/types";

export interface WorthTold {
  /** The gap to nearby prices and who would keep a rise. */
  gap: string | null;
  /** The risk in one sentence; the signs are listed beside it. */
  risk: string | null;
  /** Why headroom is held down in this score. */
  cap: string | null;
  pounds: string | null;
}

/** "High, with three of four signs. There: …. Not there: …." -> its first sentence. */
const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;

export function worthTold(match: Match): WorthTold {
  const { displacement, gbp, capped } = match.uplift;
  const told = match.value;
  const risk = firstSentence(displacement.sentence);
  const pounds = gbp?.sentence ?? null;
    const at = told.indexOf(displacement.sentence);
  if (at < 0) return { gap: told, risk, cap: null, pounds };
  const gap = told.slice(0, at).trim();
  const after = told.slice(at + displacement.sentence.length).trim();
  const rest = pounds !== null && after.endsWith(pounds) ? after.slice(0, after.length - pounds.length).trim() : after;
  const cap = capped ? firstSentence(rest) : "";
  const left = rest.slice(cap.length).trim();
  return { gap: gap || null, risk, cap: cap || null, pounds: [left, pounds].filter(Boolean).join(" ") || null };
}
