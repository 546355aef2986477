/** Matches: scores, ranges, reasons, weights. */
import { count, day, distance, percent, plural } from "./formats";

export const matches = {
  heading: "Your matches",
  change: "Change what you need",
  looking: "Comparing every building with what you need…",
  summary: (eligible: number, considered: number): string =>
    `${count(eligible)} of ${plural(considered, "asset", "assets")} could work`,
  best: (shown: number): string => `The best ${count(shown)}, best first.`,
  caution: "A score helps you to look; it decides nothing. Being listed does not mean being on offer. A gap of one or two points means nothing.",
  none: "No building fits yet",
  noneNearest: (asset: string, reason: string): string => `The nearest miss is ${asset}: ${reason}`,
  noneText: "Try a smaller least size, a longer distance or a different kind of space.",
  rank: (rank: number): string => `Number ${rank}`,
  outOf: "out of 100",
  range: (low: number, high: number): string => `could be ${Math.round(low)} to ${Math.round(high)} once the gaps are filled`,
  barLabel: (score: number, low: number, high: number): string =>
    `Score ${Math.round(score)} out of 100; the range is ${Math.round(low)} to ${Math.round(high)}`,
  // Rounded down, so that it never claims a band it has not reached.
  known: (share: number, band: string): string => `${percent(Math.floor(share * 100) / 100)} of what we need is known: ${band}`,
  away: (metres: number): string => (metres < 5 ? "in the place you named" : `about ${distance(metres)} away`),
  awayNotKnown: "distance not known",
  toCheck: "Check before visiting",
  unknowns: "What we do not know",
  why: (missing: number): string => `Why not 100? Where ${plural(Math.round(missing), "point is", "points are")} lost`,
  pillars: { suitability: "Fit", deprivation: "Deprivation", uplift: "Headroom" },
  lostParts: { suitability: "Fit", deprivation: "Deprivation", uplift: "Headroom" },
  noValue: "Not known (counts as 50)",
  noInputs: "No figure is known for this.",
  weights: "What matters most?",
  weightNames: ["Fit", "Deprivation", "Headroom"] as const,
  weightsNote: "Fit: how the building suits you. Deprivation: how hard life is around it. Headroom: how much dearer nearby areas are, and how much of any gain the community would keep; the weakest evidence, so it stops at 30%. Moving one moves the others.",
  presets: "Ready-made mixes",
  leftOut: "Why the nearest others were left out",
  leftOutNote: "A block is a block, not a low score. Every reason is listed.",
  noneLeftOut: "No building was left out.",
  method: (version: string, on: string): string => `Method ${version}, worked out on ${day(on)}`,
  print: "Print this list",
  withWeights: (weights: readonly number[]): string =>
    `Fit counts ${percent(weights[0] ?? 0)}, deprivation ${percent(weights[1] ?? 0)}, headroom ${percent(weights[2] ?? 0)}`,
  sources: "Data used",
} as const;
