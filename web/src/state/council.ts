/** What councils are compared by, as the service does it: only to offer what an officer may do; the service has the last word. */

/** Words of a council's name that do not tell one from another. */
const COUNCIL_WORDS = ["council", "borough", "metropolitan", "city", "mbc", "the", "of", "and", "mdc", "fictional"];

/** "Knowsley Council", "Knowsley MBC" and "Metropolitan Borough of Knowsley" are `knowsley`. */
export function councilSlug(name: string): string {
  const listed = / \(listed by (.*)\)$/s.exec(name)?.[1];
  const all = (listed ?? name).toLowerCase().replaceAll(/['’.]/g, "").split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const telling = all.filter((word) => !COUNCIL_WORDS.includes(word));
  return (telling.length === 0 ? all : telling).join("-");
}
