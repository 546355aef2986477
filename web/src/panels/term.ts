/** A word with its meaning one click away: the same words and meanings as on the help page. Escape or a click elsewhere puts it away. */
import { LitElement, html, nothing, type TemplateResult } from "lit";
import { words } from "../words";

const MEANINGS = new Map<string, string>(words.glossary);
let made = 0;

export class Term extends LitElement {
  static override properties = { word: {}, open: { state: true } };
  declare word: string;
  declare private open: boolean;
  private readonly meaningId: string;
  /** Whether it was open when the pointer came down, which by itself puts it away before the click comes. */
  private pressedOpen: boolean | null = null;

  constructor() {
    super();
    this.open = false;
    made += 1;
    this.meaningId = `meaning-${made}`;
  }

  override createRenderRoot(): this {
    return this;
  }

  /** The meaning stands in the page only while it is open: whoever reads the page by ear is not told it again and again. */
  override render(): TemplateResult {
    return html`<button
        type="button"
        class="term"
        aria-expanded=${this.open ? "true" : "false"}
        aria-controls=${this.open ? this.meaningId : nothing}
        aria-label=${words.meaningOf(this.word)}
        @pointerdown=${() => {
          this.pressedOpen = this.open;
        }}
        @click=${() => {
          this.open = !(this.pressedOpen ?? this.open);
          this.pressedOpen = null;
        }}
      >
        ${this.word}
      </button>
      ${this.open
        ? html`<span
            class="term__meaning"
            id=${this.meaningId}
            role="status"
            popover="auto"
            @beforetoggle=${(event: Event) => {
              if ((event as ToggleEvent).newState === "closed") this.open = false;
            }}
            ><strong>${this.word}.</strong> ${MEANINGS.get(this.word)}</span
          >`
        : nothing}`;
  }

  override updated(): void {
    const meaning = this.querySelector<HTMLElement>("[popover]");
    if (meaning && !meaning.matches(":popover-open")) meaning.showPopover();
  }
}

customElements.define("catmap-term", Term);

/** A text, with its meaning one click away when the help page explains it. */
export const term = (text: string): TemplateResult | string => (MEANINGS.has(text) ? html`<catmap-term .word=${text}></catmap-term>` : text);
