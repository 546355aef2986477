/** The map as a list: the same things in the same order, and those that have no place as well. */
import { html, nothing, type TemplateResult } from "lit";
import { ASSETS_SHOWN, nextCursor } from "../api/client";
import type { AssetFeature, Collection, NeedFeature } from "../api/types";
import { wholeScore } from "../state/answers";
import { NO_FILTERS, SORTS, filterCount } from "../state/looking";
import { exactness, mayChange } from "../state/session";
import type { Store } from "../state/store";
import { addressLine, squareMetres, words } from "../words";
import { partState } from "./late/load";
import { assetQuery } from "./loader";
import { emptyNotice, label, whenReady } from "./notices";
import { Panel, linkOf } from "./panel";
import { opening } from "./reading";
import { selectBox } from "./selectbox";
import { Steps } from "./steps";
import { take } from "./take";
import { totals } from "./totals";

export class ResultsPanel extends Panel {
  private drawnFrom: unknown[] = [];
  private readonly steps = new Steps(this);
  /** Which list the answer in sight is of. */
  private list = "";

  /** The rows are not drawn again for what they do not show, such as a slider that moves. */
  protected override shouldUpdate(): boolean {
    const { looking, answers, resting } = this.store;
    const from = [looking, answers.assets, answers.assets_summary, answers.about, answers.session, resting, this.store.selected, this.desk.focusWanted, this.steps.drawn];
    const same = from.every((part, index) => part === this.drawnFrom[index]);
    this.drawnFrom = from;
    return !same;
  }

  override render(): TemplateResult {
    return html`${whenReady(this.desk, this.store.answers.assets, (assets) => this.assets(assets), 16)}`;
  }

  private assets(assets: Collection<AssetFeature>): TemplateResult {
    const { looking, answers } = this.store;
    const { features, numberMatched } = assets;
    const next = nextCursor(assets);
    if (answers.assets.state === "ready") this.list = JSON.stringify(assetQuery(looking));
    const rows = this.steps.of(features, this.list, ({ id }) => id === this.store.resting.asset || this.desk.focusWanted === linkOf(id));
    return html`<section class=${`results ${answers.assets.state === "loading" ? "results--waiting" : ""}`} aria-labelledby="results-count">
      <h2 class="results__count" id="results-count">
        ${words.results.shown(features.length, numberMatched, looking.view !== null)}
      </h2>
      ${features.length < numberMatched ? html`<p class="results__note">${looking.signs === "score" && filterCount(looking.filters) === 0 ? words.results.allScored : words.results.sameOnMap} ${words.results.more}</p>` : nothing}
      ${looking.view !== null
        ? html`<p class="results__note">
            ${words.results.inView}
            <button type="button" class="link-button" @click=${() => this.store.look({ view: null, from: null })}>
              ${words.results.whole}
            </button>
          </p>`
        : nothing}
      ${features.length === 0 ? this.none() : html`${this.sorting()} ${totals(this.desk, assets)} ${take(this.store)}
          ${this.selection(features)}`}
      <ol class="results__list">
        ${rows.map((feature) => this.item(feature))}
      </ol>
      <div class="results__pages">
        ${this.steps.more(features.length, numberMatched)}
        ${looking.from === null
          ? nothing
          : html`<button type="button" class="govuk-button govuk-button--secondary" @click=${() => this.page(null)}>
              ${words.results.first}
            </button>`}
        ${next === null
          ? nothing
          : html`<button type="button" class="govuk-button govuk-button--secondary" @click=${() => this.page(next)}>
              ${words.results.next(Math.min(ASSETS_SHOWN, numberMatched))}
            </button>`}
      </div>
      ${askUnlisted(this.store)}
    </section>`;
  }

  /** For officers alone, so it comes with what they work with. */
  private selection(features: AssetFeature[]): TemplateResult | typeof nothing {
    const own = this.own(features);
    if (own.length === 0 && this.store.selected.size === 0) return nothing;
    partState("office", null);
    return html`<catmap-selection .desk=${this.desk} .things=${own}></catmap-selection>`;
  }

  /** What of the list the officer may change. */
  private own(features: AssetFeature[]): { id: string; name: string }[] {
    const session = this.store.answers.session.value;
    if (!session?.person) return [];
    return features.filter(({ properties }) => mayChange(session, properties.owner)).map(({ id, properties }) => ({ id, name: properties.name }));
  }

  private sorting(): TemplateResult {
    const { sort } = this.store.looking;
    return html`<div class="sorting no-print">
      <label class="govuk-label" for="sort">${words.results.sort}</label>
      <select
        class="govuk-select"
        id="sort"
        @change=${(event: Event) => {
          const value = (event.target as HTMLSelectElement).value;
          this.store.look({ sort: SORTS.find((each) => each === value) ?? null, from: null });
        }}
      >
        <option value="" .selected=${sort === null}>${words.results.sortUsual}</option>
        ${SORTS.map((each) => html`<option value=${each} .selected=${each === sort}>${words.results.sorts[each]}</option>`)}
      </select>
      ${sort === "-best_score" ? html`<p class="results__note">${words.results.scoreNote}</p>` : nothing}
      ${sort === null ? html`<p class="results__note">${words.results.sortUsualNote}</p>` : nothing}
    </div>`;
  }

  private page(from: string | null): void {
    this.store.look({ from });
    this.closest(".pane")?.scrollTo({ top: 0 });
    document.getElementById("heading")?.focus();
  }

