/** The key of the map: which figure colours the areas, its real classes, and what each sign means. */
import { LitElement, html, type TemplateResult } from "lit";
import { LAYERS } from "../state/looking";
import { mayImport } from "../state/session";
import type { Store } from "../state/store";
import { words } from "../words";
import { CLASSES, UNKNOWN_COLOUR } from "./classes";
import { OCCUPANCY_SIGNS, assetSign, leftOutSign, needSign, pictureAddress, pinSign, soughtSign } from "./symbols";

export class MapLegend extends LitElement {
  declare store: Store;
  private open = matchMedia("(min-width: 48em)").matches;

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.subscribe(() => this.requestUpdate());
  }

  override render(): TemplateResult {
    const { looking, answers } = this.store;
    const classes = CLASSES[looking.layer];
    const names = words.map.classes[looking.layer];
    const finding = looking.task === "find" || looking.need !== null;
    const sign = (picture: string, text: string): TemplateResult =>
      html`<li><img src=${pictureAddress(picture)} alt="" /><span>${text}</span></li>`;
    return html`<details
      class="legend"
      ?open=${this.open}
      @toggle=${(event: Event) => {
        this.open = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary class="legend__summary">${words.map.legend}</summary>
      <div class="legend__body">
        <div class="legend__first">
        <fieldset class="legend__layers">
          <legend>${words.map.colour}</legend>
          ${LAYERS.map(
            (layer) => html`<label class="legend__layer"
              ><input
                type="radio"
                name="layer"
                value=${layer}
                .checked=${looking.layer === layer}
                @change=${() => this.store.look({ layer })}
              /><span>${words.map.layers[layer]}</span></label
            >`,
          )}
        </fieldset>
        <p class="legend__note">${words.map.layerNotes[looking.layer]}</p>
        </div>
        <ul class="legend__list">
          ${classes.colours.map((colour, index) => html`<li>${swatch(colour)}<span>${names[index]}</span></li>`)}
          ${looking.layer === "headroom" ? html`<li>${hatched()}<span>${words.map.noClearGap}</span></li>` : null}
          <li>${swatch(UNKNOWN_COLOUR)}<span>${words.map.areaNotKnown}</span></li>
        </ul>
        <ul class="legend__list legend__list--signs">
          ${finding
            ? [sign(pinSign("1", false), words.map.match), sign(leftOutSign(), words.map.leftOut), sign(soughtSign(), words.map.sought)]
            : [
                ...OCCUPANCY_SIGNS.map((occupancy) => sign(assetSign(occupancy, "none"), words.map.occupancies[occupancy])),
                sign(assetSign("vacant", "coarse"), words.map.coarse),
                mayImport(answers.session.value) ? sign(assetSign("vacant", "private"), words.map.private) : null,
                looking.needs_shown ? sign(needSign(), words.map.need) : null,
              ]}
        </ul>
      </div>
    </details>`;
  }
}

function swatch(colour: string): TemplateResult {
  return html`<svg class="legend__swatch" width="22" height="18" aria-hidden="true">
    <rect x=".5" y=".5" width="21" height="17" fill=${colour} stroke="#505a5f"></rect>
  </svg>`;
}

function hatched(): TemplateResult {
  return html`<svg class="legend__swatch" width="22" height="18" aria-hidden="true">
    <rect x=".5" y=".5" width="21" height="17" fill="#fff" stroke="#505a5f"></rect>
    <path d="M2 17 18 1M10 17 21 6M1 9l8-8" stroke="#505a5f" fill="none"></path>
  </svg>`;
}

customElements.define("catmap-legend", MapLegend);
