/** Matches: scores, ranges, reasons, weights. */
import { couldBe, count, day, distance, list, moment, ordinal, percent, plural, roughMoney } from "./formats";

export const matches = {
  heading: "Your matches",
  change: "Change what you need",
  looking: "Comparing every building with what you need…",
  summary: (eligible: number, considered: number): string =>
    `${count(eligible)} of ${plural(considered, "asset", "assets")} could work`,
  best: (shown: number): string => `The best ${count(shown)}, best first.`,
  caution: "A score helps you to look; it decides nothing. Being listed does not mean being on offer. A gap of one or two points means nothing.",
  none: "No building fits yet.",
  noneText: "Try a smaller least size, a longer distance or a different kind of space.",
  rank: (place: string): string => (place.endsWith("=") ? `Number ${place.slice(0, -1)}, shared` : `Number ${place}`),
  outOf: "out of 100",
  range: couldBe,
  barLabel: (score: number, low: number, high: number): string =>
    `Score ${Math.round(score)} out of 100; the range is ${Math.round(low)} to ${Math.round(high)}`,
  // Rounded down, so that it never claims a band it has not reached.
  known: (share: number, band: string): string => `${percent(Math.floor(share * 100) / 100)} of what we need is known: ${band}`,
  awayFromNeed: (metres: number): string => (metres < 5 ? "in the place they look in" : `about ${distance(metres)} away`),
  away: (metres: number): string => (metres < 5 ? "in the place you named" : `about ${distance(metres)} away`),
  notBefore: (from: string): string => `Not before ${day(from)}`,
  inside: (inside: number, shown: number, borough: string): string => `${count(inside)} of these ${count(shown)} are in ${borough}, the others near it.`,
  insideOnly: "Show only those inside it",
  allInside: (borough: string): string => `Only those in ${borough} are shown.`,
  nearToo: "Show those near it too",
  occupied: (occupied: number, shown: number): string => `${count(occupied)} of these ${count(shown)} ${occupied === 1 ? "is" : "are"} occupied.`,
  emptyOnly: "Leave out what others are in",
  noneOccupied: "What others are in is left out.",
  occupiedToo: "Show that too",
  awayNotKnown: "distance not known",
  toCheck: "Check before visiting",
  unknowns: "What we do not know",
  why: (missing: number): string => `Why not 100? Where ${plural(Math.round(missing), "point is", "points are")} lost`,
  pillars: { suitability: "Fit", deprivation: "Deprivation", uplift: "Headroom" },
  capped: "held down",
  lift: "What would lift it:",
  lostParts: { suitability: "Fit", deprivation: "Deprivation", uplift: "Headroom" },
  noValue: "Not known (counts as 50)",
  noInputs: "No figure is known for this.",
  weights: "What matters most?",
  weightNames: ["Fit", "Deprivation", "Headroom"] as const,
  weightsNote: "Fit: how the building suits you. Deprivation: how hard life is around it. Headroom: how much dearer nearby areas are, and how much of any gain the community would keep. Moving one moves the others. Each counts for at least 5%, and the three always make 100%.",
  most: (share: number): string => `It may count for up to ${percent(share)}: it is the weakest evidence of the three.`,
  resetWeights: "Use the usual mix",
  presets: "Ready-made mixes",
  leftOut: "Near misses: why the nearest others were left out",
  leftOutNote: "What rules a building out is not a low score: it is a plain no, as things stand. Every reason is listed, with what would change it.",
  noneLeftOut: "No building was left out.",
  print: "Print this list",
  paper: {
    caption: "All matches, best first",
    columns: ["Place", "Building", "Score (range)", "In short"] as const,
    score: (score: number, low: number, high: number): string => `${score} (${Math.round(low)} to ${Math.round(high)})`,
    ofChosen: "Those you chose to compare, in full",
    ofAll: "All of them, in full",
    all: "Print every building in full, near misses too",
    ofFirst: (shown: number): string => (shown === 1 ? "The first one, in full" : `The first ${shown}, in full`),
  },
  save: "Save this list as a spreadsheet",
  saveName: (on: string): string => `catmap-matches-${on}.csv`,
  columns: {
    place: "Place",
    name: "Building",
    borough: "Borough",
    key: "Key",
    score: "Score out of 100",
    low: "Could be at least",
    high: "Could be at most",
    known_percent: "Known, %",
    distance_m: "Distance, m",
    fit: "Fit",
    deprivation: "Deprivation",
    headroom: "Headroom",
    displacement: "Displacement risk",
    sure: "How sure its place is",
    why: "Why",
    cost: "Cost",
    find_out: "Worth finding out",
  },
  dragging: "Ranked as you move. How sure each place is, is worked out when you let go.",
  withWeights: (percentages: readonly number[]): string =>
    `Fit counts ${percentages[0] ?? 0}%, deprivation ${percentages[1] ?? 0}%, headroom ${percentages[2] ?? 0}%`,
  sources: "Data used",
} as const;

