/** The types of answers are those of the service's own document: whoever changes one makes the other anew. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Generator {
  file: URL;
  generated(): Promise<string>;
}

describe("the generated types", () => {
  it("are made from the document as it is now; if not, run “npm run types”", async () => {
    const { file, generated } = (await import(new URL("../types/generate.mjs", import.meta.url).href)) as Generator;
    expect(readFileSync(file, "utf8")).toBe(await generated());
  });
});
