/**
 * One asset on one or two sheets for a committee: facts, gaps, place, best matches with how firm they are, sources.
 *
 * Whoever sees more than everybody chooses between their own copy, which is not for publication, and the public one. All that
 * stands in the public copy is asked of the service as a visitor asks it: the page leaves nothing out by itself.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { AssetRecord, Match, Matches, RecordedFact } from "../api/types";
import type { AssetRules, FactGap } from "../api/worklist";
import { wholeScore, type Answer } from "../state/answers";
import { isPublicCopy } from "../state/looking";
import { mayImport, seesMore, seesPrivately } from "../state/session";
import { standings } from "../state/standing";
import { paperOf } from "../state/terms";
import { addressLine, day, distance, list, notKnown, tidy, words } from "../words";
import { brief as W } from "../words/brief";
import { rules } from "../words/rules";
import type { FieldError } from "./fields";
import { gapText } from "./gap";
import { emptyNotice, whenReady } from "./notices";
import { Panel } from "./panel";
import { printButton } from "./reading";
import { isEntered, mayHideEvidence, qualityOf, type Said } from "./said";
import { rulesPart, termsForm } from "./rules";
import { scoreBar } from "./scorebar";
import { stamp } from "./stamp";
import { standingText } from "./standing";
import { mostCommon, summaryList } from "./place";

const MOST_MATCHES = 3;
const MOST_ASKED = 4;

/** The picture of the map of one asset. */
interface Picture {
  /** Of which place of which asset. */
  of: string;
  state: "drawing" | "there" | "failed";
  address: string | null;
}

/** What one copy is made of. */
interface Paper {
  asset: Answer<AssetRecord>;
  matches: Answer<Matches>;
  rules: Answer<AssetRules>;
  /** Whether everybody may read it; `null` while it is not known who reads. */
  isPublic: boolean | null;
}

export class BriefPanel extends Panel {
  private picture: Picture | null = null;
  private wrong: FieldError[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forgetPicture();
  }

  override render(): TemplateResult {
    const { answers, looking } = this.store;
    const session = answers.session.value;
    const mixed = seesMore(session);
    const isPublic = isPublicCopy(looking);
    return html`<a class="govuk-back-link no-print" href=${this.store.link({ part: null, public_copy: false })}>${W.back}</a>
      ${mixed ? this.copies(isPublic, mayImport(session) ? W.copies.own : W.copies.ownOfMember) : nothing}
      ${isPublic
        ? html`<div>${this.paper({ asset: answers.public_asset, matches: answers.public_matches, rules: answers.public_rules, isPublic })}</div>`
        : this.paper({ asset: answers.asset, matches: answers.asset_matches, rules: answers.asset_rules, isPublic: session && !mixed })}`;
  }

  private copies(isPublic: boolean, own: string): TemplateResult {
    const copy = (label: string, public_copy: boolean): TemplateResult =>
      public_copy === isPublic ? html`<strong>${label}</strong>` : html`<a class="govuk-link" href=${this.store.link({ public_copy })}>${label}</a>`;
    return html`<p class="brief__copies no-print">${copy(own, false)} ${copy(W.copies.public, true)}</p>`;
  }

