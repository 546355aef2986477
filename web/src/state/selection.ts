/** Things of a list that an officer has chosen, to change all of them at once. */

export interface Chosen {
  id: string;
  /** What it is called, for when it is out of sight. */
  name: string;
}

/** As many as the service changes at once. */
export const MOST_SELECTED = 500;

/** The choice with these in it or out of it; beyond the most, nothing is added. */
export function chosenWith(selected: ReadonlyMap<string, string>, things: readonly Chosen[], add: boolean): ReadonlyMap<string, string> {
  const next = new Map(selected);
  for (const { id, name } of things) {
    if (!add) next.delete(id);
    else if (next.size < MOST_SELECTED || next.has(id)) next.set(id, name);
  }
  return next;
}
