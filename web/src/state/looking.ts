/** What is being looked at: one plain object, and exactly what the address bar holds. */
import type { EnquiryState } from "../api/enquiries";
import type { Outcome } from "../api/imports";
import type { Extent, Weights } from "../api/types";
import type { Ask } from "./questions";
import type { Picked } from "./scatter";

export type Layer = "deprivation" | "price" | "headroom" | "activity" | "gap";
export const LAYERS: readonly Layer[] = ["deprivation", "price", "headroom", "activity", "gap"];

/** The seven kinds of deprivation, in the order in which the service tells them: each has a property of areas, such as `income_decile`. */
export type Domain = "income" | "employment" | "education" | "health" | "crime" | "barriers" | "living_environment";
export const DOMAINS: readonly Domain[] = ["income", "employment", "education", "health", "crime", "barriers", "living_environment"];

/** The order of the list, and so of the map: as the service names it, `-` for the last word or largest first; `null` for the usual one. */
export type Sort = "-best_score" | "id" | "name" | "borough,name" | "-usable_area_m2" | "usable_area_m2" | "-deprivation" | "-uplift" | "-as_at";
export const SORTS: readonly Sort[] = ["-best_score", "name", "borough,name", "-usable_area_m2", "usable_area_m2", "-deprivation", "-uplift", "-as_at", "id"];
/** What stands empty first, in whole or for now; then what is in use; last what nobody told of. */
export const USUAL_SORT = "-occupancy,borough,name";

/** How an asset is offered. */
export const TENURES = ["freehold", "lease", "unknown"] as const;
/** How many months old the list an asset stands in may be. */
export const FRESHNESS_MONTHS: readonly number[] = [3, 12, 24];

/** From which best match score on: where the bands begin. */
export const LEAST_SCORES: readonly number[] = [40, 55, 70];

/** A corner of an area drawn on the map: degrees east and north. */
export type Corner = [number, number];
export const FEWEST_CORNERS = 3;
export const MOST_CORNERS = 60;

/** What the signs of assets tell: whether anybody is in them, or how well they suit the need they suit best. */
export type Signs = "occupancy" | "score";
export const SIGNS: readonly Signs[] = ["occupancy", "score"];

/**
 * `look`: browse assets; `find`: say what you need and see matches; `region`: figures and charts of all of it; `worklist`: an officer's own stock in order; `method`: how scores are made; `fairness`: who comes
 * out on top; `gis`: the layers for QGIS and other programs; `ask`: ask about a building that is not on the map; `about`: where the data comes from; `help` and `accessibility`: how to use it. Then those of people with an account (see `OFFICE`).
 */
export type Task = "look" | "find" | "region" | "worklist" | "ask" | "method" | "fairness" | "gis" | "about" | "help" | "accessibility" | OfficeTask;

/**
 * `signin`: sign in; `forgotten`: ask for a link; `password`: set a password by a link; `own-password`: change it while
 * signed in; `import`: load files; `enquiries`: what people ask about buildings; `people`: who may sign in; `access`: tokens for programs.
 */
export type OfficeTask = "signin" | "forgotten" | "password" | "own-password" | "import" | "enquiries" | "people" | "access";
export const OFFICE: readonly OfficeTask[] = ["signin", "forgotten", "password", "own-password", "import", "enquiries", "people", "access"];
export const TASKS: readonly Task[] = ["look", "find", "region", "worklist", "ask", "method", "fairness", "gis", "about", "help", "accessibility", ...OFFICE];

/** Pages to read: they take the whole width, and the map waits out of sight. */
export const READING: readonly Task[] = ["worklist", "ask", "method", "fairness", "gis", "help", "accessibility"];

/** Whether a page for people with an account is in front, whatever asset, area or need is open behind it. */
export const inOffice = ({ task }: Looking): boolean => (OFFICE as readonly Task[]).includes(task);

/** Which step of a load is in front; `null` for the one it has come to. */
export type ImportStep = "columns" | "preview" | "undo";
export const IMPORT_STEPS: readonly ImportStep[] = ["columns", "preview", "undo"];
export const OUTCOMES: readonly Outcome[] = ["new", "changed", "unchanged", "refused"];

/** What is open of an asset: two for its officers, the brief for a committee, a question to its owner; `null` for the asset itself. */
export type AssetPart = "edit" | "history" | "brief" | "ask";
export const ASSET_PARTS: readonly AssetPart[] = ["edit", "history", "brief", "ask"];

export const ENQUIRY_STATES: readonly EnquiryState[] = ["new", "answered", "closed"];

/** On a narrow screen one of the two is in front. */
export type Pane = "list" | "map";

export interface Filters {
  borough: string[];
  ward: string[];
  occupancy: string[];
  status: string[];
  space_type: string[];
  min_area_m2: number | null;
  max_area_m2: number | null;
  tenure: string[];
  /** Listed within so many months. */
  fresh_months: number | null;
  /** Empty, and somebody said so within so many months. */
  empty_months: number | null;
  /** With a published need that it suits so well, or better. */
  min_score: number | null;
  /** An area drawn by hand. */
  drawn: Corner[] | null;
  q: string;
}

/** Filters that are lists of slugs or names. */
export type ListFilter = "borough" | "ward" | "occupancy" | "status" | "space_type" | "tenure";

