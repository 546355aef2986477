/**
 * The map: draws what it is told and reports what was pointed at. It decides nothing.
 *
 * The only folder that imports the map library. To draw another thing: give it a sign in `symbols.ts`, a place in
 * `layers.ts`, and a line in `features.ts`.
 */
import {
  AttributionControl,
  GeoJSONSource,
  Map as Canvas,
  NavigationControl,
  Popup,
  ScaleControl,
  setWorkerUrl,
  type MapGeoJSONFeature,
  type PointLike,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { areaTiles, assetScoreTiles, needGapTiles } from "../api/client";
import type { Extent, Weights } from "../api/types";
import { extentOfMatches } from "../state/answers";
import { filterCount } from "../state/looking";
import type { Store } from "../state/store";
import { USUAL_WEIGHTS } from "../state/weights";
import { words } from "../words";
import { askBusyTilesAgain } from "./again";
import { HATCH_IMAGE, classesOf, fillColour } from "./classes";
import { designNow, onDesign, type Design } from "./design";
import { choiceOf } from "./choice";
import { Clusters, clusteredSource, type Cluster } from "./clusters";
import { assetSignName, assetsDrawn, frameSignName, matchesDrawn, needsDrawn, nothing, type Drawn, type DrawnFeature } from "./features";
import { boroughLabels } from "./labels";
import { pickedFilters } from "./picked";
import { AREAS, CHOSEN, DRAWN, GAP, LABELS, MATCHES, RESTING, SINGLE, SOUGHT, THINGS, emptyStyle, layers, tintsOfLayers } from "./layers";
import { outline } from "./outline";
import { SCORES, scoreColour, scoreFilter, scoreRadius } from "./scores";
import {
  FRAMES,
  OCCUPANCY_SIGNS,
  addSign,
  assetSign,
  changeSign,
  frameSign,
  hatch,
  leftOutSign,
  needSign,
  numberedSign,
  ringSign,
  soughtSign,
} from "./symbols";

setWorkerUrl(workerUrl);

export interface Pointed {
  moved(view: Extent): void;
  thing(kind: Drawn["kind"], id: string): void;
  area(id: string): void;
  place(lon: number, lat: number): void;
  corner(lon: number, lat: number): void;
  rest(kind: Drawn["kind"] | null, id: string | null): void;
}

/** How near a click must be to a sign, in pixels: wide enough for a fingertip. */
const REACH_PX = 8;
/** How near the map comes to see a cluster apart, and which share of it stays free at each edge. */
const APART_ZOOM = 16;
const APART_PADDING = 0.12;
const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

export class RegionMap {
  private readonly canvas: Canvas;
  private design: Design;
  private ready = false;
  private drawn: DrawnFeature[] = [];
  private readonly clusters: Clusters;
  private told: unknown[] = [];
  private framed = "";
  private ownView: string | null = null;
  private popup: Popup | null = null;
  /** What is told of the cluster under the pointer. */
  private tip: { cluster: Cluster; popup: Popup } | null = null;
  /** The weights the scores are to be coloured by, and whether that waits for its turn. */
  private weights: Weights = USUAL_WEIGHTS;
  private recolouring = false;
  /** Drawings begun and not yet handed to the canvas. */
  private unfinished = 0;

  constructor(
    private readonly box: HTMLElement,
    private readonly store: Store,
    private readonly pointed: Pointed,
    basemap: string | null,
    extent: Extent | null,
  ) {
    this.design = designNow(basemap !== null);
    box.dataset["design"] = this.design;
    this.canvas = new Canvas({
      container: box,
      style: basemap ?? emptyStyle(this.design),
      bounds: store.looking.view ?? extent ?? [-6, 50, 2, 56],
      fitBoundsOptions: { padding: store.looking.view ? 0 : 20 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 18,
      fadeDuration: 0,
      locale: { "Map.Title": words.map.label },
    });
    askBusyTilesAgain(this.canvas);
    this.clusters = new Clusters(this.canvas);
    this.canvas.setMissingStyleImageResolver(async (name) => {
      const sign = numberedSign(name);
      if (sign !== null) await addSign(this.canvas, name, sign);
    });
    this.canvas.touchZoomRotate.disableRotation();
    this.canvas.keyboard.disableRotation();
    if (basemap) this.canvas.addControl(new AttributionControl({ compact: true }));
    this.canvas.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.canvas.addControl(new ScaleControl({ unit: "metric", maxWidth: 90 }), "bottom-right");
    this.canvas.on("load", () => void this.prepare(basemap !== null));
    this.canvas.on("idle", () => this.settle());
    onDesign(() => void this.redress(basemap !== null));
    this.canvas.on("movestart", () => delete box.dataset["idle"]);
    this.canvas.on("moveend", (event) => {
      if ("originalEvent" in event && event.originalEvent) this.reportView();
    });
    this.canvas.on("resize", () => {
      // What the list holds must still lie on the map when the window changes shape.
      this.framed = "";
      this.ownView = null;
      if (this.ready) this.frame(false);
    });
    this.canvas.on("click", (event) => this.press(event.point, event.lngLat.lng, event.lngLat.lat));
    this.canvas.on("mousemove", (event) => this.hover(event.point));
    this.canvas.on("mouseout", () => {
      this.tell(null);
      this.pointed.rest(null, null);
    });
    const element = this.canvas.getCanvas();
    element.setAttribute("aria-describedby", "map-help");
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const middle = this.canvas.getCenter();
      this.press(this.canvas.project(middle), middle.lng, middle.lat);
    });
  }

  /** The ids of what stands on the canvas now, alone or as part of a cluster, as the browser tests ask for them. */
  idsDrawn(): string[] {
    if (!this.ready) return [];
    const alone = this.canvas.queryRenderedFeatures({ layers: SINGLE }).map(({ properties }) => String(properties["id"]));
    return [...new Set([...alone, ...this.clusters.ids()])].sort();
  }

  /** Where clusters stand on the canvas and what they hold, as the browser tests ask for it. */
  clustersDrawn(): { x: number; y: number; ids: string[] }[] {
    return this.clusters.all().map(({ at, things }) => ({ ...this.canvas.project(at), ids: things.map(({ id }) => id) }));
  }

  /** Where a ring lies around what the reader points at in the list, as the browser tests ask for it. */
  ringsDrawn(): { x: number; y: number }[] {
    if (!this.ready) return [];
    const rings = this.canvas.queryRenderedFeatures({ layers: [RESTING] });
    return rings.flatMap(({ geometry }) => (geometry.type === "Point" ? [this.canvas.project(geometry.coordinates as [number, number])] : []));
  }

  /** The colour of each asset that is coloured by its score, as the browser tests ask for it. */
  scoresDrawn(): Record<string, string> {
    return this.coloursDrawn(SCORES, "circle-color");
  }

  /** The colour of each area on the canvas, as the browser tests ask for it. */
  areasDrawn(): Record<string, string> {
    return this.coloursDrawn("area-fill", "fill-color");
  }

  private coloursDrawn(layer: string, colour: string): Record<string, string> {
    if (!this.ready) return {};
    const features = this.canvas.queryRenderedFeatures({ layers: [layer] });
    return Object.fromEntries(features.map(({ properties, layer: { paint } }) => [String(properties["id"]), String((paint as Record<string, unknown>)[colour])]));
  }

  /** Moves to a place, near enough to tell streets apart. */
  goTo(lon: number, lat: number): void {
    this.listFollows();
    this.canvas.easeTo({ center: [lon, lat], zoom: Math.max(this.canvas.getZoom(), 14), animate: !reducedMotion.matches });
  }

  /** The reader asks for the view that comes next, so the list follows it as if they had moved the map. A move without animation ends at once. */
  private listFollows(): void {
    this.canvas.once("moveend", () => this.reportView());
  }

  /** Draws what the store holds; what has not changed is left alone. */
  draw(): void {
    if (!this.ready) return;
    const { looking, answers, resting, picking, drawing } = this.store;
    const seeksMatches = looking.task === "find" || looking.need !== null;
    this.changed(0, `${looking.layer} ${looking.domain}`, () => this.colour());
    this.changed(1, `${looking.area}`, () =>
      this.canvas.setFilter("area-chosen", ["==", ["get", "id"], looking.area ?? ""]),
    );
    const regional = looking.task === "region";
    const { picked } = looking;
    this.changed(12, regional && picked !== null ? JSON.stringify(picked) : null, () => {
      for (const [layer, filter] of pickedFilters(regional ? picked : null)) this.canvas.setFilter(layer, filter);
    });
    const scored = looking.signs === "score" && !seeksMatches && !regional;
    this.changed(8, scored, () => {
      this.canvas.setLayoutProperty(SCORES, "visibility", scored ? "visible" : "none");
      this.told[2] = undefined;
    });
    if (scored) this.colourScores();
    const shown = seeksMatches
      ? [answers.matches.value]
      : regional
        ? [null, null]
        : [answers.assets.value, looking.needs_shown ? answers.needs.value : null];
    if (shown.some((part, index) => part !== this.told[2 + index]) || this.told[4] !== seeksMatches || this.told[13] !== regional) {
      this.told[13] = regional;
      this.told[2] = shown[0];
      this.told[3] = shown[1];
      this.told[4] = seeksMatches;
      this.drawThings(seeksMatches);
    }
    this.changed(5, `${resting.asset} ${resting.need}`, () => this.mark(RESTING, resting.asset ?? resting.need));
    this.changed(6, `${looking.asset} ${looking.need}`, () => this.mark(CHOSEN, looking.asset ?? (seeksMatches ? null : looking.need)));
    const place = looking.task === "find" && looking.form.place?.kind === "point" ? looking.form.place : null;
    this.changed(7, `${place?.lon} ${place?.lat}`, () =>
      this.source(SOUGHT)?.setData({
        type: "FeatureCollection",
        features: place ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [place.lon, place.lat] } }] : [],
      }),
    );
    const corners = drawing ?? (looking.task === "look" ? looking.filters.drawn : null) ?? [];
    this.changed(11, `${drawing !== null} ${corners.join()}`, () => {
      this.source(DRAWN)?.setData(outline(corners, drawing !== null));
      if (drawing === null) this.canvas.doubleClickZoom.enable();
      else this.canvas.doubleClickZoom.disable();
    });
    this.box.classList.toggle("map-picking", picking || drawing !== null);
    this.frame();
  }

  private changed(slot: number, value: unknown, act: () => void): void {
    if (this.told[slot] === value && slot in this.told) return;
    this.told[slot] = value;
    delete this.box.dataset["idle"];
    act();
    // What is told may be what is drawn already; standing still is then told once more.
    this.canvas.triggerRepaint();
  }

  private async prepare(overBasemap: boolean): Promise<void> {
    const { canvas } = this;
    canvas.addImage(HATCH_IMAGE, hatch(this.design), { pixelRatio: 2 });
    await Promise.all([
      ...OCCUPANCY_SIGNS.flatMap((sign) =>
        FRAMES.map((frame) => addSign(canvas, assetSignName(sign, frame), assetSign(sign, frame))),
      ),
      ...FRAMES.map((frame) => addSign(canvas, frameSignName(frame), frameSign(frame, this.design))),
      addSign(canvas, "need", needSign()),
      addSign(canvas, "left-out", leftOutSign()),
      addSign(canvas, "sought", soughtSign()),
      addSign(canvas, "ring", ringSign()),
    ]);
    canvas.addSource(AREAS, { type: "vector", tiles: [areaTiles()], minzoom: 0, maxzoom: 14 });
    canvas.addSource(SCORES, { type: "vector", tiles: [assetScoreTiles()], minzoom: 0, maxzoom: 14 });
    canvas.addSource(GAP, { type: "vector", tiles: [needGapTiles()], minzoom: 0, maxzoom: 14 });
    canvas.addSource(THINGS, clusteredSource());
    for (const name of [DRAWN, MATCHES, RESTING, CHOSEN, LABELS, SOUGHT]) {
      canvas.addSource(name, { type: "geojson", data: nothing() });
    }
    for (const layer of layers(overBasemap, this.design)) canvas.addLayer(layer);
    this.ready = true;
    // It may have changed while the signs were made.
    await this.redress(overBasemap);
    this.draw();
  }

  /** Puts the map into the design the reader asks for now. */
  private async redress(overBasemap: boolean): Promise<void> {
    const { canvas } = this;
    const design = designNow(overBasemap);
    if (!this.ready || design === this.design) return;
    this.design = design;
    this.box.dataset["design"] = design;
    delete this.box.dataset["idle"];
    this.unfinished += 1;
    for (const [layer, name, value] of tintsOfLayers(overBasemap, design)) canvas.setPaintProperty(layer, name as never, value as never);
    canvas.updateImage(HATCH_IMAGE, hatch(design));
    await Promise.all(FRAMES.map((frame) => changeSign(canvas, frameSignName(frame), frameSign(frame, design))));
    this.unfinished -= 1;
    // What depends on what is shown is coloured anew.
    delete this.told[0];
    delete this.told[9];
    this.draw();
  }

  private colour(): void {
    const { looking } = this.store;
    const { layer } = looking;
    if (layer !== "gap") this.canvas.setPaintProperty("area-fill", "fill-color", fillColour(classesOf(looking), this.design));
    this.canvas.setLayoutProperty(GAP, "visibility", layer === "gap" ? "visible" : "none");
    this.canvas.setLayoutProperty("area-hatch", "visibility", layer === "headroom" ? "visible" : "none");
  }

  /** A moved weight changes two expressions and nothing else: the tiles are here already. */
  private colourScores(): void {
    const { looking, answers, dragged } = this.store;
    const usual = answers.about.value?.criteria.weights;
    const weights = dragged ?? looking.weights ?? (usual ? ([usual.suitability, usual.deprivation, usual.uplift] as Weights) : USUAL_WEIGHTS);
    if (this.told[9] !== weights.join(" ")) this.recolour(weights);
    const listed = answers.assets.value;
    // Without a filter the tiles hold what the list counts, also where the list stops at its longest.
    const whole = filterCount(looking.filters) === 0 && looking.from === null;
    this.changed(10, whole ? null : listed, () =>
      this.canvas.setFilter(SCORES, scoreFilter(whole ? null : (listed?.features ?? []).map(({ id }) => id))),
    );
  }

  /** Once a frame at most, and not before the last colours are drawn: what the finger passed meanwhile is never drawn. */
  private recolour(weights: Weights): void {
    delete this.box.dataset["idle"];
    this.weights = weights;
    if (this.recolouring) return;
    this.recolouring = true;
    const next = (): void => {
      if (!this.canvas.isSourceLoaded(SCORES)) {
        requestAnimationFrame(next);
        return;
      }
      this.recolouring = false;
      const { weights } = this;
      if (this.told[9] === weights.join(" ")) return;
      this.told[9] = weights.join(" ");
      this.canvas.setPaintProperty(SCORES, "circle-color", scoreColour(weights, this.design), { validate: false });
      this.canvas.setPaintProperty(SCORES, "circle-radius", scoreRadius(weights), { validate: false });
    };
    requestAnimationFrame(next);
  }

  private drawThings(seeksMatches: boolean): void {
    const { answers, looking } = this.store;
    delete this.box.dataset["idle"];
    const listed = !seeksMatches && looking.task !== "region";
    const scored = looking.signs === "score";
    const assets = listed ? assetsDrawn(answers.assets.value?.features ?? [], scored) : nothing();
    const needs = listed && looking.needs_shown ? needsDrawn(answers.needs.value?.features ?? []) : nothing();
    const matches = seeksMatches && answers.matches.value ? matchesDrawn(answers.matches.value) : nothing();
    // Scores stand alone however near they are: the best lies on top, and that is what is looked for.
    this.changed(14, scored, () => void this.source(THINGS)?.setClusterOptions({ cluster: !scored }));
    const things = [...assets.features, ...needs.features];
    this.source(THINGS)?.setData({ type: "FeatureCollection", features: things });
    this.source(MATCHES)?.setData(matches);
    this.drawn = [...things, ...matches.features];
    this.told[5] = this.told[6] = undefined;
    this.popup?.remove();
    this.tell(null);
  }

  /** Rings a thing, or the cluster that it is drawn as part of. */
  private mark(name: string, id: string | null): void {
    const cluster = id === null ? null : this.clusters.holderOf(id);
    const feature = cluster
      ? { type: "Feature" as const, geometry: { type: "Point" as const, coordinates: cluster.at }, properties: { kind: "together" } }
      : this.drawn.find(({ properties }) => properties.id === id);
    this.source(name)?.setData({ type: "FeatureCollection", features: feature ? [feature] : [] });
  }

  /** Shows the view the address asks for, the matches, or the whole region; never moves a view the reader made. */
  private frame(animate = true): void {
    const { looking, answers, dragged } = this.store;
    // A map that moves at every touch of a slider cannot be looked at.
    if (dragged !== null) return;
    const extent = answers.about.value?.extent ?? null;
    const seeksMatches = looking.task === "find" || looking.need !== null;
    const place = looking.form.place?.kind === "point" ? looking.form.place : null;
    const matched =
      seeksMatches && looking.view === null && answers.matches.value ? extentOfMatches(answers.matches.value, place) : null;
    const wanted = looking.view ?? matched ?? extent;
    if (wanted === null) return;
    const name = `${wanted.join(",")}`;
    if (name === this.framed || name === this.ownView) return;
    const first = this.framed === "";
    this.framed = name;
    this.ownView = null;
    const [west, south, east, north] = wanted;
    this.canvas.fitBounds([west, south, east, north], {
      padding: looking.view ? 0 : matched ? 48 : 20,
      maxZoom: looking.view ? 18 : 15,
      animate: animate && !first && !reducedMotion.matches,
      duration: 400,
    });
  }

  private reportView(): void {
    const bounds = this.canvas.getBounds();
    const view = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((side) =>
      Number(side.toFixed(5)),
    ) as Extent;
    this.ownView = view.join(",");
    this.framed = this.ownView;
    this.pointed.moved(view);
  }

  private settle(): void {
    if (!this.ready || this.unfinished > 0 || this.recolouring) return;
    const source = this.source(LABELS);
    const labels = boroughLabels(this.canvas, AREAS, "areas");
    const name = labels.map((label) => `${label.properties.name}${label.geometry.coordinates.join()}`).join("|");
    if (source && name !== this.box.dataset["labels"]) {
      this.box.dataset["labels"] = name;
      source.setData({ type: "FeatureCollection", features: labels });
      return;
    }
    if (!this.clusters.isKnown(this.drawn)) {
      void this.gather();
      return;
    }
    this.box.dataset["idle"] = "true";
  }

  private async gather(): Promise<void> {
    this.unfinished += 1;
    await this.clusters.gather(this.drawn);
    this.unfinished -= 1;
    // What is rung may be part of another cluster now.
    this.told[5] = this.told[6] = undefined;
    this.draw();
    this.canvas.triggerRepaint();
  }

  private source(name: string): GeoJSONSource | undefined {
    const source = this.canvas.getSource(name);
    return source instanceof GeoJSONSource ? source : undefined;
  }

  private around(point: { x: number; y: number }): MapGeoJSONFeature[] {
    if (!this.ready) return [];
    const box: [PointLike, PointLike] = [
      [point.x - REACH_PX, point.y - REACH_PX],
      [point.x + REACH_PX, point.y + REACH_PX],
    ];
    const seen = new Set<unknown>();
    return this.canvas.queryRenderedFeatures(box, { layers: SINGLE }).filter(({ properties }) => {
      const fresh = !seen.has(properties["id"]);
      seen.add(properties["id"]);
      return fresh;
    });
  }

  private press(point: { x: number; y: number }, lon: number, lat: number): void {
    if (this.store.picking) {
      this.pointed.place(lon, lat);
      return;
    }
    if (this.store.drawing !== null) {
      this.pointed.corner(lon, lat);
      return;
    }
    const cluster = this.ready ? this.clusters.under(point) : null;
    const things = this.around(point).map(({ properties }) => properties as Drawn);
    const [first, second] = things;
    if (cluster) this.seeApart(cluster);
    else if (first && !second) this.open(first);
    else if (first) this.choose(things, [lon, lat]);
    else {
      const [area] = this.ready ? this.canvas.queryRenderedFeatures([point.x, point.y], { layers: ["area-fill"] }) : [];
      const id = area?.properties["id"] as unknown;
      if (typeof id === "string") this.pointed.area(id);
    }
  }

  /** Comes so near that what a cluster holds fills the map; what shares one point never parts, so it is listed. */
  private seeApart({ at, things, bounds }: Cluster): void {
    this.tell(null);
    if (bounds.getSouthWest().distanceTo(bounds.getNorthEast()) < 1) {
      this.choose(things, at);
      return;
    }
    const { clientWidth, clientHeight } = this.box;
    const camera = this.canvas.cameraForBounds(bounds, { padding: APART_PADDING * Math.min(clientWidth, clientHeight), maxZoom: APART_ZOOM });
    this.listFollows();
    // However small the map is, it comes nearer.
    const zoom = Math.max(camera?.zoom ?? 0, this.canvas.getZoom() + 1);
    this.canvas.easeTo({ center: camera?.center ?? at, zoom, animate: !reducedMotion.matches });
  }

  private open(thing: Drawn): void {
    this.popup?.remove();
    this.pointed.thing(thing.kind, thing.id);
  }

  /** Several signs under one finger: a list to choose from. */
  private choose(things: Drawn[], at: [number, number]): void {
    this.popup?.remove();
    const content = choiceOf(things, (thing) => this.open(thing));
    this.popup = new Popup({ maxWidth: "280px", closeOnMove: false }).setLngLat(at).setDOMContent(content).addTo(this.canvas);
  }

  private hover(point: { x: number; y: number }): void {
    const cluster = this.ready ? this.clusters.under(point) : null;
    const [top] = cluster ? [] : this.around(point);
    const aims = this.store.picking || this.store.drawing !== null;
    this.canvas.getCanvas().style.cursor = aims ? "crosshair" : (cluster ?? top) ? "pointer" : "";
    this.tell(aims ? null : cluster);
    const thing = top?.properties as Drawn | undefined;
    this.pointed.rest(thing?.kind ?? null, thing?.id ?? null);
  }

  /** Says how many a cluster stands for. */
  private tell(cluster: Cluster | null): void {
    if (this.tip?.cluster === cluster) return;
    this.tip?.popup.remove();
    this.tip = null;
    if (cluster === null) return;
    const { at, things } = cluster;
    const empty = things.filter(({ sign }) => sign.includes("vacant")).length;
    const needs = things.filter(({ kind }) => kind === "need").length;
    const text = words.map.together(things.length - needs, empty, needs);
    const popup = new Popup({ className: "map-tip", closeButton: false, closeOnClick: false, offset: 22 }).setLngLat(at).setText(text).addTo(this.canvas);
    this.tip = { cluster, popup };
  }
}
