/** What is in front of the page, and what it is called. */
import { READING, inOffice, isPublicCopy, type Looking, type OfficeTask } from "../state/looking";
import type { Store } from "../state/store";
import { words } from "../words";

/** Whether a page to read is in front: it takes the whole width. */
export function isReading(looking: Looking): boolean {
  const { task, asset, area, need, part } = looking;
  return inOffice(looking) || (asset !== null && part === "brief") || isAsking(looking) || isComparing(looking) || (READING.includes(task) && asset === null && area === null && need === null);
}

/** Whether a question about a building is being written: about the open asset, or about one that is not on the map. */
export function isAsking({ task, asset, area, need, part }: Looking): boolean {
  return asset === null ? task === "ask" && area === null && need === null : part === "ask";
}

/** Whether matches stand side by side: of the open need, or of the form. */
export function isComparing({ task, asset, area, need, searched, comparing }: Looking): boolean {
  return comparing && asset === null && area === null && (need !== null || (task === "find" && searched));
}

/** What is in front, as the title of the window calls it. */
export function titleOf({ looking, answers }: Store): string {
  if (looking.task === "import" && answers.import.value) return `${answers.import.value.file_name} – ${words.titles.import}`;
  if (inOffice(looking)) return words.titles[looking.task as OfficeTask];
  if (isAsking(looking)) return words.titles.ask;
  // The title stands on the paper, and in the name of its file.
  const asset = isPublicCopy(looking) ? answers.public_asset : answers.asset;
  const open = looking.asset !== null ? asset : looking.area !== null ? answers.area : answers.need;
  if (open.state === "failed") return words.failure.title;
  if (looking.asset !== null) return asset.value?.name ?? words.loading;
  if (looking.area !== null) return answers.area.value?.properties.name ?? words.area.heading;
  if (looking.need !== null && !isComparing(looking)) return answers.need.value?.properties.title ?? words.need.heading;
  if (isComparing(looking)) return words.compare.heading;
  if (looking.task === "find") return looking.searched ? words.matches.heading : looking.ask === "check" ? words.find.check : words.find.heading;
  return looking.task === "look" ? words.look.heading : words.titles[looking.task];
}
