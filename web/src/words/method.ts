/** How scores are made, what is never claimed, and the test on past prices: to be read by anybody. Adapted from `scoring.md` 2 and 3. */
import { count, day, list, percent, plural, signed, yearRun } from "./formats";

export const method = {
  lead: "catmap lines up public buildings that could be let go with organisations that need space. It puts the likeliest pairs first. It helps people decide. It does not decide.",
  parts: [
    {
      title: "First we rule things out",
      text: [
        "Some buildings cannot work, as things stand. One is not on offer. One is too small. One cannot be made step-free when that is a must. One may not be used that way by law. In one somebody is, and the organisation looks for empty space alone. Then we say so, and we say why.",
        "If we do not know, we do not rule it out. We put it on a list of things to check.",
      ],
      steps: [],
    },
    {
      title: "Then we look at three things",
      text: [],
      steps: [
        {
          title: "Does the building suit the organisation?",
          text: "We look at the kind of rooms, the size, how far away it is, the yearly cost against the budget, the length of the lease, its condition, access, and when it is free. Too small counts against a building fast. Too big counts against it slowly, and even less if it can be shared.",
        },
        {
          title: "Is life harder around here?",
          text: "We use the Government’s 2025 Index of Multiple Deprivation. We look at all the people who live within a walk of the building, not only at its own street.",
        },
        {
          title: "Is there room for the place to gain, and would the community keep the gain?",
          text: "We look for places where prices are low, there is little business activity, and nearby areas are dearer. We call that gap headroom. Then we ask how the building would be held. With a freehold, the community keeps all of any rise. With a 25-year lease it keeps about 40% of it ten years on. With a rent that is reset to market levels, it keeps none.",
        },
      ],
    },
    {
      title: "The score",
      text: [
        "It goes from 0 to 100. Fit counts for half, unless you choose another mix. A high mark on one thing cannot fully make up for a low mark on another. You can move the sliders and see what changes.",
      ],
      steps: [],
    },
    {
      title: "How sure we are",
      text: [
        "Beside each score you see how much of what we need is known. You also see a range: how low or high the score could be once the gaps are filled.",
        "We also run the ranking again 2,000 times with slightly different weights. “Clear first” means that at least 19 in 20 runs put it first. “Could be 2nd to 5th” gives the places of nine runs in ten. “Tie” means too close to call.",
      ],
      steps: [],
    },
    {
      title: "Money",
      text: [
        "Any £ figure for a rise in value is a range that starts at nothing. The market’s ordinary ups and downs over ten years are most often bigger. It is not a valuation. A valuer must be asked.",
      ],
      steps: [],
    },
    {
      title: "People already there",
      text: [
        "Dearer homes could hurt tenants who live there now. When the signs point that way, we show a warning. We also stop headroom from lifting the score, unless the community would own the building or keep most of the gain.",
      ],
      steps: [],
    },
    {
      title: "The whole region",
      text: [
        "We can also look for the set of pairs that does the most good overall. Groups may share, and no borough is left out. You can fix a pair in place, or forbid one, and you see what that costs.",
      ],
      steps: [],
    },
    {
      title: "What we do not use",
      text: [
        "We use no personal data, and nothing about the people in an organisation: not their age, their faith or where they come from. No single house sale is ever shown. Anyone can see the sums behind any score.",
      ],
      steps: [],
    },
  ],

  contents: "On this page",
  never: "What we never claim",
  neverLead: "If you hear one of these said about a score, it is wrong.",
  nevers: [
    "A score is not a decision, a valuation, a business plan or legal advice. It does not show that the best price was got.",
    "We do not say that prices or rents go up. We show the gap between prices here and nearby, and no more.",
    "We do not say that a community group made prices change. We write down what was there before and after. Nobody knows what would have happened without it.",
    "A £ figure for a rise in value is not income, profit or money to spend.",
    "We do not call a street or a person deprived. Most people in a deprived area are not deprived themselves. A score twice as high does not mean that life is twice as hard.",
    "A place did not get better or worse because its rank moved between the 2019 and the 2025 index. The two were made in different ways.",
    "A gap of one or two points means nothing. If two are too close to call, treat them as level.",
    "“Not known” never means “no problem”. It does not mean “nobody wants it” either.",
    "We do not judge any organisation. A high score does not show that it is sound. A low score says nothing against it.",
    "We do not call jobs, hours or money “extra” until we have taken off what would have come anyway, and shown the sum.",
    "We never add the social value of something to real pounds. We never compare it with figures made another way.",
    "We do not say that people are going to be priced out, or that they are safe. The warning is there to start a talk.",
    "We do not call a plan for the region “fair” or “the best” unless we also say what it aimed for, which limits were set and what data is missing.",
    "The test on past prices does not prove the method. It tests one part of it, on homes, in one region and over some years.",
  ],

  today: "The figures in use today",
  versions: (version: string, anchors: string, release: string): string => `Method ${version}, anchors ${anchors}, data release ${release}.`,
  weights: "What counts for how much",
  usual: "The usual mix",
  mix: "Mix",
  weightsNote: "Each part can count for 5% to 85%, and headroom for less (see below). The parts always make 100%. The mix is printed with every list.",
  anchors: "Fixed points of the scales",
  anchorsNote: "Each scale is fixed once for all data of a release. So a new building never changes how two others compare.",
  anchorRows: {
    areas: "Areas compared with",
    areasValue: (areas: number, label: string): string => `${plural(areas, "area", "areas")}: ${label}`,
    deprivation: "A deprivation score that counts as 100",
    headroom: "Headroom that counts as 0 and as 100",
    headroomValue: (low: string, high: string): string => `homes nearby ${low}, and homes nearby ${high}`,
    within: "How much prices differ inside an area",
    between: "How much they differ between neighbours",
    spreadValue: (log: number): string => `by a factor of about ${Math.exp(log).toFixed(2)}`,
    basis: "What price levels are made of",
    basisValue: (sales: number, sectors: number, none: number): string =>
      `home sales in ${plural(sales, "area", "areas")}, averages for postcode sectors in ${count(sectors)}, not known in ${count(none)}`,
  },
  data: "The data and their dates",
  dataHeads: { title: "Data", publisher: "Publisher", asAt: "As at", rows: "Rows" },
  noData: "No data has been loaded yet.",

  gate: "How much may headroom count?",
  gateMost: (share: number): string => `Today it may count for up to ${percent(share)} of a score.`,
  gateRule: "It is the weakest evidence of the three, so it stops at 30%. It may count for more only when the test on past prices, run on the data in use today, passes.",
  fairness: "Does it favour some places? See who comes out on top",
} as const;

