/**
 * The pages that are loaded when they are opened, with their words: most visitors never need them, so the first view comes
 * sooner.
 *
 * To add one: a line here, its file in a part (`office.ts` and its like), and its words in a file that `words/index.ts` leaves
 * out. The worker keeps the files of all parts, so that they open without a network too.
 */
import { html, type TemplateResult } from "lit";
import type { Desk } from "../panel";
import type { Part } from "./load";

/** In which part a page is, and its element. */
type LatePage = readonly [Part, (desk: Desk) => TemplateResult];

export const LATE_PAGES = {
  signin: ["account", (desk) => html`<catmap-signin .desk=${desk}></catmap-signin>`],
  forgotten: ["account", (desk) => html`<catmap-signin data-task="forgotten" .desk=${desk}></catmap-signin>`],
  password: ["account", (desk) => html`<catmap-password .desk=${desk}></catmap-password>`],
  "own-password": ["account", (desk) => html`<catmap-own-password .desk=${desk}></catmap-own-password>`],
  people: ["account", (desk) => html`<catmap-people .desk=${desk}></catmap-people>`],
  access: ["account", (desk) => html`<catmap-access .desk=${desk}></catmap-access>`],
  worklist: ["office", (desk) => html`<catmap-worklist .desk=${desk}></catmap-worklist>`],
  import: ["office", (desk) => html`<catmap-import .desk=${desk}></catmap-import>`],
  enquiries: ["office", (desk) => html`<catmap-enquiries .desk=${desk}></catmap-enquiries>`],
  edit: ["office", (desk) => html`<catmap-edit .desk=${desk}></catmap-edit>`],
  history: ["office", (desk) => html`<catmap-history .desk=${desk}></catmap-history>`],
  ask: ["building", (desk) => html`<catmap-ask .desk=${desk}></catmap-ask>`],
  brief: ["building", (desk) => html`<catmap-brief .desk=${desk}></catmap-brief>`],
  region: ["region", (desk) => html`<catmap-region .desk=${desk}></catmap-region>`],
  method: ["reading", (desk) => html`<catmap-method .desk=${desk}></catmap-method>`],
  fairness: ["reading", (desk) => html`<catmap-fairness .desk=${desk}></catmap-fairness>`],
  gis: ["reading", (desk) => html`<catmap-gis .desk=${desk}></catmap-gis>`],
  about: ["reading", (desk) => html`<catmap-about .desk=${desk}></catmap-about>`],
  help: ["reading", (desk) => html`<catmap-help .desk=${desk}></catmap-help>`],
  accessibility: ["reading", (desk) => html`<catmap-accessibility .desk=${desk}></catmap-accessibility>`],
} satisfies Record<string, LatePage>;

export type LateName = keyof typeof LATE_PAGES;
