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
import { standings } from "../state/standing";
import { USUAL_WEIGHTS } from "../state/weights";
import { words } from "../words";
import { askBusyTilesAgain } from "./again";
import { CLASSES, HATCH_IMAGE, fillColour } from "./classes";
import { designNow, onDesign, type Design } from "./design";
import { assetSignName, assetsDrawn, frameSignName, matchesDrawn, needsDrawn, nothing, pinName, type Drawn, type DrawnCollection } from "./features";
import { boroughLabels } from "./labels";
import { pickedFilters } from "./picked";
import { AREAS, CHOSEN, DRAWN, GAP, LABELS, PINS, RESTING, SOUGHT, THINGS, emptyStyle, layers, tintsOfLayers } from "./layers";
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
  pinSign,
  ringSign,
  soughtSign,
  stackSign,
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
const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

export class RegionMap {
  private readonly canvas: Canvas;
  private design: Design;
  private ready = false;
  private drawn: DrawnCollection = nothing();
  private told: unknown[] = [];
  private framed = "";
  private ownView: string | null = null;
  private popup: Popup | null = null;
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
    this.canvas.on("mouseout", () => this.pointed.rest(null, null));
    const element = this.canvas.getCanvas();
    element.setAttribute("aria-describedby", "map-help");
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const middle = this.canvas.getCenter();
      this.press(this.canvas.project(middle), middle.lng, middle.lat);
    });
  }

  /** The ids of the signs that stand on the canvas now, as the browser tests ask for them. */
  idsDrawn(): string[] {
    if (!this.ready) return [];
    const features = this.canvas.queryRenderedFeatures({ layers: [PINS, THINGS] });
    return [...new Set(features.map((feature) => String(feature.properties["id"])))].sort();
  }

  /** The colour of each asset that is coloured by its score, as the browser tests ask for it. */
  scoresDrawn(): Record<string, string> {
    if (!this.ready) return {};
    const features = this.canvas.queryRenderedFeatures({ layers: [SCORES] });
    return Object.fromEntries(features.map(({ properties, layer }) => [String(properties["id"]), String((layer.paint as Record<string, unknown>)["circle-color"])]));
  }

  /** Moves to a place, near enough to tell streets apart. */
  goTo(lon: number, lat: number): void {
    this.canvas.easeTo({ center: [lon, lat], zoom: Math.max(this.canvas.getZoom(), 14), animate: !reducedMotion.matches });
    // The reader asked for this view, so the list follows it as if they had moved the map.
    this.canvas.once("moveend", () => this.reportView());
  }

  /** Draws what the store holds; what has not changed is left alone. */
  draw(): void {
    if (!this.ready) return;
    const { looking, answers, resting, picking, drawing } = this.store;
    const seeksMatches = looking.task === "find" || looking.need !== null;
    this.changed(0, looking.layer, () => this.colour());
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
      void this.drawThings(seeksMatches);
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
    for (const name of [DRAWN, THINGS, RESTING, CHOSEN, LABELS, SOUGHT]) {
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
    const { layer } = this.store.looking;
    if (layer !== "gap") this.canvas.setPaintProperty("area-fill", "fill-color", fillColour(CLASSES[layer], this.design));
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

  private async drawThings(seeksMatches: boolean): Promise<void> {
    const { answers, looking } = this.store;
    delete this.box.dataset["idle"];
    let drawn = nothing();
    if (seeksMatches && answers.matches.value) drawn = matchesDrawn(answers.matches.value);
    else if (!seeksMatches && looking.task !== "region") {
      const assets = assetsDrawn(answers.assets.value?.features ?? [], looking.signs === "score");
      const needs = looking.needs_shown ? needsDrawn(answers.needs.value?.features ?? []) : nothing();
      drawn = { type: "FeatureCollection", features: [...assets.features, ...needs.features] };
    }
    this.drawn = drawn;
    this.unfinished += 1;
    const found = answers.matches.value?.matches ?? [];
    const places = standings(found, "asset").map(({ place }) => place);
    const stacks = new Set(drawn.features.map((feature) => feature.properties.stack).filter((stack) => stack > 1));
    await Promise.all([
      ...[...stacks].map((stack) => addSign(this.canvas, `stack-${stack}`, stackSign(stack))),
      ...found.map(({ asset }, index) =>
        addSign(this.canvas, pinName(places[index] ?? "", asset.coarse), pinSign(places[index] ?? "", asset.coarse)),
      ),
    ]);
    this.unfinished -= 1;
    if (this.drawn === drawn) {
      this.source(THINGS)?.setData(drawn);
      this.told[5] = this.told[6] = undefined;
      this.popup?.remove();
      this.draw();
    }
  }

  private mark(name: string, id: string | null): void {
    const feature = id === null ? undefined : this.drawn.features.find(({ properties }) => properties.id === id);
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
    this.box.dataset["idle"] = "true";
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
    return this.canvas.queryRenderedFeatures(box, { layers: [PINS, THINGS] }).filter(({ properties }) => {
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
    const things = this.around(point);
    const [first, second] = things;
    if (first && !second) this.open(first.properties as Drawn);
    else if (first) this.choose(things, lon, lat);
    else {
      const [area] = this.ready ? this.canvas.queryRenderedFeatures([point.x, point.y], { layers: ["area-fill"] }) : [];
      const id = area?.properties["id"] as unknown;
      if (typeof id === "string") this.pointed.area(id);
    }
  }

  private open(thing: Drawn): void {
    this.popup?.remove();
    this.pointed.thing(thing.kind, thing.id);
  }

  /** Several signs under one finger: a list to choose from. */
  private choose(things: MapGeoJSONFeature[], lon: number, lat: number): void {
    this.popup?.remove();
    const content = document.createElement("div");
    const heading = document.createElement("h2");
    heading.className = "govuk-heading-s map-choice__heading";
    heading.textContent = words.map.stackHeading(things.length);
    const items = document.createElement("ul");
    items.className = "govuk-list map-choice";
    for (const { properties } of things) {
      const thing = properties as Drawn;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link-button";
      button.textContent = thing.label;
      button.addEventListener("click", () => this.open(thing));
      const item = document.createElement("li");
      item.append(button);
      items.append(item);
    }
    content.append(heading, items);
    this.popup = new Popup({ maxWidth: "280px", closeOnMove: false }).setLngLat([lon, lat]).setDOMContent(content).addTo(this.canvas);
  }

  private hover(point: { x: number; y: number }): void {
    const [top] = this.around(point);
    this.canvas.getCanvas().style.cursor = this.store.picking || this.store.drawing !== null ? "crosshair" : top ? "pointer" : "";
    const thing = top?.properties as Drawn | undefined;
    this.pointed.rest(thing?.kind ?? null, thing?.id ?? null);
  }
}
