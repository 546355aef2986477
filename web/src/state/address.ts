/**
 * The address bar: `Looking` written into the fragment and read back.
 *
 * The fragment is used because a browser never sends it: what an organisation looks for stays on its own machine until
 * it asks for matches. Only what differs from the start is written, so a short address means a plain view.
 */
import type { Extent, Weights } from "../api/types";
import {
  ASSET_PARTS,
  DOMAINS,
  EMPTY_FORM,
  ENQUIRY_STATES,
  FEWEST_CORNERS,
  FRESHNESS_MONTHS,
  IMPORT_STEPS,
  LAYERS,
  LEAST_SCORES,
  MOST_COMPARED,
  MOST_CORNERS,
  NO_FILTERS,
  OUTCOMES,
  SIGNS,
  SORTS,
  START,
  TASKS,
  TOUR_STEPS,
  isPublicCopy,
  type Corner,
  type Filters,
  type Looking,
  type NeedForm,
  type Place,
} from "./looking";
import { ASKS } from "./questions";
import type { Picked } from "./scatter";

const DEGREES_DECIMALS = 5;
const LONGEST_TEXT = 200;

/** The fragment for a view, without `#`; empty for the start. */
export function write(looking: Looking): string {
  const out = new URLSearchParams();
  const text = (name: string, value: string | null): void => {
    if (value !== null && value !== "") out.set(name, value);
  };
  const number = (name: string, value: number | null): void => text(name, value === null ? null : String(value));
  // Each member on its own: a name may hold a comma.
  const list = (name: string, values: string[]): void => values.forEach((value) => out.append(name, value));
  const flag = (name: string, value: boolean): void => text(name, value ? "1" : null);

  if (looking.task !== START.task) out.set("task", looking.task);
  // A browser prints the address on the paper: where its maker looked on the map could tell an exact place.
  if (!isPublicCopy(looking)) text("view", looking.view?.map((side) => round(side, DEGREES_DECIMALS)).join(",") ?? null);
  if (looking.layer !== START.layer) out.set("layer", looking.layer);
  text("domain", looking.domain);
  if (looking.signs !== START.signs) out.set("signs", looking.signs);
  flag("needs", looking.needs_shown);
  const { filters, form } = looking;
  list("borough", filters.borough);
  list("ward", filters.ward);
  list("occupancy", filters.occupancy);
  list("status", filters.status);
  list("space", filters.space_type);
  number("min", filters.min_area_m2);
  number("max", filters.max_area_m2);
  list("tenure", filters.tenure);
  number("fresh", filters.fresh_months);
  number("empty", filters.empty_months);
  number("score", filters.min_score);
  text("drawn", filters.drawn?.map((corner) => corner.map((side) => round(side, DEGREES_DECIMALS)).join(",")).join(";") ?? null);
  text("q", filters.q);
  text("sort", looking.sort);
  text("from", looking.from);
  text("asset", looking.asset);
  text("area", looking.area);
  text("need", looking.need);
  if (looking.pane !== START.pane) out.set("pane", looking.pane);

  text("title", form.title);
  list("for", form.purposes);
  text("place", form.place === null ? null : writePlace(form.place));
  text("reach", form.reach);
  number("within", form.max_distance_km);
  list("room", form.spaces);
  number("ideal", form.ideal_m2);
  number("least", form.min_m2);
  flag("share", form.would_share);
  flag("empty_only", form.leave_out_occupied);
  text("step_free", form.step_free);
  number("years", form.tenure_years);
  text("start", form.latest_start);
  text("form", form.legal_form);
  text("ask", looking.ask);
  flag("searched", looking.searched);
  list("compare", looking.compare);
  flag("comparing", looking.comparing);
  text("weights", looking.weights?.map((weight) => round(weight, 4)).join(",") ?? null);
  text("picked", looking.picked === null ? null : [...looking.picked.deprivation, ...looking.picked.headroom_percent].map((side) => round(side, 4)).join(","));
  text("part", looking.part);
  if (isPublicCopy(looking)) out.set("copy", "public");
  if (looking.part === "edit") text("fact", looking.fact);
  text("id", looking.id);
  text("step", looking.step);
  text("outcome", looking.outcome);
  text("rows", looking.rows_from);
  text("council", looking.work.council);
  list("stage", looking.work.stages);
  text("blocked", looking.work.blocked === null ? null : looking.work.blocked ? "yes" : "no");
  text("work", looking.work.from);
  text("at", looking.work.at);
  text("state", looking.enquiry_state);
  text("then", looking.then);
  text("tour", looking.tour);
  flag("invited", looking.invited);
  return out.toString();
}

