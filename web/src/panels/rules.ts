/** What statutory rules say of an asset as at a day: flags that need looking at first, the others in a line; never advice. */
import { html, nothing, type TemplateResult } from "lit";
import type { AssetRules, RuleFlag, RuleState } from "../api/worklist";
import { NO_TERMS, readPounds } from "../state/terms";
import type { Store } from "../state/store";
import { day, list, money } from "../words";
import { rules as W } from "../words/rules";
import { textField, type FieldError } from "./fields";
import { mostCommon } from "./place";

/** Those that somebody has to look at. */
const OPEN: readonly RuleState[] = ["applies", "may-apply", "not-known"];

export function rulesPart(told: AssetRules): TemplateResult {
  const open = OPEN.flatMap((state) => told.flags.filter((flag) => flag.state === state));
  const inState = (state: RuleState): RuleFlag[] => told.flags.filter((flag) => flag.state === state);
  const goneOver = mostCommon(told.flags.map(({ as_at }) => as_at));
  return html`${undervalue(told)}
    <dl class="rules">
      ${open.map((flag) => flagOf(flag, goneOver))}
    </dl>
    ${(["not-in-force", "does-not-apply"] as const).map((state) =>
      inState(state).length === 0
        ? nothing
        : html`<p class="rules__rest">
            <strong>${W.states[state]}:</strong>
            ${inState(state).map(({ title, says }) => html`${title}<span class=${state === "does-not-apply" ? "no-print" : ""}> (${says.replace(/\.$/, "")})</span>. `)}
          </p>`,
    )}
    <p class="brief__lead">${told.sentence} ${goneOver === null ? nothing : W.goneOver(goneOver)}</p>`;
}

/** The day on which a rule was last gone over is told where it is not the usual one. */
function flagOf({ title, state, says, needs, clocks, source, source_url, in_force_from, as_at }: RuleFlag, goneOver: string | null): TemplateResult {
  return html`<div class="rules__one">
    <dt>${title} <strong class=${`rules__state rules__state--${state}`}>${W.states[state]}</strong></dt>
    <dd>
      ${says} ${clocks.length === 0 ? nothing : html`<strong>${clocks.map(({ label, until }) => `${label} ${day(until)}`).join("; ")}.</strong>`}
      ${needs.length === 0 ? nothing : W.needs(list(needs.map(({ label }) => label)))}
      <span class="rules__source"><a class="rules__link" href=${source_url} rel="external noreferrer">${source}</a>${W.since(in_force_from)}${as_at === goneOver ? nothing : html` ${W.goneOver(as_at)}`}</span>
    </dd>
  </div>`;
}

function undervalue({ undervalue: found }: AssetRules): TemplateResult | typeof nothing {
  if (found === null) return nothing;
  return html`<p class="rules__undervalue">
    <strong>${W.undervalue(money(found.undervalue_gbp))}</strong>
    ${W.undervalueFrom(money(found.unrestricted_gbp), found.valued_on, money(found.consideration_gbp))}
    ${found.within_limit ? W.within(money(found.limit_gbp)) : W.beyond(money(found.limit_gbp))}
  </p>`;
}

/** What no record holds: what would be paid, and the day of a notice. `told` is what was found wrong with them last. */
export function termsForm(store: Store, paper: string, errors: FieldError[], refuse: (errors: FieldError[]) => void): TemplateResult {
  const { consideration_gbp, notice_on } = store.terms.of(paper);
  const submit = (event: Event): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const pounds = readPounds(String(form.get("consideration") ?? ""));
    if (pounds === undefined) {
      refuse([{ field: "consideration", text: W.considerationWrong }]);
      return;
    }
    refuse([]);
    store.setTerms(paper, { consideration_gbp: pounds, notice_on: String(form.get("notice") ?? "") || null });
  };
  return html`<form class="rules__form no-print" novalidate @submit=${submit}>
    ${textField({ id: "consideration", label: W.consideration, hint: W.considerationHint, width: 10, value: consideration_gbp === null ? "" : String(consideration_gbp), errors })}
    ${textField({ id: "notice", label: W.notice, hint: W.noticeHint, type: "date", width: 10, value: notice_on ?? "", errors })}
    <div class="buttons">
      <button type="submit" class="govuk-button govuk-button--secondary">${W.submit}</button>
      ${consideration_gbp === null && notice_on === null
        ? nothing
        : html`<button type="button" class="link-button" @click=${() => store.setTerms(paper, NO_TERMS)}>${W.forget}</button>`}
    </div>
  </form>`;
}
