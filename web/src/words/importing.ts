/** Loading a file: what we read, what would change, what came of it. For somebody who lives in a spreadsheet. */
import { count, list, moment, percent, plural } from "./formats";

const units = ["bytes", "kB", "MB", "GB"];

/** 1536 -> "1.5 kB" */
export function fileSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : count(value)} ${units[unit] ?? ""}`;
}

export const importing = {
  heading: "Load a file",
  lead: "Load your spreadsheet as it is. You see what we read and what would change before anything is saved.",
  drop: "Drop your file here, or choose it",
  dropHint: "Excel, CSV, OpenDocument, GeoJSON, GeoPackage or a zipped shapefile. Several files are sent one after the other.",
  choose: "Choose files",
  sending: "Files on their way",
  uploadState: {
    waiting: "Waiting",
    sending: (share: string): string => `Sending, ${share}`,
    checking: "Sent, being opened",
    done: "Ready to check",
    failed: "Not sent",
  },
  check: "Check",
  checkLong: (file: string): string => `Check ${file}`,
  earlier: "Files loaded before",
  earlierLead: "Drafts wait here until you come back.",
  noneEarlier: "No file has been loaded yet.",
  columnsOfList: { file: "File", what: "What it is", when: "When and who", outcome: "What came of it", act: "Next" },
  state: {
    reading: "Being read",
    ready: "Draft",
    committing: "Being loaded",
    committed: "Loaded",
    undoing: "Being undone",
    undone: "Undone",
    failed: "Could not be read",
    discarded: "Thrown away",
  },
  openDraft: "Carry on",
  openDraftLong: (file: string): string => `Carry on with ${file}`,
  openDone: "Open",
  openDoneLong: (file: string): string => `Open the load of ${file}`,
  undo: "Undo",
  undoLong: (file: string): string => `Undo the load of ${file}`,
  back: "All files",
  steps: { label: "Steps", columns: "Check the columns", preview: "Check the changes", done: "Loaded" },
  step: (number: number, of: number): string => `Step ${number} of ${of}`,
  /** `share` is 0 to 1, or `null` when nobody knows how much there is. */
  progress: (step: string, share: number | null): string => (share === null ? step : `${step}: ${percent(Math.floor(share * 100) / 100)}`),
  waiting: "You can leave this page. The work goes on, and the file waits in the list.",
  moving: {
    reading: (file: string): string => `Reading ${file}`,
    committing: (file: string): string => `Loading ${file}`,
    undoing: (file: string): string => `Undoing the load of ${file}`,
  },
  failed: (file: string): string => `${file} could not be read`,
  failedNext: "Nothing has been saved. Say below what the file is and read it again, or put the file right and load it again.",
  discarded: (file: string): string => `${file} was thrown away`,
  undone: (file: string): string => `The load of ${file} was undone`,
  undoneText: "Everything is as it was before this load.",
  undoneBy: (by: string, at: string): string => `Undone by ${by}, ${moment(at)}.`,
  notKnownYet: "Not known yet",
  fileFacts: { size: "Size", format: "Read as", kind: "What it is", publisher: "Published by", headers: "Headings in row" },
  /** A map layer has the names of its properties, and no row of headings. */
  headerRows: (rows: number[]): string => list(rows.filter((row) => row > 0).map(count)),
} as const;

export const columns = {
  heading: "Check the columns",
  lead: (file: string, used: number, all: number): string =>
    `We understood ${count(used)} of the ${plural(all, "column", "columns")} of ${file}. Look at what we read each column as, and change what is wrong.`,
  show: "Which columns to show",
  all: (columns: number): string => `All columns (${count(columns)})`,
  toCheck: (columns: number): string => `Not sure of, or not used (${count(columns)})`,
  caption: "What we think your columns mean",
  column: "Column",
  headingOf: "Your heading",
  samples: "Some of your values",
  reading: "We read it as",
  sure: "How sure",
  noHeading: "(no heading)",
  noSamples: "(empty)",
  notUsed: "Do not use",
  readingOf: (letter: string, heading: string): string => `Column ${letter}${heading === "" ? "" : `, ${heading}`}: read it as`,
  certainty: {
    chosen: "You chose",
    sure: "Sure",
    "fairly-sure": "Fairly sure",
    guess: "A guess",
    unused: "Not used",
  },
  pending: "Changed, not read again yet",
  sheet: "Which sheet?",
  sheetRows: (name: string, rows: number | null): string => (rows === null ? name : `${name} (${plural(rows, "row", "rows")})`),
  kind: "What is it?",
  publisher: "Which council or body published it?",
  publisherHint: "As its registers write it, like “Knowsley Council”",
  own: (council: string): string => `It is ${council}`,
  kinds: [
    { slug: "asset-register", label: "Register of land and buildings" },
    { slug: "brownfield-register", label: "Brownfield land register" },
  ],
  change: "Change what it is or who published it",
  readAgain: "Read again",
  changed: (columns: number): string =>
    columns === 0 ? "You changed what the file is." : `You changed ${plural(columns, "column", "columns")}. The file has not been read again yet.`,
  forget: "Forget my changes",
  next: "Next: see what will change",
  official: "This is an official table in a layout we know. There are no columns to check.",
} as const;

export const preview = {
  heading: "Check the changes",
  lead: "Nothing has been saved yet.",
  summary: (read: number, fresh: number, changed: number, same: number, refused: number): string =>
    `${plural(read, "row", "rows")}: ${count(fresh)} new, ${count(changed)} changed, ${count(same)} the same, ${count(refused)} left out`,
  against: (at: string, by: string): string => `Compared with the load of ${moment(at)} by ${by}.`,
  first: "This is the first file of this register.",
  rows: "Rows of your file",
  show: "Which rows to show",
  all: "All",
  outcome: { new: "New", changed: "Changed", unchanged: "The same", refused: "Left out" },
  heads: { row: "Row", name: "Name", outcome: "What will happen", place: "Placed", changes: "What will change", problems: "What to look at" },
  noName: "(no name)",
  notPlaced: "Not placed",
  change: (label: string): string => `${label}:`,
  nothing: "Nothing",
  becomes: "becomes",
  problem: (column: string | null, value: string | null): string =>
    [column === null ? "" : `Column “${column}”`, value === null ? "" : `“${value}”`].filter(Boolean).join(", "),
  likeRow: (row: number): string => `Looks like row ${count(row)} of this file`,
  likeAsset: "Looks like an asset already here",
  shown: (first: number, last: number, matched: number): string =>
    matched === 0 ? "No rows" : `Rows ${count(first)} to ${count(last)} of ${count(matched)}`,
  next: "Next rows",
  previous: "Previous rows",
  start: "Back to the first rows",
  noRows: "No row is like this.",
  refusals: "Rows left out, and why",
  refusalsLead: "These rows cannot be used as they are. All other rows can be loaded without them.",
  notes: "Things to look at",
  notesLead: "These rows are used, but part of them could not be read.",
  reason: "Reason",
  rowsHead: "Rows",
  more: (rest: number): string => `and ${count(rest)} more`,
  restOfPairs: (rest: number): string => `${plural(rest, "more pair is", "more pairs are")} named in the download below.`,
  morePairs: (rest: number): string => `Show ${plural(rest, "more pair", "more pairs")}`,
  showLeftOut: "Show these rows",
  download: "Put it right before you load",
  downloadText: "Your own columns, and two more: what would happen, and what to look at. Mend your spreadsheet and start again with it, or load the file as it is.",
  places: "How rows are placed",
  placesLead: "The better the place, the better the matches.",
  placeNames: {
    point: "At a point given in the file",
    uprn: "By their UPRN",
    grid_square: "In the square of their grid reference",
    postcode: "At the centre of their postcode",
    outward_postcode: "Only in their postcode district",
    unknown: "Not placed: nothing says where",
  },
  outside: (rows: number): string =>
    `${plural(rows, "row lies", "rows lie")} outside the owner’s area. They are loaded all the same. Look at their coordinates: the two numbers may be swapped.`,
  duplicates: "Could be the same thing twice",
  duplicatesLead: "Nothing is merged. Look at each pair; if it is one thing, take a row out of your file or give both the same reference.",
  inFile: (row: number): string => `Row ${count(row)} of your file`,
  held: "Already here",
  why: "Why we ask",
  gone: "Not in your file any more",
  goneLead: (number: number): string =>
    `${plural(number, "asset was", "assets were")} in the last file of this register and ${number === 1 ? "is" : "are"} not in this one. Nothing is ever deleted.`,
  goneChoice: "What should happen to them?",
  goneKeep: "Keep them as they are",
  goneKeepHint: "Choose this when the file holds only a part of the register.",
  goneMark: "Mark them as gone",
  goneMarkHint: "They stay here with their history, and say that they are no longer in the register.",
  kept: "Facts set by hand stay",
  keptLead: "Somebody changed these by hand. Your file says otherwise. They stay as they are; to change one, open the asset.",
  keptHeads: { asset: "Asset", fact: "Fact", held: "Stays", incoming: "Your file says" },
  remember: (publisher: string | null): string =>
    publisher === null ? "Remember my choice of columns for the next file like this" : `Remember my choice of columns for the next file of ${publisher}`,
  commit: (rows: number): string => `Load ${plural(rows, "row", "rows")}`,
  commitSame: "Load the file, though nothing changes",
  back: "Back to the columns",
  discard: "Throw this draft away",
  discardSure: "The draft is thrown away. Your own file stays on your computer.",
  discardYes: "Yes, throw it away",
  cancel: "No, keep it",
  discarded: (file: string): string => `The draft of ${file} is thrown away.`,
  cannot: "This file cannot be loaded",
} as const;

export const done = {
  heading: "The file is loaded",
  text: "Everything in it is on the map and in the lists now.",
  result: "Your rows, with what happened to each",
  resultText: "Your own columns, and two more: what happened, and what to look at. Put right what is said there and load the file again.",
  excel: "Download for Excel",
  csv: "Download as CSV",
  original: "Download the file as you gave it",
  undo: "Undo this load",
  undoText: "If something went wrong, everything can be put back as it was before.",
  noUndo: "This load cannot be undone any more. Load the right file again instead.",
  undoHeading: (file: string): string => `Undo the load of ${file}?`,
  undoSure: "All its new assets go, and everything it changed goes back to what it was before. The file stays in the list, marked as undone.",
  undoYes: "Yes, undo it",
  undoNo: "No, leave it",
  another: "Load another file",
  look: "Look at the map",
} as const;
