/** How the layers open in QGIS, ArcGIS and the rest: the address to paste, the steps, and files to take. */
import { html, nothing, type TemplateResult } from "lit";
import { address } from "../api/client";
import type { LayerDescription } from "../api/types";
import { words } from "../words";
import { gis as W } from "../words/gis";
import { copyable } from "./copyable";
import { whenReady } from "./notices";
import { Panel } from "./panel";
import { opening } from "./reading";

const SERVICE = address("");

export class GisPanel extends Panel {
  override render(): TemplateResult {
    return html`<article class="reading">
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.gis}</h1>
      <p class="govuk-body-l">${W.lead}</p>
      <div class="reading__text">
        <h2 class="govuk-heading-m">${W.live}</h2>
        <p class="govuk-body">${W.liveText}</p>
        ${copyable("gis-address", W.address, SERVICE, W.copyAddress)}
        ${this.store.answers.session.value?.person
          ? html`<p class="govuk-body">${W.signedIn} <a class="govuk-link" href=${this.store.link(opening("access"))}>${W.token}</a></p>`
          : nothing}
        <h2 class="govuk-heading-m">${W.programs}</h2>
        ${W.recipes(SERVICE).map(
          ({ name, steps, code }) => html`<details class="govuk-details">
            <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${name}</span></summary>
            <div class="govuk-details__text">
              ${code === null
                ? html`<ol class="govuk-list govuk-list--number">
                    ${steps.map((step) => html`<li>${step}</li>`)}
                  </ol>`
                : html`<pre class="code" tabindex="0" role="region" aria-label=${name}><code>${code}</code></pre>`}
            </div>
          </details>`,
        )}
        <h2 class="govuk-heading-m">${W.files}</h2>
        <p class="govuk-body">${W.filesText}</p>
        <p class="govuk-body">${W.privacy}</p>
      </div>
      ${whenReady(this.desk, this.store.answers.collections, ({ collections }) => this.layers(collections))}
      <div class="reading__text">
        <p class="govuk-body">${W.cut}</p>
        <pre class="code" tabindex="0" role="region" aria-label=${W.cut}><code>${W.cutExample(SERVICE)}</code></pre>
        <p class="govuk-body">${W.cutText}</p>
        <p class="govuk-body"><a class="govuk-link" href=${address("api?f=html")}>${W.api}</a></p>
      </div>
    </article>`;
  }

  private layers(collections: LayerDescription[]): TemplateResult {
    return html`<div class="layers">
      ${collections.map(
        ({ title, description, links }) => html`<section class="layers__one">
          <h3 class="govuk-heading-s">${title}</h3>
          <p class="govuk-body-s">${description}</p>
          <ul class="files">
            ${links
              .filter(({ rel }) => rel === "enclosure")
              .map((link) => html`<li><a class="govuk-link" href=${link.href} download aria-label=${link.title}>${link.title.replace(W.of(title), "")}</a></li>`)}
          </ul>
        </section>`,
      )}
    </div>`;
  }
}

customElements.define("catmap-gis", GisPanel);
