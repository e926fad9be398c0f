/** `npm run explain:table`: brings every failure about in every place, and writes what Garden says to
 *  docs/evidence/explain.md. */
import { removeFolders, temporaryFolder } from "../../garden/project.js";
import { startCluster } from "../cluster.js";
import { writeDocsTable } from "../docs-table.js";
import { installGardenTools } from "../garden-tools.js";
import { startBrokenRegistries } from "../hub/broken-registries.js";
import { runCell, type Said } from "./cell.js";
import { columns } from "./columns.js";
import { failures } from "./failures.js";

const say = (line: string) => void process.stderr.write(`${line}\n`);

const cluster = await startCluster({ say });
const broken = await startBrokenRegistries();
try {
  const home = temporaryFolder();
  installGardenTools(home, cluster.binaries);
  const bench = { cluster, broken, home };
  const rows: string[][] = [];
  for (const failure of failures) {
    const row = [failure.title, `\`${failure.cause}\``];
    for (const column of columns) {
      const impossible = column.impossible(failure);
      const said =
        impossible === null ? await runCell(bench, { failure, column }) : null;
      row.push(said === null ? "–" : cellOf(said, failure.cause));
      say(`${failure.title}, ${column.title}: ${row.at(-1) ?? ""}`);
    }
    rows.push(row);
    await writeTable(rows);
  }
  const [first] = failures;
  const unpatched = ["unpatched", ""];
  for (const column of columns) {
    const failure =
      failures.find((each) => column.impossible(each) === null) ?? first;
    if (!failure) continue;
    const said = await runCell(bench, { failure, column }, { patched: false });
    unpatched.push(cellOf(said, failure.cause));
    say(`unpatched, ${column.title}: ${unpatched.at(-1) ?? ""}`);
  }
  rows.push(unpatched);
  await writeTable(rows);
} finally {
  await broken.stop();
  await cluster.stop();
  removeFolders();
}

function cellOf({ causes, seconds, code }: Said, expected: string): string {
  const time = seconds === null ? "never" : `${seconds.toFixed(1)} s`;
  if (causes.some((cause) => cause === expected)) return time;
  return `**${causes.join(", ") || "no cause"}**, ${time}, exit ${String(code)}`;
}

async function writeTable(rows: readonly string[][]): Promise<void> {
  const heading = ["Failure", "Cause", ...columns.map(({ title }) => title)];
  await writeDocsTable("explain.md", "explain:table", [heading, ...rows]);
}
