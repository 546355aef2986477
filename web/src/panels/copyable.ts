/** A text to take elsewhere: marked as soon as it has the focus, copied by its button, which says whether that worked. */
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { words } from "../words";

const W = words.copying;

export class Copyable extends LitElement {
  static override properties = { field: {}, label: {}, text: {}, button: {}, copied: { state: true } };
  declare field: string;
  declare label: string;
  declare text: string;
  declare button: string;
  declare private copied: boolean | null;

  constructor() {
    super();
    this.copied = null;
  }

  override createRenderRoot(): this {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("text")) this.copied = null;
  }

  override render(): TemplateResult {
    return html`<div class="govuk-form-group">
      <label class="govuk-label" for=${this.field}>${this.label}</label>
      <div class="copyable__row">
        <input class="govuk-input copyable__text" id=${this.field} readonly .value=${this.text} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} />
        <button type="button" class="govuk-button govuk-button--secondary" @click=${() => void this.copy()}>${this.button}</button>
      </div>
      <p class="copyable__said" role="status">${this.copied === null ? nothing : this.copied ? W.copied : W.copyFailed}</p>
    </div>`;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.copied = true;
    } catch {
      this.copied = false;
    }
  }
}

customElements.define("catmap-copyable", Copyable);

export function copyable(field: string, label: string, text: string, button: string): TemplateResult {
  return html`<catmap-copyable .field=${field} .label=${label} .text=${text} .button=${button}></catmap-copyable>`;
}
