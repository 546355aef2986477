/** The officer's worklist: a council's own stock, what stands empty before what is in use, with reasons, needs and gaps. */
import { html, nothing, type TemplateResult } from "lit";
import { getWholeWorklist, type WorkQuery, type WorkRow, type Worklist } from "../api/worklist";
import { NO_WORK, workFilterCount, type WorkView } from "../state/looking";
import { worklistFile } from "../state/worklist";
import { count, list, tidy, words } from "../words";
import { worklist as W } from "../words/worklist";
import { gapText } from "./gap";
import { doneNotice, emptyNotice, whenReady } from "./notices";
import { forThoseWhoMay, toOffice } from "./office";
import { Panel } from "./panel";
import { scoreBar } from "./scorebar";
import { selectBox } from "./selectbox";
import { sheet } from "./sheet";

const MOST_GAPS = 3;

export class WorklistPanel extends Panel {
  private saving: "no" | "yes" | "failed" = "no";

  override render(): TemplateResult {
    return html`<div class="office">
      ${forThoseWhoMay(this.desk, "worklist", () => html`${whenReady(this.desk, this.store.answers.worklist, (found) => this.page(found), 24, true)}`)}
    </div>`;
  }

  private page(found: Worklist): TemplateResult {
    const { work } = this.store.looking;
    const first = found.rows[0]?.rank ?? 0;
    const last = found.rows.at(-1)?.rank ?? 0;
    const filtered = workFilterCount(work) > 0;
    return html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${found.council === null ? words.titles.worklist : W.headingOf(found.council)}</h1>
      ${doneNotice(this.store)}
      <p class="govuk-body">${W.lead}</p>
      ${found.assets === 0
        ? emptyNotice(W.none, W.noneText, html`<a class="govuk-button" href=${this.store.link(toOffice("import"))}>${W.noneLink}</a>`)
        : html`<p class="private-mark">${W.private}</p>
            ${this.filters(found)}
            <h2 class="results__count" id="work-count">${filtered ? `${count(found.matched)} ${W.filteredOf(found.assets)}` : W.shown(first, last, found.matched, found.assets)}</h2>
            <p class="results__note">${W.needsNote(found.needs)} ${filtered ? nothing : W.blockedNote(found.blocked)}</p>
            ${found.rows.length === 0
              ? emptyNotice(
                  W.noneFiltered,
                  W.noneFilteredText,
                  html`<button type="button" class="govuk-button govuk-button--secondary" @click=${() => this.ask({ ...NO_WORK, council: work.council })}>${W.clear}</button>`,
                )
              : nothing}
            <catmap-selection .desk=${this.desk} .things=${found.rows.map(({ asset, name }) => ({ id: asset, name }))}></catmap-selection>
            ${found.groups.map(({ group, label, count: counted }) => {
              const rows = found.rows.filter((row) => row.group === group);
              return rows.length === 0
                ? nothing
                : html`<h2 class="work__group" id=${`work-${group}`}>${W.group(label, counted)}</h2>
                    <ol class="work" aria-labelledby=${`work-${group}`}>
                      ${rows.map((row) => this.row(row, found))}
                    </ol>`;
            })}
            ${this.pages(found)} ${this.take(found)} ${this.method(found)}`}`;
  }

  private ask(work: WorkView): void {
    this.store.look({ work });
  }

  private filters({ councils, stages }: Worklist): TemplateResult {
    const { work } = this.store.looking;
    const change = (changed: Partial<WorkView>): void => this.ask({ ...work, from: null, at: null, ...changed });
    const choices: [WorkView["blocked"], string][] = [
      [null, W.blockedChoices.all],
      [false, W.blockedChoices.open],
      [true, W.blockedChoices.blocked],
    ];
    return html`<form class="work__filters no-print" aria-label=${W.filter} @submit=${(event: Event) => event.preventDefault()}>
      ${councils.length < 2
        ? nothing
        : html`<div class="govuk-form-group">
            <label class="govuk-label" for="work-council">${W.council}</label>
            <select class="govuk-select" id="work-council" @change=${(event: Event) => change({ council: (event.target as HTMLSelectElement).value, stages: [] })}>
              ${councils.map((council) => html`<option value=${council} .selected=${council === this.store.answers.worklist.value?.council}>${council}</option>`)}
            </select>
          </div>`}
      <div class="govuk-form-group">
        <label class="govuk-label" for="work-stage">${W.stage}</label>
        <select class="govuk-select" id="work-stage" @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          change({ stages: value === "" ? [] : [value] });
        }}>
          <option value="" .selected=${work.stages.length === 0}>${W.blockedChoices.all}</option>
          ${stages.map(
            ({ stage, label, count: counted }) =>
              html`<option value=${stage ?? "unknown"} .selected=${work.stages.includes(stage ?? "unknown")}>${W.stageOf(label ?? W.stageUnknown, counted)}</option>`,
          )}
        </select>
      </div>
      <div class="govuk-form-group">
        <label class="govuk-label" for="work-blocked">${W.blocked}</label>
        <select class="govuk-select" id="work-blocked" @change=${(event: Event) => change({ blocked: choices[(event.target as HTMLSelectElement).selectedIndex]?.[0] ?? null })}>
          ${choices.map(([value, text]) => html`<option .selected=${value === work.blocked}>${text}</option>`)}
        </select>
      </div>
    </form>`;
  }

  private row(row: WorkRow, found: Worklist): TemplateResult {
    const { transferability: score } = row;
    return html`<li class="work__item" data-id=${row.asset} value=${row.rank}>
      ${selectBox(this.store, { id: row.asset, name: row.name })}
      <div class="work__head">
        <p class="work__rank" aria-label=${W.rank(row.rank)}>${count(row.rank)}</p>
        <div class="work__name">
          <h3 class="work__title"><a class="govuk-link" href=${this.store.link({ asset: row.asset, area: null, need: null, part: null, pane: "list" })}>${row.name}</a></h3>
          <p class="work__lead">${score === null ? html`<strong class="work__blocked">${W.blockedMark}</strong> ` : nothing}${tidy(row.sentence)}</p>
        </div>
        ${score === null
          ? html`<p class="work__score results__note">${W.noScore}</p>`
          : html`<div class="work__score">
              <p><span class="govuk-visually-hidden">${W.score}</span> <strong class="work__value">${W.scoreOf(score.value)}</strong> ${W.of}</p>
              ${scoreBar(score.value, score.low, score.high, W.barLabel(score.value, score.low, score.high))}
              <p class="results__note">${W.range(score.low, score.high)}</p>
            </div>`}
      </div>
      ${score === null ? nothing : html`<div class="work__body">${this.needs(row)} ${this.gaps(row)}</div>`}
      <p class="work__fresh">${this.freshness(row)}</p>
      ${score === null
        ? nothing
        : html`<details class="govuk-details work__why">
            <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.why}<span class="govuk-visually-hidden">: ${row.name}</span></span></summary>
            <div class="govuk-details__text">${this.parts(row, found)}</div>
          </details>`}
    </li>`;
  }

  private needs({ needs, fitting }: WorkRow): TemplateResult {
    return html`<section>
      <h4 class="work__small">${W.bestNeeds}</h4>
      ${needs.length === 0
        ? html`<p>${W.noNeed}</p>`
        : html`<ul class="govuk-list work__list">
            ${needs.map(
              ({ id, title, organisation, score }) => html`<li>
                ${id === null ? title : html`<a class="govuk-link" href=${this.store.link({ need: id, asset: null, area: null, pane: "list" })}>${title}</a>`}, ${organisation}:
                <strong>${W.need(score.value, score.low, score.high)}</strong>
              </li>`,
            )}
            ${fitting > needs.length ? html`<li class="results__note">${W.more(fitting - needs.length)}</li>` : nothing}
          </ul>`}
    </section>`;
  }

  private gaps({ asset, name, gaps }: WorkRow): TemplateResult {
    const told = gaps.slice(0, MOST_GAPS);
    return html`<section>
      <h4 class="work__small">${W.findOut}</h4>
      ${told.length === 0
        ? html`<p>${W.noGaps}</p>`
        : html`<ul class="govuk-list work__list">
              ${told.map(
                (gap) => html`<li>
                  <strong>${gap.label}</strong>: ${gapText(gap)}. <span class="results__note">${gap.now_assumed}</span>
                  <a class="govuk-link no-print" href=${this.store.link({ asset, part: "edit", fact: gap.fact, area: null, need: null, pane: "list" })}
                    >${W.enter}<span class="govuk-visually-hidden">: ${W.enterLong(gap.label, name)}</span></a
                  >
                </li>`,
              )}
            </ul>`}
    </section>`;
  }

  private freshness({ freshness: { oldest, undated, register_as_at } }: WorkRow): string {
    const parts = [
      oldest === null ? W.oldestNone : W.oldest(oldest.label, oldest.as_at),
      ...(undated.length === 0 ? [] : [W.undated(list([...undated]))]),
      register_as_at === null ? W.registerNone : W.register(register_as_at),
    ];
    return `${parts.join("; ")}.`;
  }

  private parts(row: WorkRow, { method }: Worklist): TemplateResult {
    const weight = (part: string): number => method.find((one) => one.part === part)?.weight ?? 0;
    return sheet(
      W.why,
      [{ text: W.parts.part }, { text: W.parts.says }, { text: W.parts.points, numeric: true }],
      row.parts.map(({ part, label, known, says, points, low, high }) => ({
        cells: [
          label,
          known ? tidy(says) : html`<span class="not-known">${tidy(says)}</span>`,
          html`${W.part(points, weight(part))}${high - low > 0.05 ? html` <span class="results__note">(${W.partRange(low, high)})</span>` : nothing}`,
        ],
      })),
      "sheet--plain",
    );
  }

  private pages({ next, rows }: Worklist): TemplateResult {
    const { work } = this.store.looking;
    const to = (from: string | null): void => {
      this.ask({ ...work, from, at: null });
      this.closest(".pane")?.scrollTo({ top: 0 });
      document.getElementById("heading")?.focus();
    };
    return html`<div class="results__pages no-print">
      ${work.from === null && work.at === null ? nothing : html`<button type="button" class="govuk-button govuk-button--secondary" @click=${() => to(null)}>${W.first}</button>`}
      ${next === null || rows.length === 0 ? nothing : html`<button type="button" class="govuk-button govuk-button--secondary" @click=${() => to(next)}>${W.next}</button>`}
    </div>`;
  }

  private take(found: Worklist): TemplateResult {
    return html`<p class="no-print" aria-live="polite">
      <button type="button" class="govuk-button govuk-button--secondary" aria-disabled=${this.saving === "yes" ? "true" : nothing} @click=${() => void this.save(found)}>
        ${this.saving === "yes" ? W.saving : W.save}
      </button>
      ${this.saving === "failed" ? html`<span class="results__note">${W.saveFailed}</span>` : nothing}
    </p>`;
  }

  /** The whole list that fits what is asked, not only this page. */
  private async save(found: Worklist): Promise<void> {
    if (this.saving === "yes") return;
    this.saving = "yes";
    this.requestUpdate();
    try {
      const whole = await getWholeWorklist(workQuery(this.store.looking.work));
      const file = URL.createObjectURL(new Blob([worklistFile(whole, W.columns, [W.savedNote(whole.on)])], { type: "text/csv" }));
      const link = document.createElement("a");
      link.href = file;
      link.download = W.saveName(found.council, whole.on);
      link.click();
      setTimeout(() => URL.revokeObjectURL(file), 1000);
      this.saving = "no";
    } catch {
      this.saving = "failed";
    }
    this.requestUpdate();
  }

  private method({ method }: Worklist): TemplateResult {
    return html`<details class="govuk-details">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${W.how}</span></summary>
      <div class="govuk-details__text">
        <p>${W.howLead}</p>
        ${sheet(
          W.how,
          [{ text: W.parts.part }, { text: W.weight, numeric: true }, { text: W.whyWeight }],
          method.map(({ label, weight, why }) => ({ cells: [label, count(weight), why] })),
          "sheet--plain",
        )}
      </div>
    </details>`;
  }
}

/** What is asked of the service for a view of the list. */
export const workQuery = ({ council, stages, blocked }: WorkView): WorkQuery => ({ council, stages, blocked });

customElements.define("catmap-worklist", WorklistPanel);
