/**
 * Who may sign in and what for: invitations, roles, and stopping somebody. The folder holds everything about accounts:
 * signing in, passwords, people, tokens. It never keeps a password or a token beyond its form; a new page is one more
 * element here, its task in `state/looking.ts` and its place in `panels/page.ts`.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { ListedPerson, Role, RoleName } from "../../api/people";
import { councilsOf, isAdministrator } from "../../state/session";
import { day, sentence, words } from "../../words";
import { people as W } from "../../words/people";
import { actFailure, errorSummary, focusFailure, looksLikeEmail, textField, type FieldError } from "../fields";
import { doneNotice, emptyNotice, whenReady } from "../notices";
import { forThoseWhoMay, roleName } from "../office";
import { Panel } from "../panel";
import { breakable, sheet, type Cell } from "../sheet";

const ROLES: readonly RoleName[] = ["officer", "member", "strategist", "administrator"];
const isOfSomebody = (role: RoleName): boolean => role === "officer" || role === "member";

export class PeoplePanel extends Panel {
  private errors: FieldError[] = [];
  /** The person whose roles are open, and the role the form to invite shows. */
  private changing: string | null = null;
  private chosen: RoleName = "officer";

  override render(): TemplateResult {
    return html`<div class="office">${forThoseWhoMay(this.desk, "people", () => this.page())}</div>`;
  }

  private page(): TemplateResult {
    const person = this.store.answers.session.value?.person ?? null;
    return html`${this.errors.length > 0 ? errorSummary(this.errors) : [actFailure(this.store, "invite"), actFailure(this.store, "person")]}
      <h1 class="govuk-heading-l" id="heading" tabindex="-1">${words.titles.people}</h1>
      <p class="govuk-body">${isAdministrator(person) ? W.lead : W.leadOfCouncils(councilsOf(person))}</p>
      ${doneNotice(this.store)}
      ${whenReady(this.desk, this.store.answers.people, ({ people }) => this.list(people))}
      ${isAdministrator(person) && this.changing === null ? this.invitation() : nothing}`;
  }

  private list(people: ListedPerson[]): TemplateResult {
    if (people.length === 0) return emptyNotice(W.none, W.noneText);
    const administers = isAdministrator(this.store.answers.session.value?.person ?? null);
    const heads = [{ text: W.name }, { text: W.email }, { text: W.roles }, { text: W.lastSeen }, ...(administers ? [{ text: W.change, hidden: true }] : [])];
    return sheet(
      words.titles.people,
      heads,
      people.map((person) => {
        const cells: Cell[] = [person.name, breakable(person.email), this.roles(person), this.seen(person)];
        if (administers) cells.push(this.changes(person));
        return { cells, className: person.active === false ? "sheet__row--off" : "" };
      }),
    );
  }

  private roles(person: ListedPerson): TemplateResult {
    return html`<ul class="plain-list">
      ${person.roles.map((role, index) => html`<li>
        ${sentence(roleName(role))}
        ${this.changing === person.id
          ? html`<button
              type="button"
              class="link-button"
              aria-label=${W.takeRoleLong(roleName(role))}
              @click=${() => void this.change(person, { roles: person.roles.filter((_, other) => other !== index) })}
            >
              ${W.takeRole}
            </button>`
          : nothing}
      </li>`)}
    </ul>`;
  }

  private seen(person: ListedPerson): string {
    if (person.active === false) return W.deactivated;
    if (person.last_seen === null) return person.invited ? W.invited : W.never;
    return day(person.last_seen.slice(0, 10));
  }

  private changes(person: ListedPerson): TemplateResult {
    if (this.changing !== person.id) {
      return html`<button type="button" class="link-button" data-person=${person.id} aria-label=${W.changeOf(person.name)} @click=${() => this.open(person.id)}>${W.change}</button>`;
    }
    return html`<form class="inline-form" novalidate aria-label=${W.rolesOf(person.name)} @submit=${(event: SubmitEvent) => void this.addRole(event, person)}>
      <p class="inline-form__title">${W.anotherRole}</p>
      ${this.roleFields("added")}
      <div class="buttons">
        <button type="submit" class="govuk-button govuk-button--secondary">${W.addRole}</button>
        <button type="button" class="govuk-button govuk-button--warning" @click=${() => void this.change(person, { active: person.active === false })}>
          ${person.active === false ? W.activate : W.deactivate}
        </button>
        <button type="button" class="link-button" @click=${() => this.open(null)}>${W.cancel}</button>
      </div>
    </form>`;
  }

  private roleFields(prefix: string): TemplateResult {
    return html`<div class="govuk-form-group">
        <label class="govuk-label" for=${`${prefix}-role`}>${W.role}</label>
        <select
          class="govuk-select"
          id=${`${prefix}-role`}
          name="role"
          @change=${(event: Event) => {
            this.chosen = (event.target as HTMLSelectElement).value as RoleName;
            this.requestUpdate();
          }}
        >
          ${ROLES.map((role) => html`<option value=${role} .selected=${role === this.role}>${W.roleNames[role]}</option>`)}
        </select>
      </div>
      ${isOfSomebody(this.chosen)
        ? html`${textField({ id: `${prefix}-of`, label: W.of, hint: W.ofHint, list: "councils", errors: this.errors })}
            <datalist id="councils">
              ${this.councils().map((council) => html`<option value=${council}></option>`)}
            </datalist>`
        : nothing}`;
  }

  /** Councils that are known already: of the registers loaded and of the people listed. */
  private councils(): string[] {
    const { about, people } = this.store.answers;
    const published = (about.value?.sources ?? []).map(({ publisher }) => publisher);
    return [...new Set([...published, ...(people.value?.people ?? []).flatMap((person) => councilsOf(person))])].sort();
  }

  private invitation(): TemplateResult {
    return html`<section aria-labelledby="invite" class="office__part office--narrow">
      <h2 class="govuk-heading-m" id="invite">${W.invite}</h2>
      <p class="govuk-body">${W.inviteLead}</p>
      <form novalidate @submit=${(event: SubmitEvent) => void this.invite(event)}>
        ${textField({ id: "name", label: W.name, errors: this.errors })}
        ${textField({ id: "email", label: W.email, type: "email", errors: this.errors })} ${this.roleFields("invited")}
        <button class="govuk-button" type="submit">${W.inviteSubmit}</button>
      </form>
    </section>`;
  }

  /** The role a form asks for, or `null` after saying what is missing. */
  private readRole(data: FormData, prefix: string): Role | null {
    const role = ROLES.find((name) => name === data.get("role")) ?? this.chosen;
    const of = String(data.get(`${prefix}-of`) ?? "").trim();
    if (isOfSomebody(role) && of === "") this.errors = [...this.errors, { field: `${prefix}-of`, text: W.errors.of }];
    return this.errors.length > 0 ? null : { role, of: isOfSomebody(role) ? of : null };
  }

  private async invite(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const name = String(data.get("name") ?? "").trim();
    const email = String(data.get("email") ?? "").trim();
    this.errors = [
      ...(name === "" ? [{ field: "name", text: W.errors.name }] : []),
      ...(looksLikeEmail(email) ? [] : [{ field: "email", text: W.errors.email }]),
    ];
    const role = this.readRole(data, "invited");
    this.requestUpdate();
    const invited = role !== null && (await this.desk.clerk.invite(name, email, [role]));
    await this.updateComplete;
    if (!invited) return focusFailure(this);
    form.reset();
    this.store.say(W.inviteSent(name));
  }

  private async addRole(event: SubmitEvent, person: ListedPerson): Promise<void> {
    event.preventDefault();
    this.errors = [];
    const role = this.readRole(new FormData(event.target as HTMLFormElement), "added");
    this.requestUpdate();
    if (role !== null) return this.change(person, { roles: [...person.roles, role] });
    await this.updateComplete;
    focusFailure(this);
  }

  private async change(person: ListedPerson, change: { roles: Role[] } | { active: boolean }): Promise<void> {
    this.errors = [];
    const changed = await this.desk.clerk.changePerson(person.id, change);
    await this.updateComplete;
    if (!changed) return focusFailure(this);
    this.open(null);
    this.store.say(W.saved(person.name));
  }

  private open(person: string | null): void {
    const before = this.changing;
    this.changing = person;
    this.errors = [];
    this.requestUpdate();
    const next = person === null ? `[data-person="${CSS.escape(before ?? "")}"]` : "#added-role";
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(next)?.focus());
  }
}

customElements.define("catmap-people", PeoplePanel);
