/** Does what the reader tells the service to do, says while it is on its way and why it failed, and puts what came of it in the store. */
import { editAssets, undoEdit, undoEdits, type AssetsEdit, type AssetsEdited } from "../api/edits";
import { changeEnquiry, sendEnquiry, type EnquirySent, type EnquiryState, type NewEnquiry } from "../api/enquiries";
import { commitImport, discardImport, readAgain, sendFile, undoImport, type Import, type Reading } from "../api/imports";
import { askForReset, changePassword, changePerson, deleteToken, invite, makeToken, setPassword, signIn, signOut, type NewToken, type Role, type Session } from "../api/people";
import type { ActName, Upload } from "../state/acts";
import { NO_ANSWERS } from "../state/answers";
import { forgetEdits } from "../state/editdraft";
import type { Store } from "../state/store";
import { failureFrom } from "./loader";

/** How often a file's progress is told: often enough to see it move, seldom enough not to be busy with it. */
const TELL_EVERY_MS = 100;

export class Clerk {
  private files = new Map<number, File>();
  private given = 0;
  private sending = false;
  private abort = new AbortController();

  constructor(private readonly store: Store) {}

  signIn(email: string, password: string): Promise<boolean> {
    return this.enter("sign_in", () => signIn(email, password));
  }

  /** Sets the password of the link that was followed, which signs in as well. */
  setPassword(password: string): Promise<boolean> {
    return this.enter("password", () => setPassword(this.store.token ?? "", password));
  }

  /** Changes one's own password; whoever else was signed in with the old one is out. */
  async changePassword(old: string, fresh: string): Promise<boolean> {
    const done = await this.run("own_password", () => changePassword(old, fresh));
    if (done.ok) this.store.answer({ session: { state: "ready", value: done.value, failure: null } });
    return done.ok;
  }

  async signOut(): Promise<boolean> {
    const done = await this.run("sign_out", signOut);
    if (!done.ok) return false;
    const { about } = this.store.answers;
    // Nothing that only they may see stays in memory or on screen.
    this.abort.abort();
    this.abort = new AbortController();
    this.files.clear();
    this.store.send([]);
    this.store.clearSelected();
    forgetEdits();
    this.store.answer({ ...NO_ANSWERS, about, session: { state: "ready", value: { person: null, can: [] }, failure: null } });
    this.store.renew();
    return true;
  }

  /** The sentence to show: the same whether or not the address is known. */
  async askForReset(email: string): Promise<string | null> {
    const done = await this.run("reset", () => askForReset(email));
    return done.ok ? done.value.sentence : null;
  }

  readAgain(id: string, reading: Reading): Promise<boolean> {
    return this.move("reading", () => readAgain(id, reading));
  }

  commit(id: string, gone: "keep" | "mark", remember: boolean): Promise<boolean> {
    return this.move("commit", () => commitImport(id, gone, remember));
  }

  undo(id: string): Promise<boolean> {
    return this.move("undo", () => undoImport(id));
  }

  async discard(id: string): Promise<boolean> {
    return (await this.run("discard", () => discardImport(id))).ok;
  }

  /** Changes one asset or several, all or none. */
  async editSeveral(edit: AssetsEdit): Promise<AssetsEdited | null> {
    const done = await this.run("bulk", () => editAssets(edit));
    if (done.ok) this.store.renew();
    return done.ok ? done.value : null;
  }

  /** Takes that back. */
  async undoSeveral(edit: string): Promise<AssetsEdited | null> {
    const done = await this.run("bulk", () => undoEdits(edit));
    if (done.ok) this.store.renew();
    return done.ok ? done.value : null;
  }

  /** Takes a change by hand back. */
  async undoEdit(asset: string, change: string): Promise<boolean> {
    const done = await this.run("edit", () => undoEdit(asset, change));
    if (done.ok) this.store.renew();
    return done.ok;
  }

  async sendEnquiry(enquiry: NewEnquiry): Promise<EnquirySent | null> {
    const done = await this.run("ask", () => sendEnquiry(enquiry));
    return done.ok ? done.value : null;
  }

