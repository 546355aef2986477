/** Who is signed in, and what that opens. */
import { list } from "./formats";

export const account = {
  label: "Your account",
  signIn: "Sign in",
  signOut: "Sign out",
  signedInAs: "Signed in as",
  roles: (roles: string[]): string => (roles.length === 0 ? "no role yet" : list(roles)),
  role: { member: "member", officer: "officer", strategist: "strategist", administrator: "administrator" },
  /** "officer of Halton Council and Sefton Council" */
  roleOf: (role: string, of: string[]): string => (of.length === 0 ? role : `${role} of ${list(of)}`),
  tasks: { worklist: "Worklist", import: "Load a file", enquiries: "Enquiries", people: "People", access: "Access for programs", "own-password": "Change password" },
  signInFirst: "Sign in first",
  signInFirstText: "This page is for people who work for a council or look after this service.",
  notAllowed: "This page is not for your account",
  notAllowedText: "Ask whoever looks after this service to change what your account may do.",
  signedOut: "You are signed out.",
} as const;