  private paper(paper: Paper): TemplateResult {
    const { state, failure } = paper.asset;
    if (state === "failed" && failure.status === 404 && isPublicCopy(this.store.looking)) {
      return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${W.label}</h1>
        ${emptyNotice(W.unseen, W.unseenText)}`;
    }
    return whenReady(this.desk, paper.asset, (asset) => this.brief(asset, paper), 18, true);
  }

  private brief(asset: AssetRecord, { matches: found, rules, isPublic }: Paper): TemplateResult {
    const usual = mostCommon(asset.facts.flatMap(({ as_at }) => (as_at === null ? [] : [as_at])));
    return html`<article class="brief">
      <p class="brief__label">${W.label}</p>
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${asset.name}</h1>
      <p class="brief__under">${addressLine(asset.address, asset.postcode, asset.borough)}</p>
      ${isPublic === false ? html`<p class="private-mark">${W.private}</p>` : nothing}
      ${found.value ? html`<p class="brief__lead">${W.lead(words.service, found.value.on)}</p>` : nothing}
      <div class="brief__columns">
        <section>
          <h2 class="govuk-heading-s">${W.facts}</h2>
          ${summaryList([
            { label: words.asset.owner, value: asset.owner.name },
            { label: words.asset.reference, value: asset.reference },
            ...asset.facts.map((fact) => ({ label: fact.label, value: this.value(fact, fact.as_at === usual ? null : fact.as_at, mayHideEvidence(asset)) })),
          ])}
          ${usual === null ? nothing : html`<p class="brief__lead">${W.usual(usual)}</p>`}
        </section>
        <section>
          <h2 class="govuk-heading-s">${W.place}</h2>
          ${this.map(asset)}
          <p>${asset.place.sentence || notKnown}</p>
          ${[asset.neighbourhood.deprivation?.sentence, asset.neighbourhood.uplift?.sentence].map((sentence) =>
            sentence ? html`<p>${tidy(sentence)}</p>` : nothing,
          )}
          ${asset.neighbourhood.displacement ? html`<p>${words.worth.displacement}: ${asset.neighbourhood.displacement.label}</p>` : nothing}
          <h2 class="govuk-heading-s">${W.gaps}</h2>
          <p>${asset.gaps.length === 0 ? W.gapsNone : `${list(asset.gaps.map(({ label }) => label))}.`}</p>
          ${found.value ? this.asking(found.value.worth_finding_out ?? []) : nothing}
        </section>
      </div>
      ${this.rules(asset, rules)}
      <h2 class="govuk-heading-s">${W.matches}</h2>
      ${whenReady(this.desk, found, (matches) => this.best(matches, isPublic === false ? W.matchesNotePrivate : W.matchesNote))}
      <h2 class="govuk-heading-s">${W.sources}</h2>
      <ul class="govuk-list govuk-list--bullet brief__sources">
        ${asset.sources.map(
          ({ title, publisher, licence, as_at }) => html`<li>${title}, ${publisher}${as_at ? `, ${day(as_at)}` : nothing}; ${W.licence(licence)}</li>`,
        )}
      </ul>
      <p class="brief__lead">${W.notHere}</p>
      ${isPublic ? html`<p class="brief__lead">${W.public}</p>` : nothing}
      ${found.value ? stamp(this.store, found.value) : nothing} ${printButton(W.print)}
    </article>`;
  }

  private rules({ id }: AssetRecord, told: Answer<AssetRules>): TemplateResult {
    const refuse = (errors: FieldError[]): void => {
      this.wrong = errors;
      this.requestUpdate();
      if (errors[0]) document.getElementById(errors[0].field)?.focus();
    };
    return html`<h2 class="govuk-heading-s">${rules.heading(told.value?.on ?? new Date().toISOString().slice(0, 10))}</h2>
      ${termsForm(this.store, paperOf(id, isPublicCopy(this.store.looking)), this.wrong, refuse)} ${whenReady(this.desk, told, rulesPart)}`;
  }

  /** The picture holds its room before it is there, so that nothing jumps. */
  private map(asset: AssetRecord): TemplateResult {
    const { lon, lat, coarse } = asset.place;
    if (lon === null || lat === null) return html`<p>${W.mapNone}</p>`;
    this.draw(asset, lon, lat);
    if (this.picture?.state === "failed") return html`<p>${W.mapFailed}</p>`;
    const across = distance(this.desk.acrossMetres(lat));
    return html`<figure class="brief__map" data-drawn=${this.picture?.state === "there" ? "true" : "false"}>
      ${this.picture?.address ? html`<img src=${this.picture.address} alt=${W.mapAlt(asset.name, across)} />` : html`<div class="brief__no-map"></div>`}
      <figcaption>${W.mapCaption(across)} ${coarse ? W.mapCoarse : nothing}</figcaption>
    </figure>`;
  }

  private draw(asset: AssetRecord, lon: number, lat: number): void {
    const occupancy = asset.facts.find(({ field }) => field === "occupancy")?.data;
    const frame = asset.place.coarse ? "coarse" : seesPrivately(asset) ? "private" : "none";
    const of = [asset.id, lon, lat, occupancy, frame].join(" ");
    if (this.picture?.of === of) return;
    this.forgetPicture();
    this.picture = { of, state: "drawing", address: null };
    void this.desk.picture({ lon, lat, occupancy: typeof occupancy === "string" ? occupancy : null, frame }).then((drawn) => {
      if (this.picture?.of !== of) return;
      this.picture = drawn === null ? { of, state: "failed", address: null } : { of, state: "there", address: URL.createObjectURL(drawn) };
      this.requestUpdate();
    });
  }

  private forgetPicture(): void {
    if (this.picture?.address) URL.revokeObjectURL(this.picture.address);
    this.picture = null;
  }

  /** What is not plainly confirmed says so, and what an officer entered; a day of its own is told. */
  private value(fact: RecordedFact, as_at: string | null, hidden: boolean): string {
    const quality = fact.quality === "surveyed" ? null : qualityOf(fact.quality, fact.source);
    const notes = [quality?.toLowerCase() ?? null, enteredNote(fact, hidden), as_at === null ? null : day(as_at)];
    const told = notes.filter((note) => note !== null).join(", ");
    return `${tidy(fact.value)}${told === "" ? "" : ` (${told})`}`;
  }

  private asking(gaps: readonly FactGap[]): TemplateResult | typeof nothing {
    const asked = gaps.slice(0, MOST_ASKED);
    if (asked.length === 0) return nothing;
    return html`<h3 class="brief__small">${W.ask}</h3>
      <ul class="govuk-list govuk-list--bullet">
        ${asked.map((gap) => html`<li>${gap.label}: ${gapText(gap)}</li>`)}
      </ul>`;
  }

  private best(found: Matches, note: string): TemplateResult {
    if (found.matches.length === 0) return html`<p>${W.matchesNone}</p>`;
    const places = standings(found.matches, "need");
    const more = found.eligible - Math.min(MOST_MATCHES, found.matches.length);
    return html`<div class="compare" role="region" aria-label=${W.matches} tabindex="0"><table class="brief__matches">
        <caption class="govuk-visually-hidden">${W.matches}</caption>
        <thead>
          <tr>
            ${Object.values(W.columns).map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${found.matches.slice(0, MOST_MATCHES).map(
            (match, index) => html`<tr>
              <th scope="row">${match.need.title}<span class="compare__note">${match.need.organisation}</span></th>
              <td>${score(match)}</td>
              <td>
                ${places[index] ? (standingText(places[index]) ?? notKnown) : nothing}
              </td>
              <td>${tidy(match.fit)}</td>
            </tr>`,
          )}
        </tbody>
      </table></div>
      <p class="brief__lead">${more > 0 ? W.more(more) : nothing} ${note}</p>`;
  }
}

function score({ score, low, high, verdict }: Match): TemplateResult | string {
  if (score === null || low === null || high === null) return notKnown;
  return html`<strong class="compare__score">${wholeScore(score)}</strong> ${verdict} ${scoreBar(score, low, high)}
    <span class="compare__note">${words.matches.range(low, high)}</span>`;
}

customElements.define("catmap-brief", BriefPanel);

/** Who entered a value, on paper, where the owner and the usual day are told once. */
function enteredNote({ source, evidence }: Said, hidden: boolean): string | null {
  return isEntered(source) ? W.entered(evidence, hidden) : null;
}
