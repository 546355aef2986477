/** Joins state, map and panels; nothing else. */
import "./style/page.scss";
import { RegionMap } from "./map/map";
import { MapLegend } from "./map/legend";
import { acrossMetres, picture } from "./map/picture";
import { Clerk } from "./panels/clerk";
import { ImportWatch } from "./panels/import/watch";
import { Loader } from "./panels/loader";
import { Offline } from "./panels/offline";
import { Preview } from "./panels/preview";
import { Page } from "./panels/page";
import type { Desk } from "./panels/panel";
import { MOST_CORNERS } from "./state/looking";
import { Store } from "./state/store";
import { words } from "./words";

const store = new Store();
const desk: Desk = { store, loader: new Loader(store), clerk: new Clerk(store), goTo: () => undefined, picture, acrossMetres, focusWanted: null };
new ImportWatch(store);
new Offline(store, desk.loader);
new Preview(store);

const page = document.querySelector("catmap-page");
if (!(page instanceof Page)) throw new Error("the page has no catmap-page element");
page.desk = desk;
page.begin();
await page.updateComplete;

const legend = new MapLegend();
legend.store = store;
page.querySelector("#legend-box")?.append(legend);

/** The element the map is drawn in; tests ask it what is on the canvas. */
interface MapBox extends HTMLElement {
  idsDrawn?: () => string[];
  clustersDrawn?: () => { x: number; y: number; ids: string[] }[];
  ringsDrawn?: () => { x: number; y: number }[];
  scoresDrawn?: () => Record<string, string>;
  areasDrawn?: () => Record<string, string>;
}
const box = page.querySelector<MapBox>("#map-box");
let map: RegionMap | null = null;

function startMap(): void {
  const { about } = store.answers;
  if (map !== null || box === null || about.value === null) return;
  try {
    map = new RegionMap(
      box,
      store,
      {
        moved: (view) => store.look({ view, from: null }, "replace"),
        thing: (kind, id) =>
          kind === "need"
            ? store.look({ need: id, asset: null, area: null, part: null, pane: "list" })
            : store.look({ asset: id, area: null, need: null, part: null, rows_from: null, pane: "list" }),
        area: (area) => store.look({ area, asset: null, need: null, part: null, pane: "list" }),
        place: (lon, lat) => {
          store.pick(false);
          store.look({ form: { ...store.looking.form, place: { kind: "point", lon, lat } }, pane: "list" }, "replace");
        },
        corner: (lon, lat) => store.draw([...(store.drawing ?? []), [Number(lon.toFixed(5)), Number(lat.toFixed(5))] as [number, number]].slice(0, MOST_CORNERS)),
        rest: (kind, id) => {
          store.rest(kind === "need" ? { need: id, asset: null } : { asset: id, need: null });
          // What lights up in the list comes into sight there, once the list is drawn so far.
          if (id !== null) requestAnimationFrame(() => document.querySelector(`.pane--list [data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" }));
        },
      },
      about.value.basemap_style_url,
      about.value.extent,
    );
    const drawing = map;
    desk.goTo = (lon, lat) => drawing.goTo(lon, lat);
    box.idsDrawn = () => drawing.idsDrawn();
    box.clustersDrawn = () => drawing.clustersDrawn();
    box.ringsDrawn = () => drawing.ringsDrawn();
    box.scoresDrawn = () => drawing.scoresDrawn();
    box.areasDrawn = () => drawing.areasDrawn();
  } catch {
    box.textContent = `${words.map.notDrawn}. ${words.map.notDrawnText}`;
    box.className = "map-missing";
    stop();
  }
}

const stop = store.subscribe(() => {
  startMap();
  map?.draw();
});
startMap();
