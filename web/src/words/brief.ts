/** The brief of one asset for a committee. */
import { day, plural } from "./formats";

export const brief = {
  back: "Back to the asset",
  label: "Brief for committee",
  lead: (service: string, on: string): string => `Made with ${service} from what was known on ${day(on)}. It helps a decision; it does not make one.`,
  private: "Not for publication. It may hold needs that are not published and an address that is withheld.",
  copies: { own: "Officer’s copy", ownOfMember: "Your own copy", public: "Public copy" },
  public: "This copy holds only what everybody may see: no need that is not published, and of an empty building no exact place unless its owner shows it.",
  unseen: "The public cannot see this asset",
  unseenText: "It is not published, so there is no public copy of this brief.",
  facts: "What is known",
  usual: (iso: string): string => `As on ${day(iso)}, unless another day is given.`,
  entered: (evidence: string | null, hidden: boolean): string =>
    evidence !== null ? `entered by an officer of the owner from: ${evidence}` : hidden ? "entered by an officer of the owner" : "entered by an officer of the owner, no source given",
  gaps: "What is not known",
  gapsNone: "Nothing we look for is missing.",
  ask: "Worth finding out",
  place: "Where it is",
  mapAlt: (name: string, across: string): string =>
    `Map about ${across} across, with ${name} in the middle. Neighbourhoods are shaded: the darker, the higher the deprivation. The words beside it say the same.`,
  mapCaption: (across: string): string => `About ${across} across. The darker a neighbourhood, the higher its deprivation in England’s official figures.`,
  mapCoarse: "The dashed ring means: somewhere near here.",
  mapNone: "It is not on the map, so there is no picture of where it is.",
  mapFailed: "The map could not be drawn here. The words say where it is.",
  matches: "Who it could suit best",
  matchesNote: "Only published needs are looked at. Nobody listed here has been offered the building.",
  matchesNotePrivate: "Needs that are not published are among those looked at. Nobody listed here has been offered the building.",
  matchesNone: "No need that was looked at fits it as things stand.",
  more: (more: number): string => `${plural(more, "more need", "more needs")} could use it too.`,
  columns: { need: "Who looks for what", score: "Score", sure: "How sure its place is", why: "Why" },
  sources: "Sources",
  licence: (licence: string | null): string => licence ?? "licence not given",
  notHere: "Not in this brief: title, valuation advice and other legal checks; it is no test of best consideration. Ask your legal and property teams.",
  print: "Print this brief",
} as const;