/** On the page of an asset that was opened from one's matches. */
export const own = {
  heading: "For what you need",
  score: (score: number): string => `${score} out of 100`,
  place: (place: string, eligible: number): string =>
    `${place.endsWith("=") ? "joint " : ""}${ordinal(Number.parseInt(place, 10))} of the ${count(eligible)} that could work`,
  notListed: (listed: number): string => `Not among your best ${count(listed)}, nor among the nearest that were left out.`,
  leftOut: "Left out of your matches:",
} as const;

export const stamp = {
  heading: "How this list was made",
  made: (computed: string, on: string): string => `Worked out for ${day(on)}, on data taken up on ${moment(computed)}`,
  versions: (method: string, anchors: string, release: string): string => `method ${method}, anchors ${anchors}, data release ${release}`,
  link: "How scores are made",
} as const;

export const standing = {
  /** What the badge of a match says: places from 1, which the match has or could have. */
  clear: (from: number): string => (from === 1 ? "Clear first" : `Clear ${ordinal(from)}`),
  tie: (from: number, to: number, sharing: number): string =>
    to - from + 1 > sharing ? `Tie, could be ${ordinal(from)} to ${ordinal(to)}` : `Tie for ${ordinal(from)} ${sharing === 2 ? "and" : "to"} ${ordinal(to)}`,
  open: (from: number, to: number): string => `Could be ${ordinal(from)} ${to === from + 1 ? "or" : "to"} ${ordinal(to)}`,
  level: (names: string[]): string => `Too close to call with ${list(names)}.`,
  summary: "How sure is its place in the list?",
  places: (low: number, high: number): string =>
    low === high
      ? `In nine runs out of ten it came ${ordinal(low)}.`
      : `In nine runs out of ten it came somewhere from ${ordinal(low)} to ${ordinal(high)}.`,
  shares: (first: number, three: number): string => `It came first in ${percent(first)} of all runs, and in the top three in ${percent(three)}.`,
  disagree: "What if you disagree with our weights?",
  uniform: (first: number, three: number): string =>
    `We also ran it with every mix of weights as likely as any other. It came first in ${percent(first)} of those runs, and in the top three in ${percent(three)}.`,
  who: "Who would choose this?",
  nobody: "No clear group: it hardly ever came first.",
  central: (percentages: readonly number[]): string =>
    `In the runs it won, fit counted ${percentages[0] ?? 0}%, deprivation ${percentages[1] ?? 0}% and headroom ${percentages[2] ?? 0}% on average.`,
} as const;

export const worth = {
  summary: "Headroom and displacement risk",
  headroom: "Headroom",
  displacement: "Displacement risk",
  flags: { high: "High", medium: "Medium", low: "Low" },
  states: { yes: "Yes", no: "No", unknown: "Not known" },
  signals: "The four signs we look for",
  /** The same words as in the published method (`scoring.md` C.4). */
  cap: "Rising values here could cost local tenants, and most of the gain would not stay with the community, so headroom is held down in this score.",
  basis: {
    sales: "Prices: from home sales.",
    sectors: "Prices: yearly averages for postcode sectors, standing in for home sales that are not loaded.",
    none: "Prices: not known.",
  },
  pounds: "What a rise could be worth",
  noValue: "No value entered. A £ range is shown only when the owner or a valuer has put in what the building is worth now.",
  rows: {
    market: "Ordinary ups and downs of the market",
    anyway: "The gap narrowing anyway, as in the past",
    community: "What community activity might add",
    kept: "Of that, what the community would keep",
  },
  span: (low: number, high: number): string => `${roughMoney(low)} to ${roughMoney(high)}`,
  spanMiddle: (low: number, middle: number, high: number): string => `${roughMoney(low)} to ${roughMoney(high)}, ${roughMoney(middle)} in the middle`,
  upTo: (gbp: number): string => `£0 to ${roughMoney(gbp)}`,
  keptNone: "None of it",
  keptNotKnown: "Not known: it depends on how the building would be held",
  notValuation: "All over ten years. This is not a valuation and not income. Never add these up over several buildings.",
} as const;
