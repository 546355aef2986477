/** What the service has answered for what is being looked at. */
import type { Refusal } from "../api/client";
import type { Changes } from "../api/edits";
import type { Enquiries, Enquiry } from "../api/enquiries";
import type { Import, ImportRows, ListedImport } from "../api/imports";
import type { About, AreaFeature, AssetFeature, AssetRecord, Collection, Extent, Fairness, FoundPlace, LayerDescription, Match, Matches, Method, NearAsset, NeedFeature, Summary } from "../api/types";
import type { AreaFigures, RegionFigures, Sensitivity } from "../api/region";
import type { ListedPerson, Session, Token } from "../api/people";
import type { AssetRules, Worklist } from "../api/worklist";

export interface Failure {
  code: string;
  status: number;
  detail: string;
  parameter: string | null;
  /** Each asset that cannot be changed, when the service names any. */
  refused?: Refusal[];
}

/** An answer on its way, here, or failed. While a new one is on its way the old one stays in sight. */
export type Answer<Value> =
  | { state: "none"; value: null; failure: null }
  | { state: "loading"; value: Value | null; failure: null }
  | { state: "ready"; value: Value; failure: null }
  | { state: "failed"; value: null; failure: Failure };

export const NOTHING = { state: "none", value: null, failure: null } as const;

export interface Answers {
  about: Answer<About>;
  /** Places called as what is typed. */
  places: Answer<{ places: FoundPlace[] }>;
  assets: Answer<Collection<AssetFeature>>;
  /** What all assets that match come to, where the list holds only some of them. */
  assets_summary: Answer<Summary>;
  /** What the assets of the boroughs chosen come to, ward by ward. */
  wards: Answer<Summary>;
  needs: Answer<Collection<NeedFeature>>;
  asset: Answer<AssetRecord>;
  asset_matches: Answer<Matches>;
  asset_near: Answer<NearAsset>;
  asset_rules: Answer<AssetRules>;
  /** The same asked as by a visitor, for the public copy of its brief: never in the place of the others, nor they of these. */
  public_asset: Answer<AssetRecord>;
  public_matches: Answer<Matches>;
  public_rules: Answer<AssetRules>;
  area: Answer<AreaFeature>;
  need: Answer<NeedFeature>;
  /** Matches of the open need, or of the form. */
  matches: Answer<Matches>;
  /** How many assets could work for the form as it stands. */
  fitting: Answer<Matches>;
  method: Answer<Method>;
  fairness: Answer<Fairness>;
  region: Answer<RegionFigures>;
  area_figures: Answer<AreaFigures[]>;
  /** Of the weights in use. */
  sensitivity: Answer<Sensitivity>;
  collections: Answer<{ collections: LayerDescription[] }>;
  session: Answer<Session>;
  changes: Answer<Changes>;
  worklist: Answer<Worklist>;
  enquiries: Answer<Enquiries>;
  enquiry: Answer<Enquiry>;
  /** How many enquiries nobody has answered yet. */
  enquiries_new: Answer<number>;
  imports: Answer<{ imports: ListedImport[] }>;
  import: Answer<Import>;
  import_rows: Answer<ImportRows>;
  /** Assets of the register that the open load took in. */
  import_assets: Answer<Collection<AssetFeature>>;
  people: Answer<{ people: ListedPerson[] }>;
  tokens: Answer<{ tokens: Token[] }>;
}

export const NO_ANSWERS: Readonly<Answers> = {
  about: NOTHING,
  places: NOTHING,
  assets: NOTHING,
  assets_summary: NOTHING,
  wards: NOTHING,
  needs: NOTHING,
  asset: NOTHING,
  asset_matches: NOTHING,
  asset_near: NOTHING,
  asset_rules: NOTHING,
  public_asset: NOTHING,
  public_matches: NOTHING,
  public_rules: NOTHING,
  area: NOTHING,
  need: NOTHING,
  matches: NOTHING,
  fitting: NOTHING,
  method: NOTHING,
  fairness: NOTHING,
  region: NOTHING,
  area_figures: NOTHING,
  sensitivity: NOTHING,
  collections: NOTHING,
  session: NOTHING,
  changes: NOTHING,
  worklist: NOTHING,
  enquiries: NOTHING,
  enquiry: NOTHING,
  enquiries_new: NOTHING,
  imports: NOTHING,
  import: NOTHING,
  import_rows: NOTHING,
  import_assets: NOTHING,
  people: NOTHING,
  tokens: NOTHING,
};

/** What the pointer or the keyboard rests on, in the list or on the map; not worth an address. */
export interface Resting {
  asset: string | null;
  need: string | null;
}

interface Point {
  lon: number;
  lat: number;
}

/** The box around every placed thing in a set of matches, a little wider; `null` when none is placed. */
export function extentOfMatches(matches: Matches, also: Point | null): Extent | null {
  const points = matches.matches.flatMap(({ asset }) =>
    asset.lon === null || asset.lat === null ? [] : [{ lon: asset.lon, lat: asset.lat }],
  );
  return extentOfPoints(also ? [...points, also] : points);
}

/** The box around the assets that have a place, a little wider; `null` when none has. */
export const extentOfAssets = (assets: AssetFeature[]): Extent | null =>
  extentOfPoints(assets.flatMap(({ geometry }) => (geometry === null ? [] : [{ lon: geometry.coordinates[0], lat: geometry.coordinates[1] }])));

function extentOfPoints(points: Point[]): Extent | null {
  if (points.length === 0) return null;
  const lons = points.map((point) => point.lon);
  const lats = points.map((point) => point.lat);
  const margin = 0.004;
  return [Math.min(...lons) - margin, Math.min(...lats) - margin, Math.max(...lons) + margin, Math.max(...lats) + margin];
}

/** One of the three parts of a score, 0 to 100; `null` when nothing of it is known, whatever it counts as meanwhile. */
export function pillarValue(match: Match, part: "suitability" | "deprivation" | "uplift"): number | null {
  const known = part === "suitability" ? match.suitability.completeness : match[part].quality;
  const { value } = match[part];
  return value === null || known === 0 ? null : Math.round(value * 100);
}

/** Where the bands begin (`scoring.md` D.1). */
const BANDS = [40, 55, 70];

/** The score as a whole number that stands in the band the score stands in: 69.7 is not yet 70. */
export function wholeScore(score: number): number {
  const whole = Math.round(score);
  return BANDS.some((band) => score < band && whole >= band) ? Math.floor(score) : whole;
}
