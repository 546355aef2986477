/** A field for a password that can be shown. */
import { html, type TemplateResult } from "lit";
import { signIn as W } from "../../words/people";
import { errorOf, frame, type FieldError } from "../fields";

/** A password with a button that shows it. `fresh`: a new one is chosen. */
export function passwordField(id: string, label: string, fresh: boolean, hint: string | undefined, errors: FieldError[]): TemplateResult {
  const error = errorOf(errors, id);
  const toggle = (event: Event): void => {
    const button = event.currentTarget as HTMLButtonElement;
    const input = button.parentElement?.querySelector("input");
    if (!input) return;
    const shows = input.type === "password";
    input.type = shows ? "text" : "password";
    button.textContent = shows ? W.hide : W.show;
    button.setAttribute("aria-label", shows ? W.hideLong : W.showLong);
  };
  return frame(
    id,
    label,
    hint,
    error,
    (describedBy) => html`<div class="govuk-input__wrapper govuk-password-input__wrapper">
      <input
        class=${`govuk-input govuk-password-input__input ${error ? "govuk-input--error" : ""}`}
        id=${id}
        name=${id}
        type="password"
        autocomplete=${fresh ? "new-password" : "current-password"}
        autocapitalize="none"
        spellcheck="false"
        aria-describedby=${describedBy}
      />
      <button
        type="button"
        class="govuk-button govuk-button--secondary govuk-password-input__toggle"
        aria-controls=${id}
        aria-label=${W.showLong}
        @click=${toggle}
      >
        ${W.show}
      </button>
    </div>`,
  );
}
