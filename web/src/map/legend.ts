/** The key of the map: which figure colours the areas, its real classes, and what each sign means. */
import { LitElement, html, type TemplateResult } from "lit";
import { DOMAINS, LAYERS, SIGNS } from "../state/looking";
import { mayImport } from "../state/session";
import type { Store } from "../state/store";
import { words } from "../words";
import { CLASSES, UNKNOWN_COLOUR } from "./classes";
import { designNow, onDesign, type Design } from "./design";
import { TINTS } from "./layers";
import { NO_SCORE_COLOUR, SCORE_COLOURS, SCORE_RADII } from "./scores";
import { OCCUPANCY_SIGNS, assetSign, frameSign, leftOutSign, needSign, pictureAddress, pinSign, scoreSign, soughtSign, togetherSign } from "./symbols";

export class MapLegend extends LitElement {
  declare store: Store;
  private open = matchMedia("(min-width: 48em)").matches;

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.subscribe(() => this.requestUpdate());
    onDesign(() => this.requestUpdate());
  }

  override render(): TemplateResult {
    const { looking } = this.store;
    const classes = CLASSES[looking.layer];
    const names = words.map.classes[looking.layer];
    const scored = looking.signs === "score";
    const finding = looking.task === "find" || looking.need !== null;
    const regional = looking.task === "region";
    const { design } = this;
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
        ${looking.layer === "deprivation" ? this.domainChoice() : html`<p class="legend__note">${words.map.layerNotes[looking.layer]}</p>`}
        </div>
        <ul class="legend__list">
          ${classes.colours[design].map((colour, index) => html`<li>${swatch(colour)}<span>${names[index]}</span></li>`)}
          ${looking.layer === "headroom" ? html`<li>${hatched()}<span>${words.map.noClearGap}</span></li>` : null}
          <li>${swatch(UNKNOWN_COLOUR[design])}<span>${words.map.areaNotKnown}</span></li>
        </ul>
        ${regional ? html`<p class="legend__note">${words.map.regional}</p>` : this.signs(finding, scored)}
      </div>
    </details>`;
  }

  private get design(): Design {
    return designNow((this.store.answers.about.value?.basemap_style_url ?? null) !== null);
  }

  private signs(finding: boolean, scored: boolean): TemplateResult {
    const { looking, answers } = this.store;
    const { design } = this;
    const { scoreEdge } = TINTS[design];
    const sign = (picture: string, text: string): TemplateResult =>
      html`<li><img src=${pictureAddress(picture)} alt="" /><span>${text}</span></li>`;
    return html`${finding ? null : this.signChoice()}
        <ul class="legend__list legend__list--signs">
          ${finding
            ? [sign(pinSign("1", false), words.map.match), sign(leftOutSign(), words.map.leftOut), sign(soughtSign(), words.map.sought)]
            : [
                ...(scored
                  ? [
                      ...SCORE_COLOURS[design].map((colour, index) => sign(scoreSign(colour, SCORE_RADII[index] ?? 0, scoreEdge), words.map.scores[index] ?? "")).reverse(),
                      sign(scoreSign(NO_SCORE_COLOUR[design], 3, scoreEdge), words.map.noScore),
                    ]
                  : OCCUPANCY_SIGNS.map((occupancy) => sign(assetSign(occupancy, "none"), words.map.occupancies[occupancy]))),
                scored ? null : sign(togetherSign({ all: 12, empty: 4, occupied: 4, needs: looking.needs_shown ? 2 : 0 }), words.map.togetherKey(looking.needs_shown)),
                sign(scored ? frameSign("coarse", design) : assetSign("vacant", "coarse"), words.map.coarse),
                mayImport(answers.session.value) ? sign(scored ? frameSign("private", design) : assetSign("vacant", "private"), words.map.private) : null,
                looking.needs_shown ? sign(needSign(), words.map.need) : null,
              ]}
        </ul>
        ${scored && !finding ? html`<p class="legend__note">${words.map.scoreNote}</p>` : null}`;
  }

  private domainChoice(): TemplateResult {
    const { domain } = this.store.looking;
    return html`<div class="legend__of">
      <label for="domain">${words.map.domain}</label>
      <select
        class="govuk-select legend__select"
        id="domain"
        aria-describedby="domain-note"
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.store.look({ domain: DOMAINS.find((each) => each === value) ?? null });
        }}
      >
        <option value="" .selected=${domain === null}>${words.map.domainAll}</option>
        ${DOMAINS.map((each) => html`<option value=${each} .selected=${each === domain}>${words.area.domains[each]}</option>`)}
      </select>
      <p class="legend__note" id="domain-note">${domain === null ? words.map.layerNotes.deprivation : words.map.domainNotes[domain]}</p>
    </div>`;
  }

  private signChoice(): TemplateResult {
    const { looking } = this.store;
    return html`<fieldset class="legend__layers legend__layers--signs">
      <legend>${words.map.signs}</legend>
      ${SIGNS.map(
        (signs) => html`<label class="legend__layer"
          ><input
            type="radio"
            name="signs"
            value=${signs}
            .checked=${looking.signs === signs}
            @change=${() => this.store.look({ signs })}
          /><span>${words.map.signNames[signs]}</span></label
        >`,
      )}
    </fieldset>`;
  }
}

function swatch(colour: string): TemplateResult {
  return html`<svg class="legend__swatch" width="22" height="18" aria-hidden="true">
    <rect x=".5" y=".5" width="21" height="17" fill=${colour} stroke="var(--soft)"></rect>
  </svg>`;
}

function hatched(): TemplateResult {
  return html`<svg class="legend__swatch" width="22" height="18" aria-hidden="true">
    <rect x=".5" y=".5" width="21" height="17" fill="var(--paper)" stroke="var(--soft)"></rect>
    <path d="M2 17 18 1M10 17 21 6M1 9l8-8" stroke="var(--soft)" fill="none"></path>
  </svg>`;
}

customElements.define("catmap-legend", MapLegend);
