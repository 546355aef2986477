/** "Find premises": a short form in which only the place is needed, then the matches. */
import { html, nothing, type TemplateResult } from "lit";
import { EMPTY_FORM, type NeedForm, type Place } from "../state/looking";
import { furthestKm, looksLikePostcode } from "../state/need";
import { words } from "../words";
import { choices, failureText, label } from "./notices";
import { Panel } from "./panel";

interface FieldError {
  field: string;
  text: string;
}

const W = words.find;

/** Fields of the form that hold numbers, and what they are called. */
const NUMBERS = { ideal: W.ideal, least: W.least, within: W.within, years: W.years, budget: W.budget, capital: W.capital };

export class FindPanel extends Panel {
  private errors: FieldError[] = [];
  private kind: Place["kind"] | null = null;

  override render(): TemplateResult {
    const { looking, answers } = this.store;
    const refused = answers.matches.failure;
    // A search the service refused comes back to the form, with the service's own words beside the field; the weights are no field of it.
    const ofTheForm = refused !== null && refused.status >= 400 && refused.status < 500 && refused.parameter !== "weights";
    if (looking.searched && !ofTheForm) return this.results();
    const errors: FieldError[] = refused && looking.searched ? [{ field: fieldOf(refused.parameter), text: failureText(refused) }] : this.errors;
    return this.formView(errors);
  }

  private results(): TemplateResult {
    const { form } = this.store.looking;
    return html`<a class="govuk-back-link no-print" href=${this.store.link({ searched: false })}>${words.matches.change}</a>
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.matches.heading}</h1>
      <p class="matches__need">${this.needInWords(form)}</p>
      <catmap-matches .desk=${this.desk}></catmap-matches>`;
  }

  private needInWords(form: NeedForm): string {
    const about = this.store.answers.about.value;
    const place = form.place;
    const where =
      place === null ? "" : place.kind === "borough" ? place.borough : place.kind === "postcode" ? place.postcode.toUpperCase() : W.nearPoint;
    const rooms = form.spaces.map((slug) => label(about, "space_type", slug));
    const size = form.ideal_m2 === null ? "" : words.need.sizeValue(form.ideal_m2, form.min_m2);
    const furthest = furthestKm(form);
    return [form.title, ...rooms, size, where, furthest === null ? "" : W.withinValue(furthest)].filter((part) => part !== "").join(" · ");
  }

