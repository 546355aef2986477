/** Changing facts of an asset by hand, showing its exact place, and the list of its changes. */
import { day } from "./formats";

export const edit = {
  open: "Change facts",
  heading: (name: string): string => `Change facts of ${name}`,
  lead: "What you write here stays, even when the next file says otherwise. Leave alone what you do not want to change.",
  back: "Back to the asset",
  notKnown: "Not known",
  yes: "Yes",
  no: "No",
  groups: {
    use: "Use and offer",
    size: "Size and rooms",
    state: "Condition and access",
    money: "Money",
    planning: "Planning",
  },
  units: { m2: "m²", gbp: "£", gbp_per_year: "£ a year", share: "% of any rise" },
  shown: "The exact place",
  shownHint: "An empty building is shown to the public at the centre of the area around it. Its officers always see the exact place.",
  shownCoarse: "Show the public its rough place only",
  shownExact: "Show the exact place to everyone",
  shownExactHint: "Address, full postcode and point on the map can then be seen, downloaded and copied by anybody. What has been copied cannot be called back.",
  reason: "Why do you change it?",
  reasonHint: "For the history, seen by officers of the same council only. Leave out names of people.",
  submit: "Save",
  cancel: "Cancel",
  nothing: "You have not changed anything yet",
  number: (label: string): string => `${label}: enter a number that is not below 0`,
  most: (label: string): string => `${label}: enter a percentage from 0 to 100`,
  saved: "Saved. The map and the lists show it now.",
} as const;

export const history = {
  open: "History",
  heading: (name: string): string => `History of ${name}`,
  lead: "Who changed what, latest first. Seen by officers of the same council only.",
  none: "Nothing has been changed yet.",
  how: {
    import: "Loaded from a file",
    edit: "Changed by hand",
    undo: "Taken back",
  },
  fact: "Fact",
  from: "Before",
  to: "After",
  by: (who: string): string => `by ${who}`,
  file: "See this load",
  reason: "Reason:",
  noFacts: "No fact changed.",
  came: "This is how it came onto the map.",
  went: "This took it off the map.",
  undo: "Take this back",
  undoLong: (at: string): string => `Take this back: the change of ${at}`,
  undone: "Taken back. What it changed is as it was before.",
  importHint: "What a file changed is undone with the file.",
  earlier: "Show earlier changes",
  latest: "Back to the latest",
} as const;

export const privately = {
  exact: "Exact place: only you and your colleagues see this. The public sees the centre of the area around it.",
  exactShown: "Its owner lets everybody see the exact place",
  gone: (since: string): string => `No longer in its register since ${day(since)}`,
} as const;
