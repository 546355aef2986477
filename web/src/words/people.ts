/** Signing in, passwords, who may sign in, and tokens for programs. */
import { list } from "./formats";

export const signIn = {
  lead: "For council officers, member organisations and those who look after this service. You can look around and find premises without an account.",
  email: "E-mail address",
  password: "Password",
  show: "Show",
  hide: "Hide",
  showLong: "Show the password",
  hideLong: "Hide the password",
  submit: "Sign in",
  forgotten: "I have forgotten my password",
  errors: {
    email: "Enter your e-mail address, like name@council.gov.uk",
    password: "Enter your password",
  },
} as const;

export const forgotten = {
  lead: "Write your e-mail address. We send you a link with which you can choose a new password.",
  submit: "Send me the link",
  sent: "Look at your e-mail",
  sentNext: "It can take a few minutes. If nothing comes, look in your junk mail, then ask whoever looks after this service.",
  back: "Back to signing in",
} as const;

export const password = {
  headingInvited: "Welcome: choose a password",
  lead: "You are signed in as soon as it is saved.",
  label: "New password",
  hint: "At least 12 characters. Three words that do not belong together are easy to remember and hard to guess.",
  submit: "Save and sign in",
  missing: "Choose a password of at least 12 characters",
  noLink: "This link is not whole",
  noLinkText: "Open the link in your e-mail again. If it does not work, ask for a new one.",
  askAgain: "Ask for a new link",
} as const;

export const ownPassword = {
  lead: "You stay signed in here. Every other browser and device is signed out. Tokens of programs go on working until you delete them.",
  old: "Current password",
  oldMissing: "Enter your current password",
  new: "New password",
  submit: "Change the password",
  done: "Your password is changed. Every other browser and device is signed out.",
} as const;

export const people = {
  lead: "Everybody who may sign in, and what for.",
  leadOfCouncils: (councils: string[]): string => `Everybody who may sign in for ${list(councils)}. To let somebody else in, ask whoever looks after this service.`,
  name: "Name",
  email: "E-mail address",
  roles: "May work as",
  lastSeen: "Last seen",
  never: "never",
  invited: "Invited, has not signed in yet",
  deactivated: "May not sign in",
  change: "Change",
  changeOf: (name: string): string => `Change ${name}`,
  none: "Nobody can sign in yet",
  noneText: "Invite the first person below.",
  invite: "Invite somebody",
  inviteLead: "They get an e-mail with a link to choose their password.",
  inviteSubmit: "Send the invitation",
  inviteSent: (name: string): string => `${name} has been invited.`,
  roleNames: {
    officer: "Officer: loads files and changes facts of one council",
    member: "Member of an organisation",
    strategist: "Strategist: sees the whole region",
    administrator: "Administrator: looks after this service and its people",
  },
  role: "Role",
  of: "Of which council or organisation?",
  ofHint: "As its registers write it, like “Knowsley Council”",
  rolesOf: (name: string): string => `Roles of ${name}`,
  anotherRole: "Another role",
  addRole: "Add this role",
  takeRole: "Take away",
  takeRoleLong: (role: string): string => `Take away: ${role}`,
  cancel: "Cancel",
  deactivate: "Stop them signing in",
  activate: "Let them sign in again",
  saved: (name: string): string => `Saved: ${name}`,
  errors: {
    name: "Enter a name",
    email: "Enter an e-mail address, like name@council.gov.uk",
    of: "Say for which council or organisation",
  },
} as const;

export const access = {
  lead: "With a token a program may see and load what you may. It cannot see people, make tokens or change your password. Make one for each program, so that you can take it back on its own.",
  steps: [
    "Make a token below and copy it.",
    "In QGIS, choose Layer, Add layer, Add WFS / OGC API – Features layer, then New.",
    "As URL, copy the address below. Under Authentication choose Basic: your e-mail address as user name, the token as password.",
  ],
  address: "Address of this service",
  copyAddress: "Copy the address",
  other: "Other programs send the token as a bearer token.",
  name: "What is it for?",
  nameHint: "Like “QGIS on my laptop”",
  nameMissing: "Say what the token is for",
  submit: "Make a token",
  made: "Your new token",
  madeText: "Copy it now. It is not shown again, and nobody can look it up.",
  token: "Token",
  copy: "Copy the token",
  yours: "Your tokens",
  none: "You have no tokens.",
  madeAt: "Made",
  lastUsed: "Last used",
  delete: "Delete",
  deleteLong: (name: string): string => `Delete the token ${name}`,
  sure: "Programs that use it stop working at once.",
  deleteYes: "Yes, delete it",
  deleted: (name: string): string => `The token “${name}” is deleted.`,
} as const;
