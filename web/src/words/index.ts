/** Every sentence, unit and number format shown, by subject. Imports nothing else, so that another language is one more folder like it. */
import { about } from "./about";
import { brief } from "./brief";
import { compare } from "./compare";
import { edit, history, privately, selection } from "./edits";
import { ask, enquiries, undoing } from "./enquiries";
import { fairness } from "./fairness";
import { find } from "./find";
import { gis } from "./gis";
import { columns, done, importing, preview } from "./importing";
import { look, map, needs, results } from "./looking";
import { matches, own, stamp, standing, worth } from "./matches";
import { accessibility } from "./accessibility";
import { help, tour } from "./help";
import { backtest, method } from "./method";
import { offline } from "./offline";
import { region } from "./region";
import { access, account, forgotten, ownPassword, password, people, signIn } from "./people";
import { area, asset, need, place } from "./things";
import { rules } from "./rules";
import { worklist } from "./worklist";

export * from "./formats";
export { fileSize } from "./importing";

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
    broken: "The service gave an answer this page cannot read. Try again; if it stays, tell whoever runs this service.",
    link: "This page cannot read the link. Part of it is missing or wrong.",
    startAgain: "Start again",
    retry: "Try again",
  },
  loading: "Loading…",
  notKnownChoice: "Not known",
  look,
  results,
  needs,
  map,
  asset,
  place,
  area,
  need,
  find,
  matches,
  compare,
  brief,
  rules,
  worklist,
  help,
  tour,
  accessibility,
  stamp,
  own,
  standing,
  worth,
  method,
  backtest,
  fairness,
  region,
  gis,
  about,
  account,
  signIn,
  forgotten,
  password,
  ownPassword,
  people,
  access,
  ask,
  enquiries,
  undoing,
  edit,
  history,
  selection,
  privately,
  importing,
  columns,
  preview,
  done,
} as const;
