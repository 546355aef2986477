/** What an organisation has answered so far, kept in this browser and nowhere else, so that it can be carried on later. */
import { read, write } from "./address";
import { START, type NeedForm } from "./looking";
import { isEmpty } from "./questions";

const KEY = "catmap-need";

/** Keeps the answers; a browser that refuses storage forgets them, no more. */
export function keepForm(form: NeedForm): void {
  try {
    if (isEmpty(form)) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, write({ ...START, task: "find", form }));
  } catch {
    // Storage may be full or forbidden; the answers are still in the address bar.
  }
}

/** The answers kept earlier; `null` when there are none. */
export function recallForm(): NeedForm | null {
  try {
    const kept = localStorage.getItem(KEY);
    const form = kept === null ? null : read(kept).form;
    return form === null || isEmpty(form) ? null : form;
  } catch {
    return null;
  }
}
