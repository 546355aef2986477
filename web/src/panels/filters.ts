/** Narrows the list and the map alike. Each filter in use is a tag that can be taken off. */
import { html, nothing, type TemplateResult } from "lit";
import { FRESHNESS_MONTHS, LEAST_SCORES, NO_FILTERS, TENURES, filterCount, type Filters, type ListFilter } from "../state/looking";
import { words } from "../words";
import { choices, label } from "./notices";
import "./placesearch";
import { Panel } from "./panel";

/** More choices than this can be narrowed by typing. */
const MANY = 12;
const L = words.look;

export class FilterPanel extends Panel {
  private readonly typed = { borough: "", ward: "" };

  private set(change: Partial<Filters>): void {
    this.store.look({ filters: { ...this.store.looking.filters, ...change }, from: null, asset: null, area: null, need: null });
  }

  private toggle(name: ListFilter, value: string, on: boolean): void {
    const others = this.store.looking.filters[name].filter((each) => each !== value);
    this.set({ [name]: on ? [...others, value] : others });
  }

  override render(): TemplateResult {
    const { filters } = this.store.looking;
    const about = this.store.answers.about.value;
    const unknown = (text: string): { slug: string; label: string } => ({ slug: "unknown", label: text });
    const boroughs = (about?.boroughs ?? []).map((name) => ({ slug: name, label: name }));
    const found = (this.store.answers.wards.value?.counts["ward"] ?? []).flatMap(({ value }) => value ?? []);
    // One that is chosen stays to be taken off, whatever borough is chosen.
    const wards = [...new Set([...found, ...filters.ward])].sort().map((name) => ({ slug: name, label: name }));
    return html`<catmap-place-search .desk=${this.desk}></catmap-place-search>
      <details class="filters">
        <summary class="filters__summary">${words.look.filtersSet(filterCount(filters))}</summary>
        <div class="filters__groups">
          ${this.group("borough", words.look.borough, this.narrowed("borough", boroughs), this.narrowing("borough", L.boroughFilter, boroughs.length))}
          ${wards.length === 0 ? nothing : this.group("ward", L.ward, this.narrowed("ward", wards), this.narrowing("ward", L.wardFilter, wards.length))}
          ${this.group("occupancy", words.look.occupancy, [
            ...choices(about, "occupancy"),
            unknown(words.notKnownChoice),
          ])}
          ${this.group("status", words.look.status, [...choices(about, "disposal_status"), unknown(words.notKnownChoice)])}
          ${this.group("space_type", words.look.spaceType, [...choices(about, "space_type"), unknown(words.notKnownChoice)])}
          ${this.group("tenure", words.look.tenure, TENURES.map((slug) => ({ slug, label: words.look.tenures[slug] ?? slug })))}
          <fieldset class="govuk-fieldset filters__size">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${words.look.size}</legend>
            <div class="filters__sizes">
              ${this.size("min_area_m2", words.look.sizeLeast)} ${this.size("max_area_m2", words.look.sizeMost)}
            </div>
            <p class="govuk-hint">${words.look.sizeNote}</p>
          </fieldset>
          ${this.choice("min_score", LEAST_SCORES, { title: L.score, any: L.scoreAny, option: L.scoreOption, note: L.scoreNote })}
          ${this.choice("empty_months", FRESHNESS_MONTHS, { title: L.empty, any: L.emptyAny, option: L.emptyOption, note: L.emptyNote })}
          ${this.choice("fresh_months", FRESHNESS_MONTHS, { title: L.fresh, any: L.freshAny, option: L.freshOption, note: L.freshNote })}
          ${this.area()}
        </div>
      </details>
      ${this.tags()}`;
  }

  private narrowed(name: "borough" | "ward", choices: { slug: string; label: string }[]): { slug: string; label: string }[] {
    const typed = this.typed[name].toLowerCase();
    const set = this.store.looking.filters[name];
    return choices.filter((choice) => set.includes(choice.slug) || choice.label.toLowerCase().includes(typed));
  }

  private narrowing(name: "borough" | "ward", title: string, choices: number): TemplateResult | typeof nothing {
    if (choices <= MANY) return nothing;
    return html`<label class="govuk-label" for=${`${name}-text`}>${title}</label>
      <input
        class="govuk-input"
        id=${`${name}-text`}
        autocomplete="off"
        @input=${(event: InputEvent) => {
          this.typed[name] = (event.target as HTMLInputElement).value;
          this.requestUpdate();
        }}
      />`;
  }

  private group(
    name: ListFilter,
    title: string,
    options: { slug: string; label: string }[],
    above: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    const set = this.store.looking.filters[name];
    return html`<details class="filters__group">
      <summary class="filters__group-summary">
        ${title}${set.length > 0 ? html` <span class="filters__set">${set.length}</span>` : nothing}
      </summary>
      ${above}
      <fieldset class="govuk-fieldset">
        <legend class="govuk-visually-hidden">${title}</legend>
        <div class="govuk-checkboxes govuk-checkboxes--small filters__choices">
          ${options.map(
            (option) => html`<div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                type="checkbox"
                id=${`${name}-${option.slug}`}
                value=${option.slug}
                .checked=${set.includes(option.slug)}
                @change=${(event: Event) => this.toggle(name, option.slug, (event.target as HTMLInputElement).checked)}
              />
              <label class="govuk-label govuk-checkboxes__label" for=${`${name}-${option.slug}`}>${option.label}</label>
            </div>`,
          )}
        </div>
      </fieldset>
    </details>`;
  }

