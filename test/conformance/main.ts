/** `npm run conformance -- --garden <path> [-o table|markdown|json]`: runs the product against a Garden, and says for
 *  each seam and each command whether it is as the documents say. Ends with 1 where something is not. */
import path from "node:path";
import { parseArgs } from "node:util";
import { findGarden, NoGardenError } from "../../src/cli/find-garden.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";
import { homeWithoutCluster } from "./away.js";
import { commandRows } from "./commands.js";
import { consumerRows } from "./consumers.js";
import { manifestRows } from "./manifests.js";
import { expectEnd, ours } from "./product.js";
import { conformanceProject, lineOf } from "./project.js";
import { formats, render, tried, type Format, type Row } from "./report.js";
import { seamRows } from "./seams.js";
import { sideBySide } from "./side-by-side.js";

const usage = `usage: npm run conformance -- --garden <path> [-o ${formats.join("|")}]`;

process.exitCode = await main();
removeFolders();

async function main(): Promise<number> {
  const { garden = "", output = "table" } = readOptions();
  if (garden === "" || !isFormat(output)) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  try {
    return await conformance(garden, output);
  } catch (error) {
    if (!(error instanceof NoGardenError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function conformance(garden: string, format: Format): Promise<number> {
  const file = path.resolve(garden);
  const installation = findGarden(file, process.cwd());
  const home = temporaryFolder();
  const env = {
    PATH: process.env["PATH"] ?? "",
    GARDEN_DISABLE_ANALYTICS: "true",
    GARDEN_DISABLE_VERSION_CHECK: "true",
    NO_COLOR: "true",
    DOCKER_CONFIG: path.join(home, "docker"),
    ...homeWithoutCluster({ garden: file, installation }, home),
  };
  let version = "";
  const runs = await tried("command", "run -- version", async () => {
    const product = { garden: file, project: home, env };
    const process = await ours(product, "run", [], ["version"]);
    expectEnd(process, 0);
    version = /garden version: (\S+)/.exec(process.stdout)?.[1] ?? "";
    if (version === "") throw new Error(`no version in: ${process.stdout}`);
    return version;
  });
  tell([runs]);
  const rows: Row[] = [runs];
  let node = "unknown";
  if (version !== "") {
    const line = lineOf(version);
    const atOnce = sideBySide(2);
    const product = () => ({
      garden: file,
      project: conformanceProject(line),
      env,
    });
    const seams = await seamRows(product(), version);
    ({ node } = seams);
    tell(seams.rows);
    rows.push(...seams.rows);
    for (const some of [
      manifestRows(product(), line, atOnce),
      consumerRows(
        { garden: file, installation },
        conformanceProject(line),
        version,
        env,
      ),
      commandRows({ garden: file, env }, line, atOnce),
    ]) {
      const found = await some;
      tell(found);
      rows.push(...found);
    }
  }
  const date = new Date().toISOString().slice(0, 10);
  process.stdout.write(
    render({ garden: version || "unknown", node, date, rows }, format),
  );
  return rows.some(({ verdict }) => verdict === "failed") ? 1 : 0;
}

function tell(rows: readonly Row[]): void {
  for (const { about, what, verdict, reason } of rows) {
    process.stderr.write(`${verdict}: ${about}: ${what}: ${reason}\n`);
  }
}

function readOptions(): { garden?: string; output?: string } {
  try {
    return parseArgs({
      options: {
        garden: { type: "string" },
        output: { type: "string", short: "o" },
      },
    }).values;
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    return {};
  }
}

function isFormat(text: string): text is Format {
  return (formats as readonly string[]).includes(text);
}