export const backtest = {
  heading: "A test on past prices (the back-test)",
  none: "No back-test has been run on these data: an officer can run “catmap backtest”.",
  lead: "We went back to each past year and worked out the score from prices up to then. Then we looked at what prices did in the years after, set against the rest of the region.",
  read: "Above the zero line, places with a higher score later did better than others. Below it they did worse. 1 is a perfect link and 0 is none.",
  caution: "The test is about one part of the score, on home prices, in one region. It does not show what caused what, and it does not prove the method.",
  units: { sectors: "postcode sectors", areas: "neighbourhoods" },
  run: (on: string, units: number, kind: string, first: number, last: number, release: string, version: string): string =>
    `Run on ${day(on)} on ${count(units)} ${kind}, with prices from ${first} to ${last}. Data release ${release}, method ${version}.`,
  ahead: (years: number): string => `${years} years ahead`,
  series: { score: "Low prices and the gap together", gap: "The gap to nearby areas, among places equally dear" },
  band: "90% range of the average of the gap",
  /** Nothing is said of a measure that never failed: its share of years says it. */
  bad: (runs: [number, number][]): string => (runs.length === 0 ? "" : `It pointed the wrong way from ${list(runs.map(yearRun))}.`),
  badMark: "wrong way",
  badYear: "The same, from a year when it pointed the wrong way",
  apart: "Years marked ◆ share few years or none with each other, so together they say the most.",
  apartMark: "◆",
  apartText: "stands apart",
  apartKey: "A year that stands apart from the others marked",
  chartLabel: (years: number, score: number, gap: number, low: number, high: number): string =>
    `Chart, ${years} years ahead, by base year. Low prices and the gap together: ${signed(score)} on average. The gap among places equally dear: ${signed(gap)} on average, 90% range ${signed(low)} to ${signed(high)}. The table holds every figure.`,
  meanScore: (mean: number, positive: number): string => `Low prices and the gap together: ${signed(mean)}, the right way from ${percent(positive)} of years.`,
  meanGap: (mean: number, low: number, high: number, positive: number): string =>
    `The gap, among places equally dear: ${signed(mean)} (90% range ${signed(low)} to ${signed(high)}), the right way from ${percent(positive)} of years.`,
  closed: (share: number, low: number, high: number, years: number): string =>
    `About ${percent(share)} of a gap closed within ${years} years, for all reasons together: from ${percent(low)} to ${percent(high)}, by base year.`,
  coverage: (share: number): string => `Ranges made only from earlier years held ${percent(share)} of later outcomes; 80% was aimed for.`,
  table: (years: number): string => `Every base year, ${years} years ahead`,
  heads: {
    year: "From",
    score: "Both",
    gap: "Gap",
    price: "Low price alone",
    deprivation: "Deprivation alone",
    random: "Chance",
    spread: "Top less bottom tenth",
    coverage: "Range held",
  },
} as const;
