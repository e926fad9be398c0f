/** `npm run conformance -- --garden <path>... [--cluster] [-o table|markdown|json] [--write]`: runs the product against
 *  Gardens, and says for each seam and each command whether it is as the documents say. Ends with 1 where something is
 *  not. What was not run counts as nothing. `--cluster`: also on a cluster for tests (root, Debian, Go). `--write`: what
 *  was seen, into docs/evidence/gardens.md. */
import { parseArgs } from "node:util";
import { NoGardenError } from "../../src/cli/start/find-garden.js";
import { removeFolders } from "../garden/project.js";
import { conformanceOf } from "./conformance.js";
import {
  formats,
  render,
  type Format,
  type Report,
  type Row,
} from "./report.js";
import { writeCoverage } from "./coverage.js";

const usage = `usage: npm run conformance -- --garden <path>... [--cluster] [-o ${formats.join("|")}] [--write]`;

try {
  process.exitCode = await main();
} finally {
  removeFolders();
}

async function main(): Promise<number> {
  const {
    garden = [],
    output = "table",
    cluster = false,
    write = false,
  } = readOptions();
  if (garden.length === 0 || !isFormat(output)) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const reports: Report[] = [];
  for (const each of garden) {
    try {
      const report = await conformanceOf(each, cluster, tell);
      process.stdout.write(render(report, output));
      reports.push(report);
    } catch (error) {
      if (!(error instanceof NoGardenError)) throw error;
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
  }
  if (write) await writeCoverage(reports);
  const rows = reports.flatMap((report) => report.rows);
  return rows.some(({ verdict }) => verdict === "failed") ? 1 : 0;
}

function tell({ about, what, verdict, reason }: Row): void {
  process.stderr.write(`${verdict}: ${about}: ${what}: ${reason}\n`);
}

interface Options {
  garden?: string[];
  output?: string;
  cluster?: boolean;
  write?: boolean;
}

function readOptions(): Options {
  try {
    return parseArgs({
      options: {
        garden: { type: "string", multiple: true },
        output: { type: "string", short: "o" },
        cluster: { type: "boolean" },
        write: { type: "boolean" },
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