  private formView(errors: FieldError[]): TemplateResult {
    const { form } = this.store.looking;
    const { money } = this.store;
    const about = this.store.answers.about.value;
    const kind = this.kind ?? form.place?.kind ?? "postcode";
    const errorOf = (field: string): string | null => errors.find((error) => error.field === field)?.text ?? null;
    return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.heading}</h1>
      ${errors.length === 0 ? nothing : this.summary(errors)}
      <p class="govuk-body">${W.lead}</p>
      <form class="find" novalidate @submit=${(event: SubmitEvent) => this.submit(event, kind)}>
        ${this.where(kind, form, errorOf)}
        ${this.text("title", W.what, form.title, W.whatHint, errorOf("title"))}
        ${this.checks("spaces", W.spaces, W.spacesHint, choices(about, "space_type"), form.spaces)}
        <fieldset class="govuk-fieldset find__group" aria-describedby="size-hint">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${W.size}</legend>
          <p class="govuk-hint" id="size-hint">${W.sizeHint}</p>
          <div class="find__pair">
            ${this.number("ideal", W.ideal, form.ideal_m2, null, errorOf("ideal"))}
            ${this.number("least", W.least, form.min_m2, null, errorOf("least"))}
          </div>
        </fieldset>
        <details class="govuk-details find__more" ?open=${errors.some(({ field }) => IN_MORE.has(field))}>
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">${W.more}</span>
          </summary>
          <div class="govuk-details__text">
            <p class="govuk-hint">${W.moreHint}</p>
            ${this.select("reach", W.reach, W.reachAny, choices(about, "reach"), form.reach)}
            ${this.number("within", W.within, form.max_distance_km, W.withinHint, errorOf("within"))}
            <fieldset class="govuk-fieldset find__group" aria-describedby="money-hint">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${W.money}</legend>
              <p class="govuk-hint" id="money-hint">${W.moneyHint}</p>
              ${this.number("budget", W.budget, money.budget_gbp_per_year, null, errorOf("budget"))}
              ${this.number("capital", W.capital, money.capital_gbp, null, errorOf("capital"))}
            </fieldset>
            ${this.number("years", W.years, form.tenure_years, W.yearsHint, errorOf("years"))}
            ${this.select("step_free", W.stepFree, W.stepFreeAny, choices(about, "step_free_need"), form.step_free)}
            <div class="govuk-form-group govuk-checkboxes govuk-checkboxes--small">
              <div class="govuk-checkboxes__item">
                <input class="govuk-checkboxes__input" type="checkbox" id="share" name="share" .checked=${form.would_share} />
                <label class="govuk-label govuk-checkboxes__label" for="share">${W.share}</label>
              </div>
            </div>
            <div class="govuk-form-group">
              <label class="govuk-label" for="start">${W.start}</label>
              <input class="govuk-input find__date" type="date" id="start" name="start" .value=${form.latest_start ?? ""} />
            </div>
            ${this.select("form", W.form, W.formAny, choices(about, "legal_form"), form.legal_form)}
            ${this.checks("purposes", W.purposes, W.purposesHint, choices(about, "purpose"), form.purposes)}
          </div>
        </details>
        <div class="find__buttons">
          <button class="govuk-button" type="submit">${W.submit}</button>
          <button class="link-button" type="button" @click=${() => this.reset()}>${W.reset}</button>
        </div>
        <p class="govuk-hint">${W.privacy}</p>
      </form>`;
  }

  private where(kind: Place["kind"], form: NeedForm, errorOf: (field: string) => string | null): TemplateResult {
    const about = this.store.answers.about.value;
    const { place } = form;
    const kinds = ["postcode", "point", "borough"] as const;
    const error = errorOf("place");
    const chosen = (name: Place["kind"]): TemplateResult => {
      if (name === "postcode") {
        return html`<label class="govuk-label" for="postcode">${W.postcode}</label>
          ${error ? html`<p class="govuk-error-message" id="place-error"><span class="govuk-visually-hidden">${W.errorPrefix}</span> ${error}</p>` : nothing}
          <input
            class=${`govuk-input govuk-input--width-10 ${error ? "govuk-input--error" : ""}`}
            id="postcode"
            name="postcode"
            autocomplete="postal-code"
            aria-describedby=${error ? "place-error" : nothing}
            .value=${place?.kind === "postcode" ? place.postcode : ""}
          />`;
      }
      if (name === "borough") {
        return html`<label class="govuk-label" for="borough">${W.borough}</label>
          ${error ? html`<p class="govuk-error-message" id="place-error"><span class="govuk-visually-hidden">${W.errorPrefix}</span> ${error}</p>` : nothing}
          <select class="govuk-select" id="borough" name="borough" aria-describedby=${error ? "place-error" : nothing}>
            <option value="">${W.chooseBorough}</option>
            ${(about?.boroughs ?? []).map(
              (borough) => html`<option value=${borough} .selected=${place?.kind === "borough" && place.borough === borough}>${borough}</option>`,
            )}
          </select>`;
      }
      return html`<p class="find__picked" role="status">${place?.kind === "point" ? W.picked(place.lat, place.lon) : W.notPicked}</p>
        ${error ? html`<p class="govuk-error-message" id="place-error"><span class="govuk-visually-hidden">${W.errorPrefix}</span> ${error}</p>` : nothing}
        <button type="button" id="pick" class="govuk-button govuk-button--secondary" @click=${() => this.pick()}>${W.pick}</button>`;
    };
    return html`<fieldset class=${`govuk-fieldset govuk-form-group find__group ${error ? "govuk-form-group--error" : ""}`}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${W.where}</legend>
      <div class="govuk-radios govuk-radios--small" data-govuk-radios>
        ${kinds.map(
          (name) => html`<div class="govuk-radios__item">
              <input
                class="govuk-radios__input"
                type="radio"
                name="place-kind"
                id=${`place-${name}`}
                value=${name}
                .checked=${kind === name}
                @change=${() => {
                  this.kind = name;
                  this.requestUpdate();
                }}
              />
              <label class="govuk-label govuk-radios__label" for=${`place-${name}`}>${W.whereKinds[name]}</label>
            </div>
            ${kind === name ? html`<div class="find__place">${chosen(name)}</div>` : nothing}`,
        )}
      </div>
    </fieldset>`;
  }

  private text(name: string, text: string, value: string, hint: string, error: string | null): TemplateResult {
    return html`<div class=${`govuk-form-group find__group ${error ? "govuk-form-group--error" : ""}`}>
      <label class="govuk-label govuk-label--s" for=${name}>${text}</label>
      <p class="govuk-hint" id=${`${name}-hint`}>${hint}</p>
      ${this.error(name, error)}
      <input class="govuk-input" id=${name} name=${name} maxlength="100" autocomplete="off" aria-describedby=${`${name}-hint`} .value=${value} />
    </div>`;
  }

  private number(name: keyof typeof NUMBERS, text: string, value: number | null, hint: string | null, error: string | null): TemplateResult {
    const describedBy = [hint ? `${name}-hint` : "", error ? `${name}-error` : ""].filter(Boolean).join(" ");
    return html`<div class=${`govuk-form-group ${error ? "govuk-form-group--error" : ""}`}>
      <label class="govuk-label" for=${name}>${text}</label>
      ${hint ? html`<p class="govuk-hint" id=${`${name}-hint`}>${hint}</p>` : nothing} ${this.error(name, error)}
      <input
        class=${`govuk-input govuk-input--width-5 ${error ? "govuk-input--error" : ""}`}
        id=${name}
        name=${name}
        inputmode="decimal"
        autocomplete="off"
        aria-describedby=${describedBy || nothing}
        .value=${value === null ? "" : String(value)}
      />
    </div>`;
  }

  private error(name: string, error: string | null): TemplateResult | typeof nothing {
    return error === null
      ? nothing
      : html`<p class="govuk-error-message" id=${`${name}-error`}>
          <span class="govuk-visually-hidden">${W.errorPrefix}</span> ${error}
        </p>`;
  }

  private select(name: string, text: string, any: string, options: { slug: string; label: string }[], value: string | null): TemplateResult {
    return html`<div class="govuk-form-group">
      <label class="govuk-label" for=${name}>${text}</label>
      <select class="govuk-select" id=${name} name=${name}>
        <option value="">${any}</option>
        ${options.map((option) => html`<option value=${option.slug} .selected=${option.slug === value}>${option.label}</option>`)}
      </select>
    </div>`;
  }

  private checks(name: string, text: string, hint: string, options: { slug: string; label: string }[], set: string[]): TemplateResult {
    return html`<fieldset class="govuk-fieldset find__group" aria-describedby=${`${name}-hint`}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${text}</legend>
      <p class="govuk-hint" id=${`${name}-hint`}>${hint}</p>
      <div class="govuk-checkboxes govuk-checkboxes--small find__checks">
        ${options.map(
          (option) => html`<div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" type="checkbox" name=${name} id=${`${name}-${option.slug}`} value=${option.slug} .checked=${set.includes(option.slug)} />
            <label class="govuk-label govuk-checkboxes__label" for=${`${name}-${option.slug}`}>${option.label}</label>
          </div>`,
        )}
      </div>
    </fieldset>`;
  }

  private summary(errors: FieldError[]): TemplateResult {
    return html`<div class="govuk-error-summary" tabindex="-1" id="error-summary">
      <div role="alert">
        <h2 class="govuk-error-summary__title">${W.errors.summary}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            ${errors.map(
              ({ field, text }) => html`<li>
                <button type="button" class="link-button link-button--error" @click=${() => this.focusField(field)}>${text}</button>
              </li>`,
            )}
          </ul>
        </div>
      </div>
    </div>`;
  }

  private focusField(field: string): void {
    const kind = this.kind ?? this.store.looking.form.place?.kind ?? "postcode";
    const id = field === "place" ? { postcode: "postcode", borough: "borough", point: "pick" }[kind] : field;
    this.querySelector<HTMLElement>(`#${id}`)?.focus();
  }

  /** Reads the form as it stands, keeping what is sound. */
  private readForm(form: HTMLFormElement, kind: Place["kind"]): { need: NeedForm; errors: FieldError[] } {
    const data = new FormData(form);
    const errors: FieldError[] = [];
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    const choice = (name: string): string | null => text(name) || null;
    const number = (name: keyof typeof NUMBERS): number | null => {
      const given = text(name).replaceAll(/[,£\s]/g, "");
      if (given === "") return null;
      const value = Number(given);
      if (Number.isFinite(value) && value >= 0) return value;
      errors.push({ field: name, text: W.errors.number(NUMBERS[name]) });
      return null;
    };
    const place = this.readPlace(kind, text("postcode"), text("borough"));
    if (place === null) errors.push({ field: "place", text: W.errors.place });
    else if (place.kind === "postcode" && !looksLikePostcode(place.postcode)) errors.push({ field: "place", text: W.errors.postcode });
    const need: NeedForm = {
      ...EMPTY_FORM,
      place,
      title: text("title"),
      spaces: data.getAll("spaces").map(String),
      ideal_m2: number("ideal"),
      min_m2: number("least"),
      reach: choice("reach"),
      max_distance_km: number("within"),
      tenure_years: number("years"),
      step_free: choice("step_free"),
      would_share: data.get("share") !== null,
      latest_start: choice("start"),
      legal_form: choice("form"),
      purposes: data.getAll("purposes").map(String),
    };
    this.store.pay({ budget_gbp_per_year: number("budget"), capital_gbp: number("capital") });
    if (need.min_m2 !== null && need.ideal_m2 === null) errors.push({ field: "ideal", text: W.errors.least_alone });
    else if (need.min_m2 !== null && need.ideal_m2 !== null && need.min_m2 > need.ideal_m2) errors.push({ field: "least", text: W.errors.least });
    return { need, errors };
  }

  private readPlace(kind: Place["kind"], postcode: string, borough: string): Place | null {
    if (kind === "postcode") return postcode === "" ? null : { kind, postcode: postcode.toUpperCase() };
    if (kind === "borough") return borough === "" ? null : { kind, borough };
    const { place } = this.store.looking.form;
    return place?.kind === "point" ? place : null;
  }

  private submit(event: SubmitEvent, kind: Place["kind"]): void {
    event.preventDefault();
    const { need, errors } = this.readForm(event.target as HTMLFormElement, kind);
    this.errors = errors;
    if (errors.length > 0) {
      this.store.look({ form: { ...need, place: need.place ?? this.store.looking.form.place }, searched: false }, "replace");
      void this.updateComplete.then(() => this.querySelector<HTMLElement>("#error-summary")?.focus());
      this.requestUpdate();
      return;
    }
    // The form itself first, so that going back finds it filled in.
    this.store.look({ form: need, searched: false }, "replace");
    this.store.look({ searched: true, view: null, pane: "list" });
    this.store.askAgain();
  }

  private pick(): void {
    const form = this.querySelector("form");
    if (form) this.store.look({ form: { ...this.readForm(form, "point").need, place: this.store.looking.form.place } }, "replace");
    this.kind = "point";
    this.store.look({ pane: "map" }, "replace");
    this.store.pick(true);
  }

  private reset(): void {
    this.errors = [];
    this.kind = null;
    this.store.pay({ budget_gbp_per_year: null, capital_gbp: null });
    this.store.look({ form: { ...EMPTY_FORM }, searched: false, weights: null });
    this.querySelector("form")?.reset();
  }
}

const IN_MORE = new Set(["within", "budget", "capital", "years"]);

/** The form's field for the name the service gives. */
function fieldOf(parameter: string | null): string {
  const name = parameter ?? "place";
  if (name.startsWith("place")) return "place";
  if (name.startsWith("area")) return name.includes("min") ? "least" : "ideal";
  const known: Record<string, string> = {
    max_distance_km: "within",
    budget_gbp_per_year: "budget",
    capital_gbp: "capital",
    tenure_years: "years",
    latest_start: "start",
  };
  return known[name] ?? name;
}

customElements.define("catmap-find", FindPanel);
