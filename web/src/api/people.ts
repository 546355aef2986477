/** Who is signed in, who else may, and the tokens of their programs: shapes and calls. */
import { ask } from "./client";
import type { components } from "./generated";

type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type RoleName = Role["role"];
export type Person = Schemas["Person"];
/** `can`: what this person may do at all; the service has the last word on each thing. */
export type Session = Schemas["Session"];
export type ListedPerson = Schemas["PersonListed"];
export type Token = Schemas["Token"];
/** The secret itself is told once, when it is made. */
export type NewToken = Schemas["TokenMade"];

export const getSession = (): Promise<Session> => ask("session");

export const signIn = (email: string, password: string): Promise<Session> => ask("session", { body: { email, password } });

export const signOut = (): Promise<void> => ask("session", { method: "DELETE" });

export const askForReset = (email: string): Promise<Schemas["PasswordResetAsked"]> => ask("password-resets", { body: { email } });

export const setPassword = (token: string, password: string): Promise<Session> =>
  ask(`password-resets/${encodeURIComponent(token)}`, { method: "PUT", body: { password } });

/** Changes one's own password: every other session ends, this one begins anew. */
export const changePassword = (old: string, fresh: string): Promise<Session> =>
  ask("session/password", { method: "PUT", body: { old, new: fresh } });

export const getPeople = (signal?: AbortSignal): Promise<Schemas["People"]> => ask("people", { signal });

export const invite = (name: string, email: string, roles: Role[]): Promise<ListedPerson> =>
  ask("people", { body: { name, email, roles } });

export const changePerson = (person: string, change: { roles: Role[] } | { active: boolean }): Promise<ListedPerson> =>
  ask(`people/${encodeURIComponent(person)}`, { method: "PATCH", body: change });

export const getTokens = (signal?: AbortSignal): Promise<Schemas["Tokens"]> => ask("tokens", { signal });

export const makeToken = (name: string): Promise<NewToken> => ask("tokens", { body: { name } });

export const deleteToken = (token: string): Promise<void> => ask(`tokens/${encodeURIComponent(token)}`, { method: "DELETE" });