  /** One of a few numbers, or none. */
  private choice(
    name: "fresh_months" | "empty_months" | "min_score",
    values: readonly number[],
    { title, any, option, note }: { title: string; any: string; option: (value: number) => string; note: string },
  ): TemplateResult {
    const set = this.store.looking.filters[name];
    return html`<div class="govuk-form-group filters__size">
      <label class="govuk-label govuk-label--s" for=${name}>${title}</label>
      <select
        class="govuk-select"
        id=${name}
        aria-describedby=${`${name}-note`}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.set({ [name]: value === "" ? null : Number(value) });
        }}
      >
        <option value="" .selected=${set === null}>${any}</option>
        ${values.map((value) => html`<option value=${value} .selected=${set === value}>${option(value)}</option>`)}
      </select>
      <p class="govuk-hint" id=${`${name}-note`}>${note}</p>
    </div>`;
  }

  private area(): TemplateResult {
    const { drawn } = this.store.looking.filters;
    return html`<div class="filters__size">
      <p class="govuk-label govuk-label--s">${words.look.drawn}</p>
      <button type="button" class="govuk-button govuk-button--secondary filters__draw" @click=${() => this.draw()}>
        ${drawn === null ? words.look.draw : words.look.drawAgain}
      </button>
    </div>`;
  }

  private draw(): void {
    this.store.draw([]);
    this.store.look({ pane: "map" }, "replace");
    // The keys of the map draw too, so that is where they should go.
    requestAnimationFrame(() => document.querySelector<HTMLElement>("#map-box canvas")?.focus());
  }

  private size(name: "min_area_m2" | "max_area_m2", text: string): TemplateResult {
    const value = this.store.looking.filters[name];
    return html`<div class="govuk-form-group">
      <label class="govuk-label" for=${name}>${text}</label>
      <input
        class="govuk-input govuk-input--width-5"
        id=${name}
        inputmode="numeric"
        autocomplete="off"
        .value=${value === null ? "" : String(value)}
        @change=${(event: Event) => {
          const text = (event.target as HTMLInputElement).value.replaceAll(",", "").trim();
          const number = text === "" ? null : Number(text);
          this.set({ [name]: number !== null && Number.isFinite(number) && number >= 0 ? number : null });
        }}
      />
    </div>`;
  }

  private tags(): TemplateResult | typeof nothing {
    const { filters } = this.store.looking;
    if (filterCount(filters) === 0) return nothing;
    const about = this.store.answers.about.value;
    const named = (name: "occupancy" | "disposal_status" | "space_type", title: string, slug: string): string =>
      slug === "unknown" ? `${title}: ${words.notKnownChoice.toLowerCase()}` : label(about, name, slug);
    const tags: { text: string; off: () => void }[] = [
      ...filters.borough.map((name) => ({ text: name, off: () => this.toggle("borough", name, false) })),
      ...filters.ward.map((name) => ({ text: L.wardTag(name), off: () => this.toggle("ward", name, false) })),
      ...filters.occupancy.map((slug) => ({ text: named("occupancy", words.look.occupancy, slug), off: () => this.toggle("occupancy", slug, false) })),
      ...filters.status.map((slug) => ({ text: named("disposal_status", words.look.status, slug), off: () => this.toggle("status", slug, false) })),
      ...filters.space_type.map((slug) => ({ text: named("space_type", words.look.spaceType, slug), off: () => this.toggle("space_type", slug, false) })),
      ...(filters.min_area_m2 === null ? [] : [{ text: words.look.sizeTag.least(filters.min_area_m2), off: () => this.set({ min_area_m2: null }) }]),
      ...(filters.max_area_m2 === null ? [] : [{ text: words.look.sizeTag.most(filters.max_area_m2), off: () => this.set({ max_area_m2: null }) }]),
      ...filters.tenure.map((slug) => ({
        text: slug === "unknown" ? `${words.look.tenure}: ${words.notKnownChoice.toLowerCase()}` : (words.look.tenures[slug] ?? slug),
        off: () => this.toggle("tenure", slug, false),
      })),
      ...(filters.fresh_months === null ? [] : [{ text: words.look.freshOption(filters.fresh_months), off: () => this.set({ fresh_months: null }) }]),
      ...(filters.empty_months === null ? [] : [{ text: L.emptyOption(filters.empty_months), off: () => this.set({ empty_months: null }) }]),
      ...(filters.min_score === null ? [] : [{ text: L.scoreTag(filters.min_score), off: () => this.set({ min_score: null }) }]),
      ...(filters.drawn === null ? [] : [{ text: words.look.drawnTag, off: () => this.set({ drawn: null }) }]),
      ...(filters.q === "" ? [] : [{ text: words.look.textTag(filters.q), off: () => this.set({ q: "" }) }]),
    ];
    return html`<div class="tags">
      <h2 class="govuk-visually-hidden">${words.look.active}</h2>
      <ul class="tags__list">
        ${tags.map(
          ({ text, off }) => html`<li>
            <button type="button" class="tag-button" aria-label=${words.look.remove(text)} @click=${off}>
              <span aria-hidden="true">✕</span> ${text}
            </button>
          </li>`,
        )}
        <li><button type="button" class="link-button" @click=${() => this.set({ ...NO_FILTERS })}>${words.look.clear}</button></li>
      </ul>
    </div>`;
  }
}

customElements.define("catmap-filters", FilterPanel);
