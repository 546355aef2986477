/** One field for places and for names of buildings: places come up as you type and move the map; Enter looks in the list. */
import { html, nothing, type TemplateResult } from "lit";
import type { Extent, FoundPlace } from "../api/types";
import { words } from "../words";
import { Panel } from "./panel";

const W = words.look;
const LIST = "places-list";
/** Fewer letters than this name too many places. */
export const FEWEST_LETTERS = 2;

export class PlaceSearch extends Panel {
  /** What is in the field; `null` while that is the filter in use. */
  private text: string | null = null;
  private open = false;
  /** The option the arrow keys have come to; -1 for the field itself. */
  private at = -1;
  private filterBefore = "";

  override willUpdate(): void {
    // A filter taken off elsewhere leaves the field too.
    const { q } = this.store.looking.filters;
    if (q !== this.filterBefore) this.text = null;
    this.filterBefore = q;
  }

  override render(): TemplateResult {
    const { looking, answers } = this.store;
    const gone = this.gone();
    const text = this.text ?? (looking.filters.q || (gone?.name ?? ""));
    const places = this.open ? (answers.places.value?.places ?? []) : [];
    const none = this.open && answers.places.state === "ready" && places.length === 0;
    return html`<form class="search" role="search" @submit=${(event: SubmitEvent) => this.submit(event)}>
      <label class="govuk-label" for="q">${W.search}</label>
      <div class="search__row">
        <div class="search__field">
          <input
            class="govuk-input"
            id="q"
            name="q"
            type="text"
            role="combobox"
            maxlength="100"
            autocomplete="off"
            spellcheck="false"
            enterkeyhint="search"
            aria-autocomplete="list"
            aria-expanded=${places.length > 0 ? "true" : "false"}
            aria-controls=${LIST}
            aria-activedescendant=${this.at >= 0 && this.at < places.length ? `${LIST}-${this.at}` : nothing}
            .value=${text}
            @input=${(event: InputEvent) => this.type((event.target as HTMLInputElement).value)}
            @keydown=${(event: KeyboardEvent) => this.key(event, places)}
            @blur=${() => this.close()}
          />
          <ul class="search__places" id=${LIST} role="listbox" aria-label=${W.places} ?hidden=${places.length === 0}>
            ${places.map((place, index) => this.option(place, index))}
          </ul>
        </div>
        <button class="govuk-button" type="submit">${W.searchButton}</button>
      </div>
      <p class=${none || (gone && places.length === 0) ? "search__told" : "govuk-visually-hidden"} role="status">
        ${none ? W.noPlace(text.trim()) : places.length > 0 ? W.placesFound(places.length) : gone && this.text === null ? W.goneTo(gone.name, kindOf(gone)) : nothing}
      </p>
    </form>`;
  }

  private option(place: FoundPlace, index: number): TemplateResult {
    const chosen = index === this.at;
    return html`<li
      class=${`search__place ${chosen ? "search__place--chosen" : ""}`}
      id=${`${LIST}-${index}`}
      role="option"
      aria-selected=${chosen ? "true" : "false"}
      @mousedown=${(event: MouseEvent) => event.preventDefault()}
      @click=${() => this.go(place)}
    >
      <span class="search__name">${place.name}</span> <span class="search__kind">${kindOf(place)}</span>
    </li>`;
  }

  /** The place gone to, until the map is moved elsewhere. */
  private gone(): FoundPlace | null {
    const { gone, looking } = this.store;
    return gone !== null && `${looking.view}` === `${gone.bbox}` ? gone : null;
  }

  private type(text: string): void {
    this.text = text;
    this.open = true;
    this.at = -1;
    this.store.seek(text.trim().length < FEWEST_LETTERS ? null : text.trim());
    this.requestUpdate();
  }

  private key(event: KeyboardEvent, places: FoundPlace[]): void {
    const last = places.length - 1;
    if (event.key === "Escape" && this.open) this.close();
    else if (event.key === "ArrowDown" && last >= 0) this.at = this.at >= last ? -1 : this.at + 1;
    else if (event.key === "ArrowUp" && last >= 0) this.at = this.at < 0 ? last : this.at - 1;
    else if (event.key === "Enter" && this.at >= 0) {
      const place = places[this.at];
      if (place) this.go(place);
    } else return;
    event.preventDefault();
    this.requestUpdate();
  }

  private close(): void {
    this.open = false;
    this.at = -1;
    this.store.seek(null);
    this.requestUpdate();
  }

  /** The map moves there, and the list holds what lies there. */
  private go(place: FoundPlace): void {
    this.text = null;
    this.close();
    const { filters } = this.store.looking;
    this.store.goTo(place);
    this.store.look({ view: place.bbox as Extent, filters: { ...filters, q: "" }, from: null, asset: null, area: null, need: null });
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const q = (this.text ?? this.store.looking.filters.q).trim();
    // Whoever empties the field leaves the place that stood in it.
    const leaves = q === "" && this.text !== null && this.gone() !== null;
    this.text = null;
    this.close();
    this.store.look({ ...(leaves ? { view: null } : {}), filters: { ...this.store.looking.filters, q }, from: null, asset: null, area: null, need: null });
  }
}

/** "Ward, Liverpool" */
function kindOf({ kind, borough }: FoundPlace): string {
  return `${W.placeKinds[kind] ?? kind}${kind === "borough" || borough === null ? "" : `, ${borough}`}`;
}

customElements.define("catmap-place-search", PlaceSearch);
