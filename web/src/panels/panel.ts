/** What every panel is: an element in the page's own tree (so that one stylesheet serves all) that follows the store. */
import { LitElement } from "lit";
import type { Store } from "../state/store";
import type { Clerk } from "./clerk";
import type { Loader } from "./loader";

/** A place to draw: `frame` tells how exactly it is known. */
export interface PicturedPlace {
  lon: number;
  lat: number;
  occupancy: string | null;
  frame: "none" | "coarse" | "private";
}

/** What panels are given. */
export interface Desk {
  store: Store;
  loader: Loader;
  clerk: Clerk;
  /** Moves the map to a place; set once the map is there. */
  goTo: (lon: number, lat: number) => void;
  /** Draws a small map around a place as a picture; `null` where none can be drawn. */
  picture: (place: PicturedPlace) => Promise<Blob | null>;
  /** How many metres such a picture is across. */
  acrossMetres: (lat: number) => number;
  /** What takes the focus as soon as it is drawn, after another thing came to the front. */
  focusWanted: string | null;
}

/** The link of a thing in a list: what takes the focus on the way back to it. */
export const linkOf = (id: string): string => `[data-id="${CSS.escape(id)}"] a`;

export abstract class Panel extends LitElement {
  declare desk: Desk;
  private stop: (() => void) | null = null;

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.desk) this.follow();
  }

  protected follow(): void {
    this.stop?.();
    this.stop = this.store.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
  }

  override updated(): void {
    // A panel that has just gone draws once more.
    if (!this.isConnected) return;
    const wanted = this.desk.focusWanted === null ? null : this.querySelector<HTMLElement>(this.desk.focusWanted);
    // What a panel inside this one draws is for that one to say: here it may still be the last page's.
    if (!wanted || ownerOf(wanted) !== this) return;
    this.desk.focusWanted = null;
    wanted.focus({ preventScroll: wanted.id === "heading" });
    if (wanted.id === "heading") return;
    // Rows have their own height only once they are in sight, and push each other then.
    requestAnimationFrame(() => requestAnimationFrame(() => wanted.scrollIntoView({ block: "center" })));
  }

  protected get store(): Store {
    return this.desk.store;
  }
}

function ownerOf(element: HTMLElement): HTMLElement | null {
  let owner = element.parentElement;
  while (owner !== null && !(owner instanceof Panel)) owner = owner.parentElement;
  return owner;
}
