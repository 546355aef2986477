/** Changing one's own password: the old one, the new one, and what becomes of other browsers that are signed in. */
import { html, nothing, type TemplateResult } from "lit";
import { failureOf } from "../../state/acts";
import { words } from "../../words";
import { ownPassword as W, password, signIn } from "../../words/people";
import { actFailure, errorSummary, focusFailure, type FieldError } from "../fields";
import { doneNotice } from "../notices";
import { forThoseWhoMay } from "../office";
import { Panel } from "../panel";
import { passwordField } from "./passwordfield";
import { LEAST_CHARACTERS } from "./password";

const OLD = "old-password";
const NEW = "own-new-password";

export class OwnPasswordPanel extends Panel {
  private errors: FieldError[] = [];

  override render(): TemplateResult {
    return html`<div class="office office--narrow">${forThoseWhoMay(this.desk, "own-password", () => this.page())}</div>`;
  }

  private page(): TemplateResult {
    const { acts, answers } = this.store;
    const errors = this.allErrors();
    return html`${errors.length > 0 ? errorSummary(errors) : actFailure(this.store, "own_password")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles["own-password"]}</h1>
      ${doneNotice(this.store)}
      <p class="govuk-body">${W.lead}</p>
      <form method="post" novalidate @submit=${(event: SubmitEvent) => void this.submit(event)}>
        <input type="email" name="username" autocomplete="username" hidden .value=${answers.session.value?.person?.email ?? ""} />
        ${passwordField(OLD, W.old, false, undefined, errors)} ${passwordField(NEW, W.new, true, password.hint, errors)}
        <button class="govuk-button" type="submit" aria-disabled=${acts.own_password?.state === "doing" ? "true" : nothing}>${W.submit}</button>
      </form>
      <p class="govuk-body"><a class="govuk-link" href=${this.store.link({ task: "forgotten" })}>${signIn.forgotten}</a></p>`;
  }

  /** What we found wrong before sending, else what the service found wrong with one of the two. */
  private allErrors(): FieldError[] {
    if (this.errors.length > 0) return this.errors;
    const failure = failureOf(this.store.acts, "own_password");
    if (!failure?.parameter) return [];
    return [{ field: failure.parameter === "old" ? OLD : NEW, text: failure.detail }];
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.store.acts.own_password?.state === "doing") return;
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const [old, fresh] = [String(given.get(OLD) ?? ""), String(given.get(NEW) ?? "")];
    this.errors = [
      ...(old === "" ? [{ field: OLD, text: W.oldMissing }] : []),
      ...([...fresh].length < LEAST_CHARACTERS ? [{ field: NEW, text: password.missing }] : []),
    ];
    this.requestUpdate();
    const done = this.errors.length === 0 && (await this.desk.clerk.changePassword(old, fresh));
    await this.updateComplete;
    if (!done) return focusFailure(this);
    form.reset();
    this.store.say(W.done);
    this.querySelector<HTMLElement>("#heading")?.focus();
  }
}

customElements.define("catmap-own-password", OwnPasswordPanel);
