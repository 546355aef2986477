/**
 * Every sentence, unit and number format shown, by subject. Imports nothing else, so that another language is one more folder like it.
 *
 * `words` holds what the first view and the way to matches need. A page that is loaded when it is opened takes its words from
 * their own file, so that they come with it (see `panels/late/pages.ts`).
 */
import { account } from "./account";
import { compare } from "./compare";
import { find } from "./find";
import { look, map, needs, results, steps } from "./looking";
import { matches, own, stamp, standing, worth } from "./matches";
import { glossary, meaningOf, tour } from "./newcomers";
import { offline } from "./offline";
import { area, asset, need, place, privately } from "./things";
import { begun, titles, ways } from "./titles";

export * from "./formats";

export const words = {
  service: "catmap",
  strapline: "Public buildings and land for community organisations",
  skip: "Skip to main content",
  fictionalTag: "Fictional data",
  fictional: "Everything on this map is invented.",
  partlyFictional: "Some of what is on this map is invented: its source says “fictional”.",
  navigation: "Main",
  tasks: { look: "Look around", find: "Find premises", region: "Region", method: "How it works", about: "About" },
  more: {
    label: "About this service",
    method: "How scores are made",
    fairness: "Who comes out on top",
    gis: "Use it in GIS",
    about: "About the data",
    help: "Help",
    accessibility: "Accessibility",
  },
  printPage: "Print this page",
  copying: { copied: "Copied", copyFailed: "Your browser did not let us copy. Mark it and copy it by hand." },
  pageTitle: (part: string): string => `${part} – catmap`,
  panes: { label: "Show", list: "List", map: "Map" },
  offline,
  noData: {
    title: "Nothing has been loaded yet",
    text: "Load a council’s asset register with “catmap import FILE”, then open this page again.",
  },
  failure: {
    title: "There is a problem",
    unreachable: "The service cannot be reached. Check your connection, then try again.",
    notFound: "This is no longer on the map. It may have been withdrawn. Go back to the list.",
    unavailable: "The service is busy or restarting. Wait a moment, then try again.",
    notLoaded: "This page could not be loaded. Check your connection, then try again.",
    broken: "The service gave an answer this page cannot read. Try again; if it stays, tell whoever runs this service.",
    link: "This page cannot read the link. Part of it is missing or wrong.",
    startAgain: "Start again",
    retry: "Try again",
  },
  loading: "Loading…",
  undo: "Undo",
  errorPrefix: "Error:",
  notKnownChoice: "Not known",
  look,
  results,
  steps,
  needs,
  map,
  asset,
  place,
  area,
  need,
  find,
  matches,
  compare,
  tour,
  glossary,
  meaningOf,
  stamp,
  own,
  standing,
  worth,
  titles,
  ways,
  begun,
  account,
  privately,
} as const;
