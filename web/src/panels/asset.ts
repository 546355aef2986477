/** All that is known of one asset, what is not, what is around it, and which published needs it could serve. */
import { html, nothing, type TemplateResult } from "lit";
import type { AssetRecord, Matches, RecordedFact } from "../api/types";
import { isBegun, keepEdit, recallEdit, type EditDraft } from "../state/editdraft";
import { NO_WORK } from "../state/looking";
import { seesPrivately } from "../state/session";
import { standings } from "../state/standing";
import { addressLine, notKnown, tidy, words } from "../words";
import { matchCard } from "./match";
import { whatIsNear } from "./near";
import { doneNotice, nothingFits, whenReady } from "./notices";
import { toOffice } from "./office";
import { ownMatch } from "./own";
import { Panel } from "./panel";
import { mostCommon, neighbourhood, summaryList } from "./place";
import { opening } from "./reading";
import { fromOf, mayHideEvidence, qualityOf } from "./said";
import { stamp } from "./stamp";

export class AssetPanel extends Panel {
  override render(): TemplateResult {
    const { looking } = this.store;
    const back = looking.task === "find" ? words.asset.backToMatches : looking.task === "worklist" ? words.asset.backToWork : words.asset.back;
    return html`<a class="govuk-back-link no-print" href=${this.store.link({ asset: null })}>${back}</a>
      ${whenReady(this.desk, this.store.answers.asset, (asset) => this.asset(asset), 18, true)}`;
  }

  private asset(asset: AssetRecord): TemplateResult {
    const { lon, lat } = asset.place;
    return html`<article>
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${asset.name}</h1>
      ${doneNotice(this.store)} ${this.begun(asset)} ${this.marks(asset)} ${ownMatch(this.store, asset.id)}
      <div class="buttons no-print">
        ${lon === null || lat === null
          ? nothing
          : html`<button
              type="button"
              class="govuk-button govuk-button--secondary"
              @click=${() => {
                this.store.look({ pane: "map" }, "replace");
                this.desk.goTo(lon, lat);
              }}
            >
              ${words.asset.onMap}
            </button>`}
        <a class="govuk-button govuk-button--secondary" href=${this.store.link({ part: "brief", public_copy: false, pane: "list" })}>${words.ways.brief}</a>
        ${asset.may_edit
          ? html`${asset.gone ? nothing : html`<a class="govuk-button govuk-button--secondary" href=${this.onWorklist(asset)}>${words.asset.onWorklist}</a>`}
              <a class="govuk-button govuk-button--secondary" href=${this.store.link(toOffice("enquiries"))}>${words.asset.enquiries}</a>
              <a class="govuk-button govuk-button--secondary" href=${this.store.link({ part: "edit", fact: null })}>${words.ways.edit}</a>
              <a class="govuk-button govuk-button--secondary" href=${this.store.link({ part: "history", rows_from: null })}>${words.ways.history}</a>`
          : html`<a class="govuk-button govuk-button--secondary" href=${this.store.link({ part: "ask", pane: "list" })}>${words.ways.ask}</a>`}
      </div>
      ${summaryList([
        { label: words.asset.owner, value: asset.owner.name },
        { label: words.asset.address, value: addressLine(asset.address, asset.postcode, asset.borough) || null },
        { label: words.asset.place, value: asset.place.sentence || null },
        { label: words.asset.reference, value: asset.reference },
      ])}
      <h2 class="govuk-heading-m">${words.asset.facts}</h2>
      ${this.facts(asset)}
      <h2 class="govuk-heading-m">${words.asset.gaps}</h2>
      ${asset.gaps.length === 0
        ? html`<p class="govuk-body">${words.asset.noGaps}</p>`
        : html`<p class="govuk-body">${words.asset.gapsNote}</p>
            ${summaryList(asset.gaps.map(({ label }) => ({ label, value: null })))}`}
      <h2 class="govuk-heading-m">${words.asset.neighbourhood}</h2>
      ${neighbourhood(asset.neighbourhood)}
      ${whatIsNear(this.store.answers.asset_near.value)}
      <h2 class="govuk-heading-m">${words.asset.needs}</h2>
      ${whenReady(this.desk, this.store.answers.asset_matches, (matches) => this.needs(matches))}
    </article>`;
  }

