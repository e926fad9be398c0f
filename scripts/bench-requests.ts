/** `npm run bench:requests -- [--json] [--deploys 1,10,40]`: what a deploy costs the API server, unpatched and patched. */
import { parseArgs } from "node:util";
import { renderTable } from "../src/cli/table.js";
import { startCluster } from "../test/cluster/cluster.js";
import {
  measureRequests,
  type RequestCount,
} from "../test/cluster/measure-requests.js";
import { removeFolders } from "../test/garden/project.js";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    deploys: { type: "string", default: "1,10,40" },
  },
});

const cluster = await startCluster({
  say: (line) => void process.stderr.write(`${line}\n`),
});
try {
  const counts = await measureRequests(
    cluster,
    values.deploys.split(",").map(Number),
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
    "deploys",
    "garden",
    "run",
    "requests",
    "of one Secret",
    "writes",
    "lists of Secrets",
    "seconds",
  ];
  const rows = counts.map((count) => [
    String(count.deploys),
    count.garden,
    count.run,
    String(count.requests),
    String(count.secretRequests),
    String(count.secretWrites),
    String(count.secretLists),
    count.seconds.toFixed(1),
  ]);
  return `${renderTable(headings, rows)}\n`;
}
