/** Views saved under a name in this browser: open one, remove it, take that back, copy the link of the view in front. */
import { html, nothing, type TemplateResult } from "lit";
import { LONGEST_NAME, MOST_SCENARIOS, keepScenarios, recallScenarios, viewOf, withScenario, type Scenario } from "../../state/scenarios";
import { words } from "../../words";
import { region } from "../../words/region";
import { copyable } from "../copyable";
import { Panel } from "../panel";

const W = region.scenarios;

export class ScenariosPanel extends Panel {
  private scenarios: Scenario[] = recallScenarios();
  private said = "";
  private earlier: Scenario[] | null = null;
  private missing = false;

  override render(): TemplateResult {
    const { store } = this;
    return html`<p class="govuk-body">${W.lead}</p>
      <form class="scenarios__new" novalidate @submit=${(event: SubmitEvent) => this.save(event)}>
        <div class=${`govuk-form-group ${this.missing ? "govuk-form-group--error" : ""}`}>
          <label class="govuk-label" for="scenario-name">${W.name}</label>
          ${this.missing
            ? html`<p class="govuk-error-message" id="scenario-error"><span class="govuk-visually-hidden">${words.errorPrefix}</span> ${W.nameMissing}</p>`
            : nothing}
          <input
            class=${`govuk-input ${this.missing ? "govuk-input--error" : ""}`}
            id="scenario-name"
            name="name"
            maxlength=${LONGEST_NAME}
            autocomplete="off"
            aria-describedby=${this.missing ? "scenario-error" : nothing}
          />
        </div>
        <button class="govuk-button govuk-button--secondary" type="submit">${W.save}</button>
      </form>
      <p class="govuk-body scenarios__said" role="status">
        ${this.said}
        ${this.earlier === null ? nothing : html`<button type="button" class="link-button" @click=${() => this.undo()}>${W.undo}</button>`}
      </p>
      ${this.scenarios.length === 0
        ? html`<p class="govuk-hint">${W.none}</p>`
        : html`<ul class="govuk-list scenarios">
            ${this.scenarios.map(
              (scenario) => html`<li class="scenarios__one">
                <a class="govuk-link" href=${store.link(viewOf(scenario))}>${scenario.name}</a>
                <button type="button" class="link-button" aria-label=${W.removeLabel(scenario.name)} @click=${() => this.takeAway(scenario)}>${W.remove}</button>
              </li>`,
            )}
          </ul>`}
      ${copyable("scenario-link", W.link, new URL(store.link({}), document.baseURI).href, W.copy)}`;
  }

  private save(event: SubmitEvent): void {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem("name") as HTMLInputElement;
    const name = field.value.trim();
    this.missing = name === "";
    const known = this.scenarios.some((scenario) => scenario.name === name);
    if (this.missing) {
      field.focus();
      this.say("", null);
    } else if (!known && this.scenarios.length >= MOST_SCENARIOS) this.say(W.full(MOST_SCENARIOS), null);
    else if (this.keep(withScenario(this.scenarios, name, this.store.looking))) {
      field.value = "";
      this.say(known ? W.replaced(name) : W.saved(name), this.earlier);
    }
  }

  private takeAway(scenario: Scenario): void {
    if (this.keep(this.scenarios.filter((other) => other !== scenario))) this.say(W.removed(scenario.name), this.earlier);
    this.querySelector<HTMLElement>("#scenario-name")?.focus();
  }

  private undo(): void {
    if (this.earlier !== null) this.keep(this.earlier);
    this.say("", null);
    this.querySelector<HTMLElement>("#scenario-name")?.focus();
  }

  private keep(next: Scenario[]): boolean {
    if (!keepScenarios(next)) {
      this.say(W.notKept, null);
      return false;
    }
    this.earlier = this.scenarios;
    this.scenarios = next;
    return true;
  }

  private say(said: string, earlier: Scenario[] | null): void {
    this.said = said;
    this.earlier = earlier;
    this.requestUpdate();
  }
}

customElements.define("catmap-scenarios", ScenariosPanel);