  /** Its own officers ask nobody about it: they go to its line in their list. */
  private onWorklist({ id, owner }: AssetRecord): string {
    return this.store.link({ ...opening("worklist"), work: { ...NO_WORK, council: owner.name, at: id } });
  }

  /** That facts of it were begun to be changed in this tab, and the way back to them. */
  private begun({ id, may_edit }: AssetRecord): TemplateResult | typeof nothing {
    if (!may_edit || !isBegun(recallEdit(id))) return nothing;
    const forget = (): void => {
      const draft = recallEdit(id);
      const put = (kept: EditDraft, said: string, undo: (() => Promise<void>) | null): void => {
        keepEdit(id, kept);
        this.store.say(said, undo);
        this.querySelector<HTMLElement>("#heading")?.focus();
      };
      put({}, words.begun.thrownAway, async () => put(draft, words.begun.back, null));
    };
    return html`<p class="begun-notice no-print">
      ${words.begun.notice} <a class="govuk-link" href=${this.store.link({ part: "edit", fact: null })}>${words.begun.goOn}</a>
      <button type="button" class="link-button" @click=${forget}>${words.begun.throwAway}</button>
    </p>`;
  }

  /** What only its officers see, and how much everybody does. */
  private marks(asset: AssetRecord): TemplateResult {
    const marks = [
      ...(asset.gone ? [words.privately.gone(asset.gone)] : []),
      ...(seesPrivately(asset) ? [words.privately.exact] : []),
      ...(asset.may_edit && asset.shown === "exact" ? [words.privately.exactShown] : []),
    ];
    return html`${marks.map((mark) => html`<p class="private-mark">${mark}</p>`)}`;
  }

  /** Where most facts come from is said once; only the others repeat it. */
  private facts(asset: AssetRecord): TemplateResult {
    const { facts } = asset;
    const from = (fact: RecordedFact): string => fromOf(this.store.answers.about.value, fact, asset.owner.name, mayHideEvidence(asset));
    if (facts.length === 0) return html`<p class="govuk-body not-known">${notKnown}</p>`;
    const usual = mostCommon(facts.map(provenance));
    const first = facts.find((fact) => provenance(fact) === usual);
    return html`${first
        ? html`<p class="govuk-hint">${words.asset.mostFrom(qualityOf(first.quality, first.source), from(first))}</p>`
        : nothing}
      <table class="govuk-table facts-table">
        <caption class="govuk-visually-hidden">
          ${words.asset.facts}
        </caption>
        <thead class="govuk-table__head govuk-visually-hidden">
          <tr>
            <th scope="col">${words.asset.fact}</th>
            <th scope="col">${words.asset.value}</th>
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          ${facts.map(
            (fact) => html`<tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">${fact.label}</th>
              <td class="govuk-table__cell">
                ${tidy(fact.value)}
                ${provenance(fact) === usual
                  ? nothing
                  : html`<span class="fact-source">${[qualityOf(fact.quality, fact.source), from(fact)].filter(Boolean).join(". ")}</span>`}
              </td>
            </tr>`,
          )}
        </tbody>
      </table>`;
  }

  private needs(found: Matches): TemplateResult {
    if (found.matches.length === 0) {
      return nothingFits(found.nothing_fits ?? words.asset.noNeeds, words.asset.considered(found.eligible, found.considered));
    }
    const places = standings(found.matches, "need");
    return html`<p class="govuk-body">${words.asset.considered(found.eligible, found.considered)} ${words.asset.needsLead}</p>
      <ol class="matches">
        ${found.matches.map((match, index) => {
          const need = match.need.id;
          const standing = places[index];
          if (!standing) return nothing;
          return matchCard(match, {
            about: this.store.answers.about.value,
            showing: "need",
            standing,
            href: this.store.link({ need, asset: null, area: null, pane: "list" }),
            resting: false,
            rest: () => undefined,
          });
        })}
      </ol>
      ${stamp(this.store, found)}`;
  }
}

const provenance = ({ quality, source, as_at, evidence }: RecordedFact): string => [quality, source, as_at, evidence].join(" ");

customElements.define("catmap-asset", AssetPanel);