  async changeEnquiry(id: string, state: EnquiryState, note: string | null): Promise<boolean> {
    const done = await this.run("enquiry", () => changeEnquiry(id, state, note));
    if (done.ok) this.store.renew();
    return done.ok;
  }

  async invite(name: string, email: string, roles: Role[]): Promise<boolean> {
    const done = await this.run("invite", () => invite(name, email, roles));
    if (done.ok) this.store.renew();
    return done.ok;
  }

  async changePerson(id: string, change: { roles: Role[] } | { active: boolean }): Promise<boolean> {
    const done = await this.run("person", () => changePerson(id, change));
    if (done.ok) this.store.renew();
    return done.ok;
  }

  async makeToken(name: string): Promise<NewToken | null> {
    const done = await this.run("token", () => makeToken(name));
    if (done.ok) this.store.renew();
    return done.ok ? done.value : null;
  }

  async deleteToken(id: string): Promise<boolean> {
    const done = await this.run("token", () => deleteToken(id));
    if (done.ok) this.store.renew();
    return done.ok;
  }

  /** Sends files one after the other; when it was a single one, its columns come to the front. */
  async send(files: File[]): Promise<void> {
    const added = files.map((file): Upload => {
      this.given += 1;
      this.files.set(this.given, file);
      return { number: this.given, name: file.name, size_bytes: file.size, sent_bytes: 0, state: "waiting", import: null, failure: null };
    });
    this.store.send([...this.store.uploads, ...added]);
    if (this.sending) return;
    this.sending = true;
    for (let next = this.nextWaiting(); next !== undefined; next = this.nextWaiting()) await this.sendOne(next);
    this.sending = false;
    const [only] = added;
    const { looking, uploads } = this.store;
    const sent = uploads.find(({ number }) => number === only?.number);
    if (files.length === 1 && sent?.import && looking.task === "import" && looking.id === null) this.store.look({ id: sent.import, step: null });
  }

  private nextWaiting(): Upload | undefined {
    return this.store.uploads.find(({ state }) => state === "waiting");
  }

  private async sendOne({ number, size_bytes }: Upload): Promise<void> {
    const file = this.files.get(number);
    const change = (to: Partial<Upload>): void =>
      this.store.send(this.store.uploads.map((one) => (one.number === number ? { ...one, ...to } : one)));
    if (!file) return change({ state: "failed", failure: failureFrom(null) });
    change({ state: "sending" });
    let told = 0;
    try {
      const answer = await sendFile(file, this.abort.signal, (bytes) => {
        const now = performance.now();
        if (bytes < size_bytes && now - told < TELL_EVERY_MS) return;
        told = now;
        change({ sent_bytes: Math.min(bytes, size_bytes), state: bytes >= size_bytes ? "checking" : "sending" });
      });
      change({ state: "done", sent_bytes: size_bytes, import: answer.id });
    } catch (error) {
      change({ state: "failed", failure: failureFrom(error) });
    }
    this.files.delete(number);
  }

  /** Signs in: all that may be seen is asked again. */
  private async enter(name: ActName, ask: () => Promise<Session>): Promise<boolean> {
    const done = await this.run(name, ask);
    if (!done.ok) return false;
    this.store.answer({ session: { state: "ready", value: done.value, failure: null } });
    this.store.renew();
    return true;
  }

  private async move(name: ActName, ask: () => Promise<Import>): Promise<boolean> {
    const done = await this.run(name, ask);
    if (!done.ok) return false;
    if (done.value.id === this.store.looking.id) {
      this.store.answer({ import: { state: "ready", value: done.value, failure: null } });
    }
    // A small file is done at once.
    if (done.value.state === "committed" || done.value.state === "undone") this.store.renew();
    return true;
  }

  private async run<Value>(name: ActName, ask: () => Promise<Value>): Promise<{ ok: true; value: Value } | { ok: false }> {
    this.store.act(name, { state: "doing", failure: null });
    try {
      const value = await ask();
      this.store.act(name, null);
      return { ok: true, value };
    } catch (error) {
      this.store.act(name, { state: "failed", failure: failureFrom(error) });
      return { ok: false };
    }
  }
}