  private none(): TemplateResult {
    const { looking } = this.store;
    const clear = html`<button type="button" class="govuk-button govuk-button--secondary" @click=${() => this.store.look({ filters: { ...NO_FILTERS }, from: null })}>
      ${words.look.clear}
    </button>`;
    const everywhere = html`<button type="button" class="govuk-button" @click=${() => this.store.look({ view: null, from: null })}>${words.results.everywhere}</button>`;
    const filtered = filterCount(looking.filters) > 0;
    if (looking.view !== null) return emptyNotice(words.results.none, filtered ? words.results.noneFilteredInView : words.results.noneInView, filtered ? html`${everywhere} ${clear}` : everywhere);
    if (filtered) return emptyNotice(words.results.none, words.results.noneFiltered, clear);
    return emptyNotice(words.results.none, words.results.noneAtAll);
  }

  private item(asset: AssetFeature): TemplateResult {
    const { id, properties } = asset;
    const about = this.store.answers.about.value;
    const { occupancy, disposal_status: status, usable_area_m2: size } = properties;
    const where = addressLine(properties.address, properties.postcode, properties.borough);
    const resting = this.store.resting.asset === id;
    return html`<li
      class=${`item ${this.mine(asset) ? "item--mine" : ""} ${resting ? "item--resting" : ""}`}
      data-id=${id}
      @mouseenter=${() => this.store.rest({ asset: id, need: null })}
      @mouseleave=${() => this.store.rest({ asset: null })}
      @focusin=${() => this.store.rest({ asset: id, need: null })}
      @focusout=${() => this.store.rest({ asset: null })}
    >
      ${this.mine(asset) ? selectBox(this.store, { id, name: properties.name }) : nothing}
      <a class="item__link" href=${this.store.link({ asset: id, area: null, need: null, pane: "list" })}>${properties.name}</a>
      <p class="item__where">${where}</p>
      <p class="item__facts">
        <span class=${`mark mark--${occupancy ?? "unknown"}`}
          >${occupancy === null ? words.results.occupancyNotKnown : label(about, "occupancy", occupancy)}</span
        >
        <span class="mark">${status === null ? words.results.statusNotKnown : label(about, "disposal_status", status)}</span>
        <span class="item__size"
          >${size === null ? words.results.sizeNotKnown : squareMetres(size)}${size !== null && properties.usable_area_estimated
            ? ` (${words.results.estimated})`
            : nothing}</span
        >
      </p>
      ${properties.best_score === undefined
        ? nothing
        : html`<p class="item__match">
            ${properties.best_score === null
              ? words.results.noMatch
              : words.results.bestMatch(String(wholeScore(properties.best_score)), properties.best_need_title ?? "")}
          </p>`}
      ${this.place(asset)}
    </li>`;
  }

  private mine({ properties }: AssetFeature): boolean {
    const session = this.store.answers.session.value;
    return session?.person != null && mayChange(session, properties.owner);
  }

  private place(asset: AssetFeature): TemplateResult | typeof nothing {
    switch (exactness(asset)) {
      case "nowhere":
        return html`<p class="item__place">${words.results.placeNotKnown}</p>`;
      case "coarse":
        return html`<p class="item__place">${asset.properties.precision === "outward-postcode" ? words.results.district(asset.properties.postcode) : words.results.coarse}</p>`;
      case "private":
        return html`<p class="item__place"><span class="private-tag">${words.results.private}</span></p>`;
      case "exact":
        return nothing;
    }
  }
}

/** The way to ask about a building that is not in any list. */
export function askUnlisted(store: Store): TemplateResult {
  return html`<p class="govuk-body ask-unlisted no-print">
    ${words.ways.askUnlistedHint} <a class="govuk-link" href=${store.link(opening("ask"))}>${words.ways.askUnlisted}</a>
  </p>`;
}

export class NeedsPanel extends Panel {
  private readonly steps = new Steps(this);

  override render(): TemplateResult {
    return html`${whenReady(this.desk, this.store.answers.needs, (needs) => this.needs(needs), 12)}`;
  }

  private needs({ features, numberMatched }: Collection<NeedFeature>): TemplateResult {
    const about = this.store.answers.about.value;
    const { resting, looking } = this.store;
    const rows = this.steps.of(features, `${looking.view}`, ({ id }) => id === resting.need || this.desk.focusWanted === linkOf(id));
    return html`<section class="results" aria-labelledby="needs-count">
      <h2 class="results__count" id="needs-count">${words.needs.shown(features.length, numberMatched)}</h2>
      ${features.length === 0 ? emptyNotice(words.needs.none, words.needs.noneText) : nothing}
      <ol class="results__list">
        ${rows.map(({ id, geometry, properties }) => {
          const spaces = (properties.space_types ?? "").split(",").filter((slug) => slug !== "");
          return html`<li
            class=${`item ${resting.need === id ? "item--resting" : ""}`}
            data-id=${id}
            @mouseenter=${() => this.store.rest({ need: id, asset: null })}
            @mouseleave=${() => this.store.rest({ need: null })}
            @focusin=${() => this.store.rest({ need: id, asset: null })}
            @focusout=${() => this.store.rest({ need: null })}
          >
            <a class="item__link" href=${this.store.link({ need: id, asset: null, area: null, pane: "list" })}>${properties.title}</a>
            <p class="item__where">${[properties.organisation, properties.borough].filter(Boolean).join(", ")}</p>
            <p class="item__facts">
              ${spaces.map((slug) => label(about, "space_type", slug)).join(", ")}${properties.area_min_m2 === null
                ? nothing
                : html` <span class="item__size">${words.needs.from(properties.area_min_m2)}</span>`}
            </p>
            ${geometry === null ? html`<p class="item__place">${words.needs.placeNotKnown}</p>` : nothing}
          </li>`;
        })}
      </ol>
      <div class="results__pages">${this.steps.more(features.length, numberMatched)}</div>
    </section>`;
  }
}

customElements.define("catmap-results", ResultsPanel);
customElements.define("catmap-needs", NeedsPanel);
