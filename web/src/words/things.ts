/** One asset, place, area or published need. */
import { count, day, distance, gap, notKnown, percent, plural, squareMetres } from "./formats";

export const asset = {
  back: "Back to the list",
  backToWork: "Back to your worklist",
  backToMatches: "Back to your matches",
  onWorklist: "See it on your worklist",
  enquiries: "Read enquiries",
  onMap: "Show on the map",
  owner: "Owner",
  address: "Address",
  place: "Place",
  reference: "Owner’s reference",
  facts: "What is known",
  fact: "Fact",
  value: "Value",
  mostFrom: (quality: string | null, from: string): string => (quality === null ? `${from}, unless said otherwise.` : `${quality}, unless said otherwise: ${from}.`),
  byOfficers: "Entered by its officers",
  entered: (council: string, asAt: string | null, evidence: string | null, hidden: boolean): string => {
    const asOn = asAt === null ? "" : `, as on ${day(asAt)}`;
    const by = `Entered by an officer of ${council}`;
    return evidence === null ? `${by}${asOn}${hidden ? "" : ", with no source given"}` : `${evidence}${asOn}. ${by}`;
  },
  sourceAsAt: (source: string, asAt: string | null): string => (asAt ? `${source}, ${day(asAt)}` : `${source}, no date given`),
  evidence: (evidence: string, asAt: string | null, source: string): string => `${evidence}${asAt === null ? "" : `, as on ${day(asAt)}`}. ${source}`,
  sourceNotGiven: "Source not given",
  quality: { surveyed: "Confirmed by the owner", estimated: "Estimated", proxy: "Stand-in figure" } as Record<string, string>,
  gaps: "What is not known",
  gapsNote: "An unknown never counts as nothing. Ask the owner about these.",
  noGaps: "Nothing we look for is missing.",
  neighbourhood: "The neighbourhood",
  neighbourhoodNotKnown: "Its place is not known, so nothing can be said about what is around it.",
  near: "What is near",
  nearInside: (name: string): string => `${name} (inside)`,
  nearAt: (name: string, metres: number): string => `${name} (${distance(metres)})`,
  nearNone: (metres: number): string => `None within ${distance(metres)}`,
  nearFrom: (publisher: string, licence: string | null): string => (licence ? `${publisher}, ${licence}` : publisher),
  needs: "Who this could suit",
  needsLead: "Published needs, best first. A score helps you to look; it decides nothing.",
  noNeeds: "No published need fits it yet.",
  considered: (eligible: number, considered: number): string => `${count(eligible)} of ${plural(considered, "published need", "published needs")} could use it.`,
} as const;

export const place = {
  deprivation: "Deprivation",
  pointArea: (name: string, rank: number | null): string =>
    rank === null ? name : `${name}, ranked ${count(rank)} in England (1 is most deprived)`,
  reached: "People within a walk",
  tenth: "Of them in England’s most deprived tenth",
  fifth: "Of them in England’s most deprived fifth",
  headroom: "Homes nearby",
  headroomValue: (log: number, strength: string | null): string => `${gap(log)} (${strength ?? "on average over the areas it could be in"})`,
  priceLevel: "Homes here",
  sales: "Based on",
  salesValue: (sales: number, borrowed: number | null): string =>
    `${plural(sales, "sale", "sales")} here${borrowed === null ? "" : `; ${percent(borrowed)} of the figure is borrowed from nearby areas`}`,
  activity: "Quiet streets",
  activityValue: (value: number): string => `Quieter than ${percent(value)} of areas`,
  lowValue: (value: number): string => `Cheaper than ${percent(value)} of areas`,
  note: "A score for a place says nothing about any one person or street in it.",
} as const;

export const area = {
  heading: "Area",
  deprivation: "Deprivation",
  domainsHeading: "The seven kinds of deprivation",
  domainsNote: "Where it stands among all neighbourhoods of England.",
  domains: {
    income: "Income",
    employment: "Employment",
    education: "Education and skills",
    health: "Health and disability",
    crime: "Crime",
    barriers: "Barriers to housing and services",
    living_environment: "Living environment",
  },
  rank: (rank: number): string => `Ranked ${count(rank)} in England, where 1 is most deprived`,
  residents: "People",
  price: "Typical home price",
  priceNote: "to the nearest £1,000; shown from five sales up",
  priceLevel: "Price level",
  priceLevelValue: (percentile: number): string => `Dearer than ${percent(percentile)} of areas`,
  headroom: "Homes in nearby areas",
  activity: "Local activity",
  activityValue: (percentile: number): string => `Busier than ${percent(percentile)} of areas`,
  strength: "How sure",
} as const;

export const need = {
  heading: "Published need",
  by: "Asked by",
  wants: "Kinds of space",
  size: "Size",
  sizeValue: (ideal: number | null, least: number | null): string =>
    ideal === null ? notKnown : `${squareMetres(ideal)}${least === null ? "" : `, at least ${squareMetres(least)}`}`,
  where: "Where",
  purposes: "What for",
  serves: "Who it serves",
  share: "Would share",
  stepFree: "Step-free access",
  tenure: "Least term",
  years: (years: number): string => plural(years, "year", "years"),
  start: "Latest start",
  stated: "Stated on",
  yes: "Yes",
  no: "No",
  matches: "Buildings that could suit",
} as const;

/** What only its officers are told of an asset. */
export const privately = {
  exact: "Exact place: only you and your colleagues see this. The public sees the centre of the area around it.",
  exactShown: "Its owner lets everybody see the exact place",
  gone: (since: string): string => `No longer in its register since ${day(since)}`,
} as const;
