/** Pages that are loaded when they are opened: what they are called, and what leads to them. Their other words come with them. */
import { count, plural } from "./formats";

export const titles = {
  signin: "Sign in",
  forgotten: "Get a new password",
  password: "Choose a new password",
  "own-password": "Change your password",
  import: "Load a file",
  enquiries: "Enquiries",
  people: "People",
  access: "Access for QGIS and other programs",
  worklist: "Worklist",
  ask: "Ask about a building",
  region: "The whole region",
  method: "How scores are made",
  fairness: "Who comes out on top",
  gis: "Use it in GIS",
  about: "About the data",
  help: "Help",
  accessibility: "Accessibility statement",
} as const;

export const ways = {
  brief: "Brief to print",
  edit: "Change facts",
  history: "History",
  ask: "Ask about this building",
  askUnlisted: "Ask about a building that is not on the map",
  askUnlistedHint: "Do you know of a building that is not here?",
  enquiries: (unread: number): string => (unread === 0 ? titles.enquiries : `${titles.enquiries} (${unread} new)`),
  worklist: (matched: number, assets: number): string => `${count(matched)} of ${plural(assets, "asset", "assets")} on your worklist`,
  help: "How to use this page",
} as const;

/** What was begun in the form of an asset's facts, and not saved. */
export const begun = {
  notice: "You have begun to change facts here and not saved it.",
  goOn: "Go on",
  throwAway: "Throw it away",
  thrownAway: "Nothing was saved, and what you had begun is thrown away.",
  back: "Taken back. It is as it was before.",
} as const;
