/** What is said while the service cannot be reached. */
import { clockOn, moment } from "./formats";

export const offline = {
  label: "No connection",
  offline: "You are offline.",
  unreachable: "The service cannot be reached.",
  /** `seen` and `now`: RFC 3339. */
  seen: (seen: string, now: string): string => {
    const clock = clockOn(seen, now);
    return `This is what you last saw, ${clock === null ? `on ${moment(seen)}` : `at ${clock}`}.`;
  },
  needs: "To search, sign in or send anything you need a connection.",
  notNow: "You are offline, so this cannot be shown or sent. Connect to the internet, then try again.",
};
