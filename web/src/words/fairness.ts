/** Who comes out on top: shares of the best pairings beside shares of all there is. */
import { notKnown, plural } from "./formats";

export const fairness = {
  lead: "For each published need we take its best matches, and count where they lie and who asked. Beside that stands the share of all there is. A big difference is a reason to ask why.",
  counted: (perNeed: number, needs: number, pairs: number): string =>
    `Counted: up to ${plural(perNeed, "match", "matches")} for each of ${plural(needs, "published need", "published needs")}, ${plural(pairs, "pair", "pairs")} in all.`,
  is: "These tables show a tilt, if there is one. They do not show that the method is fair or unfair. Where buildings stand and who has asked for space both shape them. The size of an organisation is never used to make a score.",
  tables: {
    decile: { title: "By deprivation of the neighbourhood", group: "Tenth of England’s neighbourhoods", compared: "All assets on offer" },
    borough: { title: "By borough", group: "Borough", compared: "All assets on offer" },
    size: { title: "By size of the organisation", group: "Yearly income", compared: "All published needs" },
  },
  share: "Best matches",
  pairs: (pairs: string): string => `${pairs} ${pairs === "1" ? "pair" : "pairs"}`,
  decile: (decile: number | null): string => (decile === null ? notKnown : decile === 1 ? "1 (most deprived)" : decile === 10 ? "10 (least deprived)" : `${decile}`),
  chart: (title: string): string => `Two bars for each row of the table below. ${title}: the share of the best matches, and the share of all.`,
  tooFew: "too few to show",
  unshown: (group: string): string => `${group}: too few`,
  tooFewNote: "A row with fewer than three needs behind it is not shown, so that no organisation can be picked out.",
  none: "Nothing to count yet",
  noneText: "No needs have been published, or nothing fits them.",
  noRows: "Nothing is known for this table.",
} as const;
