/** What a list of assets comes to. What is not known is counted as not known, never as nothing. */
import type { AssetFeature, Summary, SummaryPart } from "../api/types";

export interface Tally {
  /** `null` for those of which it is not known. */
  slug: string | null;
  assets: number;
}

export interface Totals {
  assets: number;
  /** Of those whose size is known. */
  usable_area_m2: number;
  sized: number;
  /** Most first; what is not known last. */
  occupancy: Tally[];
  status: Tally[];
}

export function totalsOf(assets: AssetFeature[]): Totals {
  const sizes = assets.flatMap(({ properties }) => (properties.usable_area_m2 === null ? [] : [properties.usable_area_m2]));
  return {
    assets: assets.length,
    usable_area_m2: sizes.reduce((sum, size) => sum + size, 0),
    sized: sizes.length,
    occupancy: tally(assets.map(({ properties }) => properties.occupancy)),
    status: tally(assets.map(({ properties }) => properties.disposal_status)),
  };
}

/** The same from the service's own sums, which hold for lists of any length. */
export function totalsIn({ features, counts, sums }: Summary | SummaryPart): Totals {
  const { known, sum } = sums["usable_area_m2"] ?? { known: 0, sum: 0 };
  const tallies = (property: string): Tally[] => (counts[property] ?? []).map(({ value, features: assets }) => ({ slug: value, assets }));
  return { assets: features, usable_area_m2: sum, sized: known, occupancy: tallies("occupancy"), status: tallies("disposal_status") };
}

function tally(slugs: (string | null)[]): Tally[] {
  const times = new Map<string | null, number>();
  for (const slug of slugs) times.set(slug, (times.get(slug) ?? 0) + 1);
  const last = (slug: string | null): number => (slug === null ? 1 : 0);
  return [...times]
    .map(([slug, assets]) => ({ slug, assets }))
    .sort((one, other) => last(one.slug) - last(other.slug) || other.assets - one.assets || String(one.slug).localeCompare(String(other.slug)));
}