/** The view a fragment holds. What it cannot read it leaves at the start: an old or mangled link still opens. */
export function read(fragment: string): Looking {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const text = (name: string): string | null => given.get(name)?.slice(0, LONGEST_TEXT) || null;
  const list = (name: string): string[] => [
    ...new Set(given.getAll(name).filter((value) => value !== "").map((value) => value.slice(0, LONGEST_TEXT))),
  ];
  const number = (name: string): number | null => {
    const value = text(name);
    return value !== null && Number.isFinite(Number(value)) && Number(value) >= 0 ? Number(value) : null;
  };
  const flag = (name: string): boolean => given.get(name) === "1";

  const filters: Filters = {
    ...NO_FILTERS,
    borough: list("borough"),
    ward: list("ward"),
    occupancy: list("occupancy"),
    status: list("status"),
    space_type: list("space"),
    min_area_m2: number("min"),
    max_area_m2: number("max"),
    tenure: list("tenure"),
    fresh_months: FRESHNESS_MONTHS.find((months) => months === number("fresh")) ?? null,
    empty_months: FRESHNESS_MONTHS.find((months) => months === number("empty")) ?? null,
    min_score: LEAST_SCORES.find((score) => score === number("score")) ?? null,
    drawn: readCorners(given.get("drawn")),
    q: text("q") ?? "",
  };
  const form: NeedForm = {
    ...EMPTY_FORM,
    title: text("title") ?? "",
    purposes: list("for"),
    place: readPlace(text("place")),
    reach: text("reach"),
    max_distance_km: number("within"),
    spaces: list("room"),
    ideal_m2: number("ideal"),
    min_m2: number("least"),
    would_share: flag("share"),
    leave_out_occupied: flag("empty_only"),
    step_free: text("step_free"),
    tenure_years: number("years"),
    latest_start: readDay(text("start")),
    legal_form: text("form"),
  };
  const open = { asset: text("asset"), area: text("area"), need: text("need") };
  if (open.asset !== null) open.area = open.need = null;
  else if (open.area !== null) open.need = null;
  return {
    ...START,
    ...open,
    task: TASKS.find((task) => task === text("task")) ?? START.task,
    view: readExtent(text("view")),
    layer: LAYERS.find((layer) => layer === text("layer")) ?? START.layer,
    domain: DOMAINS.find((domain) => domain === text("domain")) ?? null,
    signs: SIGNS.find((signs) => signs === text("signs")) ?? START.signs,
    needs_shown: flag("needs"),
    filters,
    sort: SORTS.find((sort) => sort === text("sort")) ?? null,
    from: text("from"),
    pane: text("pane") === "map" ? "map" : "list",
    form,
    ask: ASKS.find((ask) => ask === text("ask")) ?? null,
    searched: flag("searched") && form.place !== null,
    compare: list("compare").slice(0, MOST_COMPARED),
    comparing: flag("comparing"),
    weights: readWeights(text("weights")),
    picked: readPicked(text("picked")),
    part: ASSET_PARTS.find((part) => part === text("part")) ?? null,
    public_copy: open.asset !== null && text("part") === "brief" && text("copy") === "public",
    fact: text("part") === "edit" ? text("fact") : null,
    id: text("id"),
    step: IMPORT_STEPS.find((step) => step === text("step")) ?? null,
    outcome: OUTCOMES.find((outcome) => outcome === text("outcome")) ?? null,
    rows_from: text("rows"),
    work: { council: text("council"), stages: list("stage"), blocked: readYesOrNo(text("blocked")), from: text("work"), at: text("at") },
    enquiry_state: ENQUIRY_STATES.find((state) => state === text("state")) ?? null,
    then: TASKS.find((task) => task === text("then")) ?? null,
    tour: TOUR_STEPS.find((step) => step === text("tour")) ?? null,
    invited: flag("invited"),
  };
}

const readYesOrNo = (text: string | null): boolean | null => (text === "yes" ? true : text === "no" ? false : null);

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

function writePlace(place: Place): string {
  switch (place.kind) {
    case "point":
      return `point:${round(place.lon, DEGREES_DECIMALS)},${round(place.lat, DEGREES_DECIMALS)}`;
    case "postcode":
      return `postcode:${place.postcode}`;
    case "borough":
      return `${place.only ? "inside" : "borough"}:${place.borough}`;
  }
}

function readPlace(text: string | null): Place | null {
  const [, kind, rest] = text?.match(/^(point|postcode|borough|inside):(.+)$/s) ?? [];
  if (!rest) return null;
  if (kind === "postcode") return { kind, postcode: rest };
  if (kind === "borough") return { kind, borough: rest };
  if (kind === "inside") return { kind: "borough", borough: rest, only: true };
  const [lon, lat] = numbers(rest, 2) ?? [];
  return lon === undefined || lat === undefined || Math.abs(lon) > 180 || Math.abs(lat) > 90
    ? null
    : { kind: "point", lon, lat };
}

function readExtent(text: string | null): Extent | null {
  const sides = text === null ? null : numbers(text, 4);
  if (sides === null) return null;
  const [west, south, east, north] = sides as Extent;
  const sound = west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90;
  return sound ? [west, south, east, north] : null;
}

function readCorners(text: string | null): Corner[] | null {
  const corners = text?.split(";").slice(0, MOST_CORNERS).map((corner) => numbers(corner, 2)) ?? [];
  const sound = corners.every((corner) => corner !== null && Math.abs(corner[0] ?? 181) <= 180 && Math.abs(corner[1] ?? 91) <= 90);
  return sound && corners.length >= FEWEST_CORNERS ? (corners as Corner[]) : null;
}

function readWeights(text: string | null): Weights | null {
  const weights = text === null ? null : numbers(text, 3);
  const sound = weights?.every((weight) => weight >= 0 && weight <= 1);
  const sum = weights?.reduce((total, weight) => total + weight, 0) ?? 0;
  return weights !== null && sound && Math.abs(sum - 1) < 0.01 ? (weights as Weights) : null;
}

function readPicked(text: string | null): Picked | null {
  const [from, to, low, high] = (text === null ? null : numbers(text, 4)) ?? [];
  if (from === undefined || to === undefined || low === undefined || high === undefined) return null;
  // A gap of minus 100 percent has no logarithm.
  const sound = from >= 0 && from < to && to <= 1 && low > -100 && low < high && high <= 10_000;
  return sound ? { deprivation: [from, to], headroom_percent: [low, high] } : null;
}

function readDay(text: string | null): string | null {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}

function numbers(text: string, count: number): number[] | null {
  const parts = text.split(",");
  const values = parts.map(Number);
  return parts.length === count && parts.every((part) => part.trim() !== "") && values.every(Number.isFinite)
    ? values
    : null;
}
