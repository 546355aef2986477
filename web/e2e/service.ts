/**
 * The service the stories are told to. `CATMAP_URL` names one that runs already; else `CATMAP_BIN` names the program,
 * which makes the fictional region, loads it the way real files are loaded, and serves it until the stories are over.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ADMINISTRATOR, CHANGER, CLERK, COLLEAGUE, NEWCOMER, OFFICER, RESIDENT, SHARED, TYPIST, WORKER } from "./people";

declare module "vitest" {
  export interface ProvidedContext {
    serviceUrl: string;
    /** Folder in which the service leaves its mail. */
    outbox: string;
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env["CATMAP_URL"];
  const program = process.env["CATMAP_BIN"];
  if (running) {
    project.provide("serviceUrl", running);
    project.provide("outbox", process.env["CATMAP_OUTBOX"] ?? "outbox");
    return undefined;
  }
  if (!program) throw new Error("Set CATMAP_URL to a running service, or CATMAP_BIN to the program (make test-browser does).");

  const folder = mkdtempSync(join(tmpdir(), "catmap-e2e-"));
  const database = join(folder, "catmap.db");
  const region = join(folder, "region");
  run(program, ["generate", "--out", region]);
  const files = readdirSync(region).filter((name) => /\.(csv|geojson)$/.test(name));
  run(program, ["import", "--database", database, ...files.map((name) => join(region, name))]);

  const add = ({ name, email, password }: { name: string; email: string; password: string }, ...roles: string[]): void =>
    run(program, ["person", "add", email, "--database", database, "--name", name, ...roles], `${password}\n`);
  for (const officer of [OFFICER, COLLEAGUE, CHANGER, TYPIST, RESIDENT, CLERK, WORKER, NEWCOMER]) add(officer, "--officer-of", officer.council);
  add(SHARED, ...SHARED.councils.flatMap((council) => ["--officer-of", council]));
  add(ADMINISTRATOR, "--administrator");

  // Without a mail server the service leaves its mail beside the database.
  project.provide("outbox", join(folder, "outbox"));
  const service = spawn(program, ["serve", "--database", database, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  project.provide("serviceUrl", await addressOf(service));
  return async () => {
    service.kill("SIGTERM");
    await new Promise((resolve) => service.once("exit", resolve));
    rmSync(folder, { recursive: true, force: true });
  };
}

function run(program: string, words: string[], input = ""): void {
  const done = spawnSync(program, words, { encoding: "utf8", input });
  if (done.status !== 0) throw new Error(`${program} ${words.join(" ")}\n${done.stdout}\n${done.stderr}`);
}

/** The address the service prints when it is ready. */
function addressOf(service: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = "";
    const listen = (chunk: Buffer): void => {
      told += chunk.toString();
      const [address] = /http:\/\/[\w.:[\]-]+\//.exec(told) ?? [];
      if (address) resolve(address);
    };
    service.stdout?.on("data", listen);
    service.stderr?.on("data", listen);
    service.once("exit", (code) => reject(new Error(`the service stopped with ${code}:\n${told}`)));
  });
}
