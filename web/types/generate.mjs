/** The types of all answers, from the service's own OpenAPI document as the tests keep it. `npm run types` writes them. */
import { readFileSync, writeFileSync } from "node:fs";
import openapi from "openapi-typescript";

const snapshot = new URL("../../tests/snapshots/openapi.json", import.meta.url);
export const file = new URL("../src/api/generated.ts", import.meta.url);

/** A list of always so many is written as such: `[number, number]`. */
function exactly({ type, items, minItems, maxItems, nullable }) {
  if (type !== "array" || minItems === undefined || minItems !== maxItems || !["number", "string"].includes(items.type)) return undefined;
  return `[${Array(minItems).fill(items.type).join(", ")}]${nullable ? " | null" : ""}`;
}

/** The text of the file: the named schemas alone, since the page writes its own addresses. */
export async function generated() {
  const { openapi: version, info, components } = JSON.parse(readFileSync(snapshot, "utf8"));
  const types = await openapi({ openapi: version, info, paths: {}, components: { schemas: components.schemas } }, { commentHeader: "", transform: exactly });
  const wanted = types.slice(types.indexOf("export interface components"), types.indexOf("export type $defs"));
  return `/** Made by \`npm run types\` from the service's OpenAPI document; a test holds it against that. Not to be edited. */\n${wanted.trim()}\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) writeFileSync(file, await generated());
