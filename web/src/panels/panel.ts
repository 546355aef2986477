/** What every panel is: an element in the page's own tree (so that one stylesheet serves all) that follows the store. */
import { LitElement } from "lit";
import type { Store } from "../state/store";
import type { Loader } from "./loader";

/** What panels are given. */
export interface Desk {
  store: Store;
  loader: Loader;
  /** Moves the map to a place; set once the map is there. */
  goTo: (lon: number, lat: number) => void;
  /** Set when another thing came to the front: its heading takes the focus as soon as it is there. */
  headingWanted: boolean;
}

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
    const heading = this.desk.headingWanted ? this.querySelector<HTMLElement>("#heading") : null;
    if (!heading) return;
    this.desk.headingWanted = false;
    heading.focus({ preventScroll: true });
  }

  protected get store(): Store {
    return this.desk.store;
  }
}
