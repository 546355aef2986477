/** What pages for people with an account have in common: they are shown to those who may use them, and lead others to sign in. */
import { html, nothing, type TemplateResult } from "lit";
import type { Person, Role, Session } from "../api/people";
import { NO_WORK, inOffice, type OfficeTask } from "../state/looking";
import { mayImport, mayManagePeople, mayReadEnquiries } from "../state/session";
import type { Store } from "../state/store";
import { words } from "../words";
import { emptyNotice, skeleton } from "./notices";
import type { Desk } from "./panel";
import { opening } from "./reading";

/** What a link to a page of the office changes: what is open behind it stays. */
export const toOffice = (task: OfficeTask): { task: OfficeTask; id: null; step: null; outcome: null; rows_from: null } => ({
  task,
  id: null,
  step: null,
  outcome: null,
  rows_from: null,
});

/** The address of the page to sign in, which leads back to where the reader is. */
export function signInAddress(store: Store): string {
  const { looking } = store;
  return store.link({ task: "signin", then: looking.task === "signin" || looking.task === "forgotten" || looking.task === "password" ? looking.then : looking.task });
}

export const roleName = (role: Role): string => roleNames([role]).join("");

/** Each kind of role once, with all it is of. */
export function roleNames(roles: Role[]): string[] {
  const kinds = [...new Set(roles.map(({ role }) => role))];
  return kinds.map((kind) => words.account.roleOf(words.account.role[kind], roles.flatMap(({ role, of }) => (role === kind && of !== null ? [of] : []))));
}

const TASKS = ["worklist", "import", "enquiries", "people", "access", "own-password"] as const;

function mayOpen(session: Session | null, task: (typeof TASKS)[number]): boolean {
  switch (task) {
    case "worklist":
    case "import":
      return mayImport(session);
    case "enquiries":
      return mayReadEnquiries(session);
    case "people":
      return mayManagePeople(session);
    default:
      return session?.person != null;
  }
}

/** Under the header: who is signed in, for whom, and the pages that opens. */
export function accountBar(desk: Desk, person: Person): TemplateResult {
  const { store } = desk;
  const session = store.answers.session.value;
  return html`<nav class="account no-print" aria-label=${words.account.label}>
    <p class="account__who">${words.account.signedInAs} <strong>${person.name}</strong>, ${words.account.roles(roleNames(person.roles))}</p>
    <ul class="account__list">
      ${TASKS.filter((task) => mayOpen(session, task)).map(
        (task) => html`<li>
          <a href=${store.link(task === "worklist" ? { ...opening("worklist"), work: NO_WORK } : toOffice(task))} aria-current=${store.looking.task === task ? "page" : nothing}>${task === "enquiries" ? words.ways.enquiries(store.answers.enquiries_new.value ?? 0) : words.account.tasks[task]}</a>
        </li>`,
      )}
      <li><button type="button" class="link-button" @click=${() => void leave(desk)}>${words.account.signOut}</button></li>
    </ul>
  </nav>`;
}

async function leave(desk: Desk): Promise<void> {
  if (!(await desk.clerk.signOut())) return;
  const { store } = desk;
  if (inOffice(store.looking)) store.look(opening("look"));
  else if (store.looking.part !== null) store.look({ part: null, rows_from: null });
  store.say(words.account.signedOut);
}

/** The page itself for those who may use it. */
export function forThoseWhoMay(desk: Desk, task: (typeof TASKS)[number], page: () => TemplateResult): TemplateResult {
  const { session } = desk.store.answers;
  if (session.state === "loading" || session.state === "none") return skeleton(8);
  if (mayOpen(session.value, task)) return page();
  const heading = html`<h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles[task]}</h1>`;
  if (session.value?.person) return html`${heading} ${emptyNotice(words.account.notAllowed, words.account.notAllowedText)}`;
  return html`${heading}
  ${emptyNotice(
    words.account.signInFirst,
    words.account.signInFirstText,
    html`<a class="govuk-button" href=${signInAddress(desk.store)}>${words.account.signIn}</a>`,
  )}`;
}
