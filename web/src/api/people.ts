/** Who is signed in, who else may, and the tokens of their programs: shapes and calls. */
import { ask } from "./client";

export type RoleName = "member" | "officer" | "strategist" | "administrator";

export interface Role {
  role: RoleName;
  /** The council or organisation it is for; `null` for the whole service. */
  of: string | null;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  roles: Role[];
}

/** `can`: what this person may do at all ("import", "people"); the service has the last word on each thing. */
export interface Session {
  person: Person | null;
  can: string[];
}

export interface ListedPerson extends Person {
  invited: boolean;
  active?: boolean;
  /** Day or moment of the last visit; `null` for never. */
  last_seen: string | null;
}

export interface Token {
  id: string;
  name: string;
  made_at: string;
  /** The last day it was used; `null` for never. */
  last_used: string | null;
}

/** The secret itself is told once, when it is made. */
export interface NewToken extends Omit<Token, "last_used"> {
  token: string;
}

export const getSession = (): Promise<Session> => ask("session");

export const signIn = (email: string, password: string): Promise<Session> => ask("session", { body: { email, password } });

export const signOut = (): Promise<void> => ask("session", { method: "DELETE" });

export const askForReset = (email: string): Promise<{ sentence: string }> => ask("password-resets", { body: { email } });

export const setPassword = (token: string, password: string): Promise<Session> =>
  ask(`password-resets/${encodeURIComponent(token)}`, { method: "PUT", body: { password } });

/** Changes one's own password: every other session ends, this one begins anew. */
export const changePassword = (old: string, fresh: string): Promise<Session> =>
  ask("session/password", { method: "PUT", body: { old, new: fresh } });

export const getPeople = (signal?: AbortSignal): Promise<{ people: ListedPerson[] }> => ask("people", { signal });

export const invite = (name: string, email: string, roles: Role[]): Promise<ListedPerson> =>
  ask("people", { body: { name, email, roles } });

export const changePerson = (person: string, change: { roles: Role[] } | { active: boolean }): Promise<ListedPerson> =>
  ask(`people/${encodeURIComponent(person)}`, { method: "PATCH", body: change });

export const getTokens = (signal?: AbortSignal): Promise<{ tokens: Token[] }> => ask("tokens", { signal });

export const makeToken = (name: string): Promise<NewToken> => ask("tokens", { body: { name } });

export const deleteToken = (token: string): Promise<void> => ask(`tokens/${encodeURIComponent(token)}`, { method: "DELETE" });
