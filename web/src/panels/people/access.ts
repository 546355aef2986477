/** Tokens for QGIS and other programs: made, shown once, deleted. */
import { html, nothing, type TemplateResult } from "lit";
import { address } from "../../api/client";
import type { NewToken, Token } from "../../api/people";
import { day, words } from "../../words";
import { access as W, people } from "../../words/people";
import { copyable } from "../copyable";
import { actFailure, errorSummary, focusFailure, textField, type FieldError } from "../fields";
import { doneNotice, whenReady } from "../notices";
import { forThoseWhoMay } from "../office";
import { Panel } from "../panel";
import { sheet } from "../sheet";

const SERVICE = address("");

export class AccessPanel extends Panel {
  private errors: FieldError[] = [];
  /** Kept by this page only, until it is left. */
  private made: NewToken | null = null;
  private deleting: string | null = null;

  override render(): TemplateResult {
    return html`<div class="office">${forThoseWhoMay(this.desk, "access", () => this.page())}</div>`;
  }

  private page(): TemplateResult {
    return html`${this.errors.length > 0 ? errorSummary(this.errors) : actFailure(this.store, "token")}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.access}</h1>
      <div class="office--narrow">
        <p class="govuk-body">${W.lead}</p>
        <ol class="govuk-list govuk-list--number">
          ${W.steps.map((step) => html`<li>${step}</li>`)}
        </ol>
        ${copyable("service-address", W.address, SERVICE, W.copyAddress)}
        <p class="govuk-body">${W.other}</p>
        ${doneNotice(this.store)} ${this.made === null ? nothing : this.shownOnce(this.made)}
        <form novalidate @submit=${(event: SubmitEvent) => void this.make(event)}>
          ${textField({ id: "token-name", label: W.name, hint: W.nameHint, errors: this.errors })}
          <button class="govuk-button" type="submit">${W.submit}</button>
        </form>
      </div>
      <h2 class="govuk-heading-m">${W.yours}</h2>
      ${whenReady(this.desk, this.store.answers.tokens, ({ tokens }) => this.list(tokens))}`;
  }

  private shownOnce({ name, token }: NewToken): TemplateResult {
    return html`<section class="secret" aria-labelledby="made">
      <h2 class="govuk-heading-s" id="made" tabindex="-1">${W.made}: ${name}</h2>
      <p class="govuk-body">${W.madeText}</p>
      ${copyable("token-value", W.token, token, W.copy)}
    </section>`;
  }

  private list(tokens: Token[]): TemplateResult {
    if (tokens.length === 0) return html`<p class="govuk-body">${W.none}</p>`;
    return sheet(
      W.yours,
      [{ text: W.name }, { text: W.madeAt }, { text: W.lastUsed }, { text: W.delete, hidden: true }],
      tokens.map((token) => ({
        cells: [token.name, day(token.made_at.slice(0, 10)), token.last_used === null ? people.never : day(token.last_used), this.deletion(token)],
      })),
    );
  }

  private deletion(token: Token): TemplateResult {
    if (this.deleting !== token.id) {
      return html`<button
        type="button"
        class="link-button"
        aria-label=${W.deleteLong(token.name)}
        @click=${() => {
          this.deleting = token.id;
          this.requestUpdate();
          void this.updateComplete.then(() => this.querySelector<HTMLElement>("#delete-yes")?.focus());
        }}
      >
        ${W.delete}
      </button>`;
    }
    return html`<p class="govuk-body" id="delete-sure">${W.sure}</p>
      <button type="button" id="delete-yes" aria-describedby="delete-sure" class="govuk-button govuk-button--warning" @click=${() => void this.delete(token)}>${W.deleteYes}</button>`;
  }

  private async make(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = String(new FormData(form).get("token-name") ?? "").trim();
    this.errors = name === "" ? [{ field: "token-name", text: W.nameMissing }] : [];
    this.requestUpdate();
    const made = this.errors.length > 0 ? null : await this.desk.clerk.makeToken(name);
    if (made !== null) {
      this.made = made;
      form.reset();
      this.requestUpdate();
    }
    await this.updateComplete;
    if (made === null) focusFailure(this);
    else this.querySelector<HTMLElement>("#made")?.focus();
  }

  private async delete(token: Token): Promise<void> {
    const done = await this.desk.clerk.deleteToken(token.id);
    if (this.made?.id === token.id) this.made = null;
    this.deleting = null;
    this.requestUpdate();
    await this.updateComplete;
    if (!done) return focusFailure(this);
    this.store.say(W.deleted(token.name));
  }
}

customElements.define("catmap-access", AccessPanel);
