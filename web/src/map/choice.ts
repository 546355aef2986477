/** The list that opens where several things share one place. */
import { words } from "../words";
import type { Drawn } from "./features";

export function choiceOf(things: Drawn[], open: (thing: Drawn) => void): HTMLElement {
  const content = document.createElement("div");
  const heading = document.createElement("h2");
  heading.className = "govuk-heading-s map-choice__heading";
  heading.textContent = words.map.stackHeading(things.length);
  const items = document.createElement("ul");
  items.className = "govuk-list map-choice";
  for (const thing of things) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = thing.label;
    button.addEventListener("click", () => open(thing));
    const item = document.createElement("li");
    item.append(button);
    items.append(item);
  }
  content.append(heading, items);
  return content;
}
