/** `npm run bench:requests -- [--json]`: what a deploy costs the API server, unpatched, patched, and with the user's own
 *  workloads. */
import { parseArgs } from "node:util";
import { renderTable } from "../src/cli/output/table.js";
import type { BenchShape } from "../test/cluster/bench-projects.js";
import { startCluster } from "../test/cluster/cluster.js";
import {
  measureRequests,
  type RequestCount,
} from "../test/cluster/measure-requests.js";
import { removeFolders } from "../test/garden/project.js";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false } },
});

const shapes: readonly BenchShape[] = [
  { kind: "kubernetes", deploys: 20, namespaces: 1 },
  { kind: "kubernetes", deploys: 20, namespaces: 5 },
  { kind: "kubernetes", deploys: 20, namespaces: 20 },
  { kind: "kubernetes", deploys: 100, namespaces: 1 },
  { kind: "mixed", deploys: 30, namespaces: 5 },
  { kind: "container", deploys: 1, namespaces: 1 },
  { kind: "container", deploys: 10, namespaces: 1 },
  { kind: "container", deploys: 40, namespaces: 1 },
];

const cluster = await startCluster({
  say: (line) => void process.stderr.write(`${line}\n`),
});
try {
  const counts = await measureRequests(cluster, shapes, (count) =>
    process.stderr.write(`${JSON.stringify(count)}\n`),
  );
  process.stdout.write(
    values.json ? `${JSON.stringify(counts, null, 2)}\n` : table(counts),
  );
} finally {
  await cluster.stop();
  removeFolders();
}

function table(counts: readonly RequestCount[]): string {
  const headings = [
    "kind",
    "deploys",
    "namespaces",
    "garden",
    "run",
    "requests",
    "of one Secret",
    "writes",
    "lists of Secrets",
    "of accounts",
    "seconds",
  ];
  const rows = counts.map((count) => [
    count.kind,
    String(count.deploys),
    String(count.namespaces),
    count.garden,
    count.run,
    String(count.requests),
    String(count.secretRequests),
    String(count.secretWrites),
    String(count.secretLists),
    String(count.accountRequests),
    count.seconds.toFixed(1),
  ]);
  return `${renderTable(headings, rows)}\n`;
}
