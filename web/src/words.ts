/** Every sentence, unit and number format shown. Imports nothing, so that another language is one more file like it. */

const counts = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const pounds = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP", maximumFractionDigits: 0 });
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const notKnown = "Not known";

/** 12345 -> "12,345" */
export const count = (value: number): string => counts.format(value);
/** 12345 -> "£12,345" */
export const money = (gbp: number): string => pounds.format(gbp);
/** 280 -> "280 m²" */
export const squareMetres = (m2: number): string => `${counts.format(m2)} m²`;
/** 0.567 -> "57%" */
export const percent = (share: number): string => `${counts.format(share * 100)}%`;
/** 650 -> "650 m"; 2340 -> "2.3 km" */
export const distance = (metres: number): string =>
  metres < 995 ? `${counts.format(Math.round(metres / 10) * 10)} m` : `${oneDecimal.format(metres / 1000)} km`;
/** "2026-11-21" -> "21 November 2026"; what is not a day comes back as it was. */
export function day(iso: string): string {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? iso : days.format(time);
}
/** "1 building", "2 buildings" */
export const plural = (value: number, one: string, many: string): string => `${count(value)} ${value === 1 ? one : many}`;
/** Points out of 100, to one decimal. */
export const points = (value: number): string => oneDecimal.format(value);
/** Points lost: 7.64 -> "−7.6", and nothing lost is a plain "0". */
export const lost = (value: number): string => (value < 0.05 ? "0" : `−${points(value)}`);
/** A log gap in price as people say it: 0.35 -> "42% dearer" */
export function gap(headroomLog: number): string {
  const share = Math.exp(headroomLog) - 1;
  if (Math.abs(share) < 0.005) return "about the same";
  return share > 0 ? `${percent(share)} dearer` : `${percent(-share)} cheaper`;
}
/** 1 -> "1st tenth"... as used for deprivation deciles. */
export function decile(value: number): string {
  return value === 1
    ? "Among England’s most deprived 10% of neighbourhoods"
    : value === 10
      ? "Among England’s least deprived 10% of neighbourhoods"
      : value <= 5
        ? `Among England’s most deprived ${value * 10}% of neighbourhoods`
        : `Among England’s least deprived ${(11 - value) * 10}% of neighbourhoods`;
}

/** The service writes "m2" and "2026-11-21" in its sentences; people read "m²" and "21 November 2026". */
export const tidy = (text: string): string =>
  text.replaceAll(/\bm2\b/g, "m²").replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (iso) => day(iso));