export type Place =
  | { kind: "point"; lon: number; lat: number }
  | { kind: "postcode"; postcode: string }
  /** `only`: inside it, and not near it too. */
  | { kind: "borough"; borough: string; only?: boolean };

/** What the form holds. Money is not here: it is private, so it never enters the address bar (see `money.ts`). */
export interface NeedForm {
  title: string;
  purposes: string[];
  place: Place | null;
  reach: string | null;
  max_distance_km: number | null;
  spaces: string[];
  ideal_m2: number | null;
  min_m2: number | null;
  would_share: boolean;
  /** What somebody is in now is no use. */
  leave_out_occupied: boolean;
  step_free: string | null;
  tenure_years: number | null;
  latest_start: string | null;
  legal_form: string | null;
}

/** The steps of the tour for newcomers, in their order. */
export const TOUR_STEPS = ["vacant", "gap", "score", "find", "weights", "method"] as const;
export type TourStep = (typeof TOUR_STEPS)[number];

export interface Looking {
  task: Task;
  /** The part of the map in view, or `null` for the whole region. */
  view: Extent | null;
  layer: Layer;
  /** Of which kind of deprivation its layer tells; `null` for all seven together. */
  domain: Domain | null;
  signs: Signs;
  /** Whether published needs are drawn. */
  needs_shown: boolean;
  filters: Filters;
  sort: Sort | null;
  /** Where this part of a long list starts; `null` for its beginning. */
  from: string | null;
  /** Open things; at most one of the three. */
  asset: string | null;
  area: string | null;
  need: string | null;
  pane: Pane;
  form: NeedForm;
  /** What of the form is in front; `null` for its first question. */
  ask: Ask | null;
  /** Whether matches for the form are asked for. */
  searched: boolean;
  /** Assets among the matches that are chosen to be compared, and whether they stand side by side now. */
  compare: string[];
  comparing: boolean;
  weights: Weights | null;
  /** The areas picked on the chart of the region. */
  picked: Picked | null;
  part: AssetPart | null;
  /** Of a brief, whether the copy that everybody may read is in front. */
  public_copy: boolean;
  /** The one fact that is to be changed; `null` for all of them. */
  fact: string | null;
  /** The load or enquiry that is open, its step, and which of its rows. */
  id: string | null;
  step: ImportStep | null;
  outcome: Outcome | null;
  rows_from: string | null;
  /** What of the worklist is shown. */
  work: WorkView;
  /** Which enquiries are listed; `null` for all. */
  enquiry_state: EnquiryState | null;
  /** Where signing in leads. */
  then: Task | null;
  /** The step of the tour that is told above the view; `null` while nobody takes it. */
  tour: TourStep | null;
  /** Whether the link came with an invitation. The token of the link is never here (see `link.ts`). */
  invited: boolean;
}

/** What of a council's worklist is shown: `stages` are slugs, "unknown" for not known; `from` where the page begins, or `at` the asset it begins with. */
export interface WorkView {
  council: string | null;
  stages: string[];
  blocked: boolean | null;
  from: string | null;
  at: string | null;
}

export const NO_WORK: Readonly<WorkView> = { council: null, stages: [], blocked: null, from: null, at: null };

/** How many filters of the worklist are set. */
export const workFilterCount = ({ stages, blocked }: WorkView): number => stages.length + (blocked === null ? 0 : 1);

/** As many stand side by side and can still be read. */
export const MOST_COMPARED = 4;

export const NO_FILTERS: Readonly<Filters> = {
  borough: [],
  ward: [],
  occupancy: [],
  status: [],
  space_type: [],
  min_area_m2: null,
  max_area_m2: null,
  tenure: [],
  fresh_months: null,
  empty_months: null,
  min_score: null,
  drawn: null,
  q: "",
};

export const EMPTY_FORM: Readonly<NeedForm> = {
  title: "",
  purposes: [],
  place: null,
  reach: null,
  max_distance_km: null,
  spaces: [],
  ideal_m2: null,
  min_m2: null,
  would_share: false,
  leave_out_occupied: false,
  step_free: null,
  tenure_years: null,
  latest_start: null,
  legal_form: null,
};

export const START: Readonly<Looking> = {
  task: "look",
  view: null,
  layer: "deprivation",
  domain: null,
  signs: "occupancy",
  needs_shown: false,
  filters: NO_FILTERS,
  sort: null,
  from: null,
  asset: null,
  area: null,
  need: null,
  pane: "list",
  form: EMPTY_FORM,
  ask: null,
  searched: false,
  compare: [],
  comparing: false,
  weights: null,
  picked: null,
  part: null,
  public_copy: false,
  fact: null,
  id: null,
  step: null,
  outcome: null,
  rows_from: null,
  work: NO_WORK,
  enquiry_state: null,
  then: null,
  tour: null,
  invited: false,
};

/** Whether the copy of a brief that everybody may read is in front. */
export const isPublicCopy = ({ asset, part, public_copy }: Looking): boolean => asset !== null && part === "brief" && public_copy;

/** How many filters are set. */
export function filterCount(filters: Filters): number {
  const lists = filters.borough.length + filters.ward.length + filters.occupancy.length + filters.status.length + filters.space_type.length + filters.tenure.length;
  const single = [filters.min_area_m2, filters.max_area_m2, filters.fresh_months, filters.empty_months, filters.min_score, filters.drawn].map((filter) => filter !== null);
  single.push(filters.q !== "");
  return lists + single.filter(Boolean).length;
}
