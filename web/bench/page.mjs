/**
 * What the page takes, in a real Chromium on the real service: time to the first assets, size of scripts, long tasks while
 * a slider is dragged over a hundred thousand assets, memory over minutes of use. `make bench-page` runs it.
 *
 * CATMAP_BIN names the program; ASSETS and MINUTES are 100,000 and 10 unless said.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const program = process.env.CATMAP_BIN;
const assets = Number(process.env.ASSETS ?? 100_000);
const minutes = Number(process.env.MINUTES ?? 10);
const FLAGS = ["--headless", "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
/** Tasks longer than this are felt. */
const LONG_MS = 50;
const WAIT_MS = 120_000;

const folder = mkdtempSync(join(tmpdir(), "catmap-page-"));
const service = await serve();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
try {
  await sizes();
  await firstLook(1280, 860);
  await firstLook(390, 844);
  await drag();
  await use();
} finally {
  await browser.close();
  service.process.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}

/** Makes a region of so many assets, takes it in and serves it. */
async function serve() {
  const run = (...words) => {
    const done = spawnSync(program, words, { encoding: "utf8" });
    if (done.status !== 0) throw new Error(`${program} ${words.join(" ")}\n${done.stderr}`);
  };
  const [region, database] = [join(folder, "region"), join(folder, "catmap.db")];
  run("generate", "--out", region, "--assets", `${assets}`, "--areas", "1000");
  const files = readdirSync(region).filter((name) => /\.(csv|geojson)$/.test(name));
  run("import", "--database", database, ...files.map((name) => join(region, name)));
  const started = spawn(program, ["serve", "--database", database, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((resolve, reject) => {
    let told = "";
    started.stdout.on("data", (chunk) => {
      told += chunk;
      const found = /http:\/\/[\w.:[\]-]+\//.exec(told);
      if (found) resolve(found[0]);
    });
    started.once("exit", (code) => reject(new Error(`the service stopped with ${code}`)));
  });
  // The first question reads the database; that is measured elsewhere.
  await (await fetch(`${address}collections/assets/items?limit=1`)).text();
  return { process: started, address };
}

function line(what, ...figures) {
  console.log(`  ${what.padEnd(58)} ${figures.join("   ")}`);
}

/** Every script that the service sends, as gzip makes it. */
async function sizes() {
  const manifest = new URL("../dist/", import.meta.url);
  const files = readdirSync(manifest, { recursive: true }).filter((name) => /\.(js|css)$/.test(name));
  console.log("Sizes, compressed with gzip:");
  for (const name of files) line(name, `${(gzipSync(readFileSync(new URL(name, manifest)), { level: 9 }).length / 1000).toFixed(1)} kB`);
}

/** A page that notes long tasks from its first moment. */
async function open(width, height, hash = "") {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.longTasks.push(Math.round(entry.duration));
    }).observe({ type: "longtask", buffered: true });
  });
  const begun = performance.now();
  await page.goto(`${service.address}${hash}`);
  return { context, page, begun };
}

async function drawn(page) {
  await page.waitForSelector("#map-box[data-idle]", { state: "attached", timeout: WAIT_MS });
}

async function firstLook(width, height) {
  const times = [];
  for (let run = 0; run < 5; run += 1) {
    const { context, page, begun } = await open(width, height);
    await page.waitForSelector(".item", { timeout: WAIT_MS });
    const listed = performance.now() - begun;
    const painted = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN);
    await drawn(page);
    times.push([painted, listed, performance.now() - begun]);
    await context.close();
  }
  const middle = (which) => times.map((run) => run[which]).sort((a, b) => a - b)[2];
  console.log(`First look at ${assets} assets, ${width} pixels wide, nothing cached, the middle of five:`);
  for (const [which, what] of ["first paint", "first assets in the list", "map drawn"].entries()) line(what, `${middle(which).toFixed(0)} ms`);
}

/** Moves the first weight to and fro as a hand does, and tells the long tasks meanwhile. */
async function dragOnce(page) {
  const box = await page.locator("#weight-0").boundingBox();
  const y = box.y + box.height / 2;
  const at = (value) => box.x + 8 + ((value - 5) / 80) * (box.width - 16);
  await page.evaluate(() => void (globalThis.longTasks.length = 0));
  await page.mouse.move(at(50), y);
  await page.mouse.down();
  for (let step = 0; step < 90; step += 1) {
    await page.mouse.move(at(50 + 35 * Math.sin(step / 8)), y);
    await page.waitForTimeout(16);
  }
  const long = await page.evaluate(() => [...globalThis.longTasks]);
  await page.mouse.up();
  return long;
}

async function drag() {
  const { context, page } = await open(1280, 860, "#signs=score");
  await drawn(page);
  await page.click(".weights summary");
  await page.waitForTimeout(3000);
  console.log(`A weight dragged for a second and a half, the signs of ${assets} assets coloured by score, three times:`);
  for (let run = 0; run < 3; run += 1) {
    const long = await dragOnce(page);
    line(`tasks over ${LONG_MS} ms`, `${long.length}`, `longest ${Math.max(0, ...long)} ms`);
    await page.waitForTimeout(1500);
  }
  await context.close();
}

/** Uses the page as somebody does who looks around, and tells what it holds after each minute. */
async function use() {
  const { context, page } = await open(1280, 860);
  await drawn(page);
  const client = await context.newCDPSession(page);
  const heap = async () => {
    await client.send("HeapProfiler.collectGarbage");
    const { usedSize } = await client.send("Runtime.getHeapUsage");
    return (usedSize / 1e6).toFixed(1);
  };
  console.log(`Memory of the page over ${minutes} minutes of use, after collecting garbage:`);
  line("at the start", `${await heap()} MB`);
  const canvas = await page.locator("#map-box canvas").first().boundingBox();
  const [x, y] = [canvas.x + canvas.width / 2, canvas.y + canvas.height / 2];
  for (let minute = 1; minute <= minutes; minute += 1) {
    for (const until = performance.now() + 60_000; performance.now() < until; ) {
      for (const delta of [-400, -400, 400, 400]) {
        await page.mouse.move(x, y);
        await page.mouse.wheel(0, delta);
        await page.waitForTimeout(700);
      }
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 120, y + 60, { steps: 8 });
      await page.mouse.up();
      await drawn(page);
      // The list follows the map after a moment.
      await page.waitForTimeout(1500);
      await page.locator(".item a").first().click();
      await page.waitForTimeout(1500);
      await page.goBack();
      // Else each round would end further out, at last where there is nothing.
      await page.getByRole("button", { name: "Whole region", exact: true }).click();
      await drawn(page);
    }
    if (minute === 1 || minute % 5 === 0 || minute === minutes) line(`after ${minute} min`, `${await heap()} MB`);
  }
  await context.close();
}
