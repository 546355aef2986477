/** Draws the pictures that phones want for an installed page from `public/icon.svg`: run it when the sign changes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const PUBLIC = join(import.meta.dirname, "..", "public");
const sign = readFileSync(join(PUBLIC, "icon.svg"), "utf8");
/** A phone cuts a maskable picture to a shape of its own, and on its home screen rounds corners itself: no corners of ours. */
const square = sign.replace(/ rx="4"/, "");

const browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, size, drawing] of [
  ["icon-192", 192, sign],
  ["icon-512", 512, sign],
  ["icon-maskable-512", 512, square],
  ["icon-180", 180, square],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  writeFileSync(join(PUBLIC, `${name}.png`), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
