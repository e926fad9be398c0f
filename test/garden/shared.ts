import { copyFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import omit from "lodash/omit.js";
import { handshakeVariable } from "../../src/attach/report-loaded.js";
import {
  commandVariable,
  outputsVariable,
  resultVariable,
} from "../../src/commands/variables.js";
import * as started from "./process.js";
import type { Ended, Start } from "./process.js";
import { core, lastingFolder } from "./project.js";
import { startSession, type GardenSession } from "./session.js";
import { bundleRoot } from "./under-test.js";

/** Our command line, as `process.ts` starts it, but without a start of Garden for each: one that was started before, by
 *  this test process and for the same command of ours, runs them one after the other. For tests that are about what is
 *  said of a project, and not about how Garden is started. A bundle is started each time. */
export async function cli(
  args: readonly string[],
  start: Start,
): Promise<Ended> {
  if (bundleRoot !== null) return await started.cli(args, start);
  const garden = await programForGarden();
  const given = args.map((arg) => (arg === core ? garden : arg));
  return await started.cli(given, start);
}

/** What our command line starts Garden with. */
interface GardenStart {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A Garden that runs such starts. */
interface Shared {
  readonly session: GardenSession;
  /** Where a command of ours leaves its result. */
  readonly result: string;
  /** Ends when it has run what it was given last. */
  last: Promise<unknown>;
}

const gardens = new Map<string, Shared>();

async function run({ args, cwd, env }: GardenStart): Promise<Ended> {
  // What a process reads once, when the patch is loaded, or is not this command's.
  const rest = omit(env, [
    commandVariable,
    outputsVariable,
    resultVariable,
    handshakeVariable,
    "NODE_OPTIONS",
  ]);
  const command = env[commandVariable] ?? "";
  const outputs = env[outputsVariable] ?? "";
  const key = `${command} ${outputs}`;
  const garden = gardens.get(key) ?? startShared(command, outputs);
  gardens.set(key, garden);
  const running = garden.last.then(async () => {
    rmSync(garden.result, { force: true });
    const ended = await garden.session.run(args, { cwd, env: rest });
    if (existsSync(garden.result))
      copyFileSync(garden.result, env[resultVariable] ?? "");
    return ended;
  });
  garden.last = running;
  return await running;
}

function startShared(command: string, outputs: string): Shared {
  const folder = lastingFolder();
  const result = path.join(folder, "result.json");
  const session = startSession(folder, {
    [commandVariable]: command,
    [outputsVariable]: outputs,
    [resultVariable]: result,
    // As our command line starts it: what Node says while it loads Garden comes with the first command.
    NODE_NO_WARNINGS: "1",
  });
  session.unref();
  return { session, result, last: Promise.resolve() };
}

/** Stands where Garden's binary would, and has a Garden of the test process run what it is started with. */
const client = `
const { connect } = require("node:net");
const { writeFileSync } = require("node:fs");
const { text } = require("node:stream/consumers");
writeFileSync(process.env.${handshakeVariable}, "");
const socket = connect({ path: process.argv[1] + ".socket", allowHalfOpen: true });
socket.end(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env: process.env }));
text(socket).then((answer) => {
  const { code, stdout, stderr } = JSON.parse(answer);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  // Null where that Garden has ended by itself.
  process.exitCode = code ?? 1;
});
`;

let program: Promise<string> | null = null;

function programForGarden(): Promise<string> {
  program ??= new Promise((resolve) => {
    const file = path.join(lastingFolder(), "garden");
    writeFileSync(file, `#!${process.execPath}\n${client}`, { mode: 0o755 });
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      let asked = "";
      socket.setEncoding("utf8").on("data", (part) => (asked += String(part)));
      socket.on("end", () => {
        void run(JSON.parse(asked) as GardenStart).then((ended) =>
          socket.end(JSON.stringify(ended)),
        );
      });
    });
    server.listen(`${file}.socket`, () => resolve(file));
    server.unref();
  });
  return program;
}