export const list = (items: string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;

export const words = {
  service: "catmap",
  strapline: "Public buildings and land for community organisations",
  skip: "Skip to main content",
  fictionalTag: "Fictional data",
  fictional: "Everything on this map is invented.",
  navigation: "Main",
  tasks: { look: "Look around", find: "Find premises", about: "About the data" },
  pageTitle: (part: string): string => `${part} – catmap`,
  panes: { label: "Show", list: "List", map: "Map" },
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
    retry: "Try again",
  },
  loading: "Loading…",
  notKnownChoice: "Not known",

  look: {
    heading: "Public land and buildings",
    lead: "Buildings and land on public registers. Being listed does not mean being on offer.",
    search: "Search name, address or postcode",
    searchButton: "Search",
    filters: "Filters",
    filtersSet: (set: number): string => (set === 0 ? "Filters" : `Filters (${set} set)`),
    clear: "Clear all filters",
    active: "Filters in use",
    remove: (what: string): string => `Remove filter: ${what}`,
    borough: "Borough",
    boroughFilter: "Narrow the list of boroughs",
    occupancy: "Occupancy",
    status: "Disposal status",
    spaceType: "Kind of space",
    size: "Usable size, m²",
    sizeLeast: "At least",
    sizeMost: "At most",
    sizeNote: "Assets whose size is not known are left out when you set a size.",
    sizeTag: { least: (m2: number): string => `At least ${squareMetres(m2)}`, most: (m2: number): string => `At most ${squareMetres(m2)}` },
    textTag: (q: string): string => `“${q}”`,
    whatToList: "What to list",
    assetsTab: (number: string): string => `Assets${number}`,
    needsTab: (number: string): string => `Needs${number}`,
  },

  results: {
    shown: (shown: number, matched: number, inView: boolean): string =>
      shown === matched
        ? `${plural(matched, "asset", "assets")}${inView ? " in this part of the map" : ""}`
        : `${count(shown)} of ${plural(matched, "asset", "assets")} shown${inView ? " in this part of the map" : ""}`,
    more: "Zoom in or filter to see fewer.",
    next: (number: number): string => `Show the next ${count(number)}`,
    first: "Back to the first ones",
    whole: "Show the whole region",
    inView: "The list holds what the map shows. Assets whose place is not known are listed with the whole region.",
    placeNotKnown: "Not on the map: place not known",
    coarse: "Shown at the centre of its area",
    sizeNotKnown: "size not known",
    estimated: "estimated",
    none: "No assets here",
    noneFiltered: "No asset fits all your filters. Remove one, or clear them all.",
    noneInView: "Nothing lies in this part of the map. Zoom out, or show the whole region.",
    noneAtAll: "No asset register has been loaded yet.",
    occupancyNotKnown: "Occupancy not known",
    statusNotKnown: "Status not known",
  },

  needs: {
    shown: (shown: number, matched: number): string =>
      shown === matched
        ? `${plural(matched, "published need", "published needs")}`
        : `${count(shown)} of ${plural(matched, "published need", "published needs")} shown`,
    none: "No needs have been published",
    noneText: "Organisations choose whether what they look for is published. None has been so far.",
    placeNotKnown: "Not on the map: no one place",
    from: (m2: number): string => `from ${squareMetres(m2)}`,
  },

  map: {
    label: "Map of areas and assets",
    help: "The list holds the same things as this map, in words.",
    keys: "Keys on the map: arrow keys move, + and − zoom, Enter opens what is under the cross in the middle.",
    whole: "Whole region",
    notDrawn: "The map cannot be drawn in this browser",
    notDrawnText: "Everything on it is in the list.",
    colour: "Colour areas by",
    legend: "Map key",
    layers: { deprivation: "Deprivation", price: "Price level", headroom: "Headroom" },
    layerNotes: {
      deprivation: "Rank among all areas of England",
      price: "Typical home price among the areas here",
      headroom: "How much dearer nearby homes are. Not a forecast",
    },
    classes: {
      deprivation: ["Most deprived 10%", "10% to 20%", "20% to 30%", "30% to 50%", "Least deprived half"],
      price: ["Cheapest fifth", "Second fifth", "Middle fifth", "Fourth fifth", "Dearest fifth"],
      headroom: ["Nearby cheaper or same", "Up to 10% dearer", "10% to 20% dearer", "20% to 35% dearer", "Over 35% dearer"],
    },
    noClearGap: "No clear gap: small, or too few sales",
    areaNotKnown: "Not known",
    occupancies: {
      occupied: "Occupied",
      "part-vacant": "Part vacant",
      vacant: "Vacant",
      "vacant-temporarily": "Vacant for now",
      unknown: "Not known",
    },
    coarse: "Dashed ring: at the centre of its area",
    need: "Published need",
    match: "Match, by rank",
    leftOut: "Left out",
    sought: "Where you look",
    stackHeading: (number: number): string => `${count(number)} at this point`,
    pickHint: "Choose a place: click the map, or move it with the arrow keys and press Enter.",
    cancelPick: "Cancel",
  },

  asset: {
    back: "Back to the list",
    backToMatches: "Back to your matches",
    onMap: "Show on the map",
    owner: "Owner",
    address: "Address",
    place: "Place",
    reference: "Owner’s reference",
    facts: "What is known",
    fact: "Fact",
    value: "Value",
    mostFrom: (quality: string, from: string): string => `${quality}, unless said otherwise: ${from}.`,
    sourceAsAt: (source: string, asAt: string | null): string => (asAt ? `${source}, ${day(asAt)}` : `${source}, no date given`),
    sourceNotGiven: "Source not given",
    quality: { surveyed: "Confirmed by the owner", estimated: "Estimated", proxy: "Stand-in figure" } as Record<string, string>,
    gaps: "What is not known",
    gapsNote: "An unknown never counts as nothing. Ask the owner about these.",
    noGaps: "Nothing we look for is missing.",
    neighbourhood: "The neighbourhood",
    neighbourhoodNotKnown: "Its place is not known, so nothing can be said about what is around it.",
    needs: "Who this could suit",
    needsLead: "Published needs, best first. A score helps you to look; it decides nothing.",
    noNeeds: "No published need fits it yet.",
    considered: (eligible: number, considered: number): string => `${count(eligible)} of ${plural(considered, "published need", "published needs")} could use it.`,
  },

  place: {
    deprivation: "Deprivation",
    pointArea: (name: string, rank: number | null): string =>
      rank === null ? name : `${name}, ranked ${count(rank)} in England (1 is most deprived)`,
    reached: "People within a walk",
    tenth: "Of them in England’s most deprived tenth",
    fifth: "Of them in England’s most deprived fifth",
    headroom: "Homes nearby",
    headroomValue: (log: number, strength: string | null): string => `${gap(log)}${strength ? ` (${strength})` : ""}`,
    priceLevel: "Homes here",
    sales: "Based on",
    salesValue: (sales: number, borrowed: number | null): string =>
      `${plural(sales, "sale", "sales")} here${borrowed === null ? "" : `; ${percent(borrowed)} of the figure is borrowed from nearby areas`}`,
    activity: "Quiet streets",
    activityValue: (value: number): string => `quieter than ${percent(value)} of areas`,
    lowValue: (value: number): string => `cheaper than ${percent(value)} of areas`,
    note: "A score for a place says nothing about any one person or street in it.",
  },

  area: {
    heading: "Area",
    deprivation: "Deprivation",
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
  },

  need: {
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
  },

  find: {
    heading: "Find premises",
    lead: "Only the place is needed. Leave out what you do not know: it will not count against a building.",
    privacy: "Nothing you write is stored by this service. Your budget stays out of the address bar; the rest is in it, so that you can share the link.",
    where: "Where should it be?",
    whereKinds: { postcode: "Near a postcode", point: "Near a point on the map", borough: "In or near a borough" },
    postcode: "Postcode",
    borough: "Borough",
    chooseBorough: "Choose a borough",
    pick: "Choose the point on the map",
    picked: (lat: number, lon: number): string => `Point chosen: ${lat.toFixed(4)}° north, ${Math.abs(lon).toFixed(4)}° ${lon < 0 ? "west" : "east"}`,
    notPicked: "No point chosen yet",
    nearPoint: "near the point you chose",
    what: "What is it for?",
    whatHint: "In a few words, for instance “community kitchen”",
    purposes: "Purpose",
    purposesHint: "Tick all that apply",
    spaces: "What kinds of space do you need?",
    spacesHint: "Each one you tick counts the same",
    size: "How much floor space? m²",
    ideal: "Ideal",
    least: "Least that would do",
    sizeHint: "A badminton court is about 80 m². If you give no least size, 70% of the ideal is used.",
    reach: "How far do people come to you?",
    reachAny: "Not sure",
    within: "Furthest it may be, km",
    withinHint: "Left empty: 3 km when people walk to you, 10 km for a town, 40 km for the city region",
    withinValue: (km: number): string => `within ${km} km`,
    money: "What can you pay?",
    moneyHint: "Used for this search only and seen by nobody else",
    budget: "Budget for premises a year, £",
    capital: "Money secured for works, £",
    stepFree: "Step-free access",
    stepFreeAny: "Not said",
    share: "We would share a building",
    years: "Least length of lease, years",
    yearsHint: "Many funders ask for 25 years",
    start: "Latest start",
    form: "What kind of organisation are you?",
    formAny: "Not said",
    more: "More about what you need",
    moreHint: "Purpose, money, lease, access: each makes the matches better",
    submit: "Find premises",
    reset: "Start again",
    errors: {
      place: "Say where it should be: a postcode, a point on the map or a borough",
      postcode: "Enter a full postcode, like L8 1TH",
      number: (field: string): string => `${field}: enter a number that is not below 0`,
      least: "The least size must not be above the ideal size",
      least_alone: "Enter an ideal size as well as the least size",
      summary: "There is a problem",
    },
    errorPrefix: "Error:",
  },

  matches: {
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
  },

  about: {
    heading: "About the data",
    lead: "catmap lines up public land and buildings with organisations that need space, and says why each pairing may work. It helps people decide. It does not decide.",
    counts: (assets: number, placed: number, needs: number, areas: number): string =>
      `${plural(assets, "asset", "assets")} (${count(placed)} with a known place), ${plural(needs, "published need", "published needs")} and ${plural(areas, "area", "areas")} are loaded.`,
    sources: "Sources",
    source: "Source",
    licence: "Licence",
    date: "As at",
    licenceNotKnown: "Licence not stated",
    placing: "How places are shown",
    placingText: "An empty building is shown at the centre of the area around it, without its house number or full postcode, until its owner agrees to more. A dashed ring marks such a place. Counts, filters and downloads use the same rounded place.",
    never: "What a score is not",
    neverText: "A score is not a decision, a valuation or legal advice. Headroom is a gap between prices here and nearby; it is not a forecast, and nobody can say that prices will rise. Most people in a deprived area are not themselves deprived.",
    open: "For programmes and maps",
    openText: "The same data can be read by machine:",
    api: "the service description (OpenAPI)",
    collections: "the collections (OGC API Features shape)",
  },
} as const;
