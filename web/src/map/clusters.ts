/**
 * Signs that would hide each other, drawn as one with their number: what each holds, and the box it comes apart in.
 *
 * The map library puts them together. The list holds the same things one by one, so each is asked what it stands for.
 */
import { GeoJSONSource, LngLatBounds, type GeoJSONSourceSpecification, type Map as Canvas, type MapGeoJSONFeature } from "maplibre-gl";
import { nothing, type Drawn, type DrawnFeature } from "./features";
import { TOGETHER } from "./layers";

/** Signs nearer than this, in pixels, hide each other. */
const NEAR_PX = 30;
/** Closer in than this each stands alone. */
const LAST_ZOOM = 13;

const signHolds = (word: string): ["+", unknown] => ["+", ["case", ["in", word, ["get", "sign"]], 1, 0]];

/** A source whose signs are put together, and told how many hold empty space, are in use, or are needs. */
export const clusteredSource = (): GeoJSONSourceSpecification => ({
  type: "geojson",
  data: nothing(),
  cluster: true,
  clusterRadius: NEAR_PX,
  clusterMaxZoom: LAST_ZOOM,
  clusterProperties: { empty: signHolds("vacant"), occupied: signHolds("occupied"), needs: signHolds("need") },
});

/** What the map library says of a cluster. */
interface Told {
  cluster_id: number;
  point_count: number;
}

/** Several things drawn as one. */
export interface Cluster {
  at: [number, number];
  /** In the order of the list. */
  things: Drawn[];
  bounds: LngLatBounds;
}

export class Clusters {
  private held = new Map<number, Cluster>();
  private gathered: unknown[] = [];

  constructor(private readonly canvas: Canvas) {}

  /** Whether it is known what the clusters on the canvas hold; `drawn` is what they are made of. */
  isKnown(drawn: DrawnFeature[]): boolean {
    return this.gathered[0] === drawn && this.gathered[1] === idsOf(this.onCanvas());
  }

  /** Asks what the clusters on the canvas hold. */
  async gather(drawn: DrawnFeature[]): Promise<void> {
    const found = this.onCanvas();
    const places = new Map(drawn.map(({ properties }, index) => [properties.id, index]));
    const held = await Promise.all([...found].map(async ([id, feature]) => [id, await this.opened(feature, places)] as const));
    this.held = new Map(held.flatMap(([id, cluster]) => (cluster === null ? [] : [[id, cluster]])));
    // One that has gone meanwhile tells nothing: what stands there then is asked for when the map stands still again.
    this.gathered = held.every(([, cluster]) => cluster !== null) ? [drawn, idsOf(found)] : [];
  }

  /** Those on the canvas. */
  all(): Cluster[] {
    return [...this.held.values()];
  }

  /** All that is drawn as part of a cluster. */
  ids(): string[] {
    return this.all().flatMap(({ things }) => things.map(({ id }) => id));
  }

  /** The cluster that a thing is drawn as part of. */
  holderOf(id: string): Cluster | null {
    return this.all().find(({ things }) => things.some((thing) => thing.id === id)) ?? null;
  }

  /** The cluster a finger is on. */
  under(point: { x: number; y: number }): Cluster | null {
    const [feature] = this.canvas.queryRenderedFeatures([point.x, point.y], { layers: [TOGETHER] });
    return (feature && this.held.get(clusterId(feature))) ?? null;
  }

  private onCanvas(): Map<number, MapGeoJSONFeature> {
    return new Map(this.canvas.queryRenderedFeatures({ layers: [TOGETHER] }).map((feature) => [clusterId(feature), feature]));
  }

  private async opened(feature: MapGeoJSONFeature, places: Map<string, number>): Promise<Cluster | null> {
    const source = this.canvas.getSource(feature.source);
    if (!(source instanceof GeoJSONSource) || feature.geometry.type !== "Point") return null;
    const { cluster_id, point_count } = feature.properties as Told;
    try {
      const leaves = (await source.getClusterLeaves(cluster_id, point_count, 0)) as DrawnFeature[];
      const bounds = new LngLatBounds();
      for (const { geometry } of leaves) bounds.extend(geometry.coordinates);
      const place = ({ id }: Drawn): number => places.get(id) ?? 0;
      const things = leaves.map(({ properties }) => properties).sort((one, other) => place(one) - place(other));
      return { at: feature.geometry.coordinates as [number, number], things, bounds };
    } catch {
      return null;
    }
  }
}

const idsOf = (found: Map<number, unknown>): string => [...found.keys()].sort().join(" ");

const clusterId = ({ properties }: MapGeoJSONFeature): number => (properties as Told).cluster_id;
