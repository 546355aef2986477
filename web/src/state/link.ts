/** The token of a link to set a password: taken out of the address bar at once, and kept for this page only. */

/** The token in a fragment and the fragment without it; `null` when there is none. */
export function takeToken(fragment: string): { token: string; rest: string } | null {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const token = given.get("token");
  if (token === null || token === "") return null;
  given.delete("token");
  return { token, rest: given.toString() };
}
