/** Choosing a password by the link of an e-mail: an invitation, or after one was forgotten. */
import { html, nothing, type TemplateResult } from "lit";
import { words } from "../../words";
import { password as W } from "../../words/people";
import { actFailure, errorSummary, focusFailure, type FieldError } from "../fields";
import { emptyNotice } from "../notices";
import { Panel } from "../panel";
import { passwordField } from "./passwordfield";

/** The service refuses shorter ones; said here before anything is sent. */
export const LEAST_CHARACTERS = 12;

export class PasswordPanel extends Panel {
  private errors: FieldError[] = [];

  override render(): TemplateResult {
    const { looking, token, acts } = this.store;
    const heading = html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${looking.invited ? W.headingInvited : words.titles.password}</h1>`;
    if (token === null) {
      return html`<div class="office office--narrow">
        ${heading}
        ${emptyNotice(W.noLink, W.noLinkText, html`<p class="govuk-body"><a class="govuk-link" href=${this.store.link({ task: "forgotten" })}>${W.askAgain}</a></p>`)}
      </div>`;
    }
    const refused = acts.password?.state === "failed";
    return html`<div class="office office--narrow">
      ${this.errors.length > 0 ? errorSummary(this.errors) : actFailure(this.store, "password")} ${heading}
      <p class="govuk-body">${W.lead}</p>
      <form method="post" novalidate @submit=${(event: SubmitEvent) => void this.submit(event)}>
        ${passwordField("new-password", W.label, true, W.hint, this.errors)}
        <button class="govuk-button" type="submit" aria-disabled=${acts.password?.state === "doing" ? "true" : nothing}>${W.submit}</button>
      </form>
      ${refused ? html`<p class="govuk-body"><a class="govuk-link" href=${this.store.link({ task: "forgotten" })}>${W.askAgain}</a></p>` : nothing}
    </div>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.store.acts.password?.state === "doing") return;
    const password = String(new FormData(event.target as HTMLFormElement).get("new-password") ?? "");
    this.errors = [...password].length < LEAST_CHARACTERS ? [{ field: "new-password", text: W.missing }] : [];
    this.requestUpdate();
    if (this.errors.length > 0 || !(await this.desk.clerk.setPassword(password))) {
      await this.updateComplete;
      focusFailure(this);
      return;
    }
    this.store.look({ task: "look", then: null, invited: false }, "replace");
    this.store.forgetToken();
  }
}

customElements.define("catmap-password", PasswordPanel);
