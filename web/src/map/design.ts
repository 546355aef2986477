/** Light or dark: what the reader's device asks for. Over a basemap the map stays light, as the basemap is. */
export type Design = "light" | "dark";

const asksForDark = matchMedia("(prefers-color-scheme: dark)");

export const designNow = (overBasemap: boolean): Design => (asksForDark.matches && !overBasemap ? "dark" : "light");

/** Calls at every change of what is asked for. */
export function onDesign(act: () => void): void {
  asksForDark.addEventListener("change", act);
}
