/** Signing in, and asking for a link when the password is forgotten. What is typed here goes to the service and nowhere else. */
import { html, nothing, type TemplateResult } from "lit";
import { words } from "../../words";
import { forgotten, signIn } from "../../words/people";
import { actFailure, errorSummary, focusFailure, looksLikeEmail, textField, type FieldError } from "../fields";
import { Panel } from "../panel";
import { passwordField } from "./passwordfield";

export class SignInPanel extends Panel {
  private errors: FieldError[] = [];
  private sent: string | null = null;

  override render(): TemplateResult {
    return html`<div class="office office--narrow">${this.store.looking.task === "forgotten" ? this.forgotten() : this.signIn()}</div>`;
  }

  private signIn(): TemplateResult {
    const doing = this.store.acts.sign_in?.state === "doing";
    return html`${this.errors.length > 0 ? errorSummary(this.errors) : actFailure(this.store, "sign_in")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.signin}</h1>
      <p class="govuk-body">${signIn.lead}</p>
      <form method="post" novalidate @submit=${(event: SubmitEvent) => void this.submit(event)}>
        ${textField({ id: "email", label: signIn.email, type: "email", autocomplete: "username", errors: this.errors })}
        ${passwordField("password", signIn.password, false, undefined, this.errors)}
        <button class="govuk-button" type="submit" aria-disabled=${doing ? "true" : nothing}>${signIn.submit}</button>
      </form>
      <p class="govuk-body"><a class="govuk-link" href=${this.store.link({ task: "forgotten" })}>${signIn.forgotten}</a></p>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.store.acts.sign_in?.state === "doing") return;
    const { email, password } = fields(event);
    this.errors = [
      ...(looksLikeEmail(email) ? [] : [{ field: "email", text: signIn.errors.email }]),
      ...(password === "" ? [{ field: "password", text: signIn.errors.password }] : []),
    ];
    this.requestUpdate();
    if (this.errors.length > 0 || !(await this.desk.clerk.signIn(email, password))) {
      await this.updateComplete;
      focusFailure(this);
      return;
    }
    this.store.look({ task: this.store.looking.then ?? "look", then: null }, "replace");
  }

  private forgotten(): TemplateResult {
    const back = html`<a class="govuk-back-link" href=${this.store.link({ task: "signin" })}>${forgotten.back}</a>`;
    if (this.sent !== null) {
      return html`${back}
        <h1 class="govuk-heading-l" id="heading" tabindex="-1">${forgotten.sent}</h1>
        <p class="govuk-body">${this.sent}</p>
        <p class="govuk-body">${forgotten.sentNext}</p>`;
    }
    return html`${back} ${this.errors.length > 0 ? errorSummary(this.errors) : actFailure(this.store, "reset")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.forgotten}</h1>
      <p class="govuk-body">${forgotten.lead}</p>
      <form method="post" novalidate @submit=${(event: SubmitEvent) => void this.ask(event)}>
        ${textField({ id: "email", label: signIn.email, type: "email", autocomplete: "username", errors: this.errors })}
        <button class="govuk-button" type="submit">${forgotten.submit}</button>
      </form>`;
  }

  private async ask(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { email } = fields(event);
    this.errors = looksLikeEmail(email) ? [] : [{ field: "email", text: signIn.errors.email }];
    this.requestUpdate();
    this.sent = this.errors.length > 0 ? null : await this.desk.clerk.askForReset(email);
    this.requestUpdate();
    await this.updateComplete;
    if (this.sent === null) focusFailure(this);
    else this.querySelector<HTMLElement>("#heading")?.focus();
  }
}

function fields(event: SubmitEvent): { email: string; password: string } {
  const data = new FormData(event.target as HTMLFormElement);
  return { email: String(data.get("email") ?? "").trim(), password: String(data.get("password") ?? "") };
}

customElements.define("catmap-signin", SignInPanel);
