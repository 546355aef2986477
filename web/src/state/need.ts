/** The form turned into the need that is posted, and what is wrong with it before that. */
import type { NeedBody } from "../api/types";
import type { NeedForm } from "./looking";
import type { Money } from "./money";

/**
 * How far a building may be when the organisation has not said, in km: about twice the distance beyond which hardly anybody
 * comes (`scoring.md` A.4). Without it a fine building in another county would lead the list.
 */
const USUAL_FURTHEST_KM: Record<string, number> = { neighbourhood: 3, town: 10, "city-region": 40 };
const USUAL_REACH = "town";

/** A metre, km: what lies inside a borough is no distance away from it. */
const INSIDE_KM = 0.001;

/** The distance that is searched, km; `null` where nothing limits it. */
export function furthestKm(form: NeedForm): number | null {
  if (form.place?.kind === "borough" && form.place.only) return INSIDE_KM;
  if (form.max_distance_km !== null) return form.max_distance_km;
  if (form.place === null || form.place.kind === "borough") return null;
  return USUAL_FURTHEST_KM[form.reach ?? USUAL_REACH] ?? null;
}

/** The body of a search, or `null` while nothing says where. */
export function needBody(form: NeedForm, money: Money): NeedBody | null {
  const { place } = form;
  if (place === null) return null;
  const body: NeedBody = {
    place:
      place.kind === "point"
        ? { lon: place.lon, lat: place.lat }
        : place.kind === "postcode"
          ? { postcode: place.postcode }
          : { borough: place.borough },
  };
  if (form.title !== "") body.title = form.title;
  if (form.purposes.length > 0) body.purposes = form.purposes;
  if (form.reach !== null) body.reach = form.reach;
  const furthest = furthestKm(form);
  if (furthest !== null) body.max_distance_km = furthest;
  if (form.spaces.length > 0) {
    body.spaces = form.spaces.map((space_type) => ({ space_type, share: 1 / form.spaces.length }));
  }
  if (form.ideal_m2 !== null) {
    body.area = { ideal_m2: form.ideal_m2, ...(form.min_m2 === null ? {} : { min_m2: form.min_m2 }) };
  }
  if (form.would_share) body.would_share = true;
  if (form.leave_out_occupied) body.leave_out_occupied = true;
  if (form.step_free !== null) body.step_free = form.step_free;
  if (form.tenure_years !== null) body.tenure_years = form.tenure_years;
  if (form.latest_start !== null) body.latest_start = form.latest_start;
  if (form.legal_form !== null) body.legal_form = form.legal_form;
  if (money.budget_gbp_per_year !== null) body.budget_gbp_per_year = money.budget_gbp_per_year;
  if (money.capital_gbp !== null) body.capital_gbp = money.capital_gbp;
  return body;
}

/** Whether the form says where well enough to count what could work: half a postcode is no place yet. */
export const saysWhere = ({ place }: NeedForm): boolean => place !== null && (place.kind !== "postcode" || looksLikePostcode(place.postcode));

/** A full postcode as people write it, with or without its space, in any case. */
export const looksLikePostcode = (text: string): boolean => /^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/i.test(text.trim());
