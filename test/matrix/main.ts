/** `npm run matrix -- [--once] [--write]`: starts a patched Garden on every Node, in every way, and prints how the patch
 *  got in. `--once`: each Node and each way at least once. `--write`: the table, with its date, into docs/coverage.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { format } from "prettier";
import { withBlock } from "../../scripts/generated-block.js";
import { removeFolders } from "../garden/project.js";
import { nodeVersions } from "../nodes/node-binary.js";
import { smoke, ways, type Way } from "./cells.js";

const { values } = parseArgs({
  options: {
    once: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const versions = Object.keys(nodeVersions) as (keyof typeof nodeVersions)[];
const rows = new Map<string, Map<Way, string>>();
let failed = 0;
try {
  for (const [row, version] of versions.entries()) {
    const cells = new Map<Way, string>();
    rows.set(version, cells);
    for (const [column, way] of ways.entries()) {
      if (values.once && column !== row % ways.length) continue;
      cells.set(way, await verdictOf(version, way));
    }
  }
} finally {
  removeFolders();
}
const date = new Date().toISOString().slice(0, 10);
const table = await format(tableOf(rows), { parser: "markdown" });
process.stdout.write(table);
if (values.write) {
  const file = new URL("../../docs/coverage.md", import.meta.url);
  const madeBy = `npm run matrix -- --write, ${date}`;
  writeFileSync(
    file,
    await withBlock(readFileSync(file, "utf8"), {
      name: "matrix",
      madeBy,
      body: table,
    }),
  );
}
process.exitCode = failed > 0 ? 1 : 0;

async function verdictOf(version: string, way: Way): Promise<string> {
  try {
    const driver = await smoke(version, way);
    process.stderr.write(`Node ${version}, ${way}: ${driver}\n`);
    return `\`${driver}\``;
  } catch (error) {
    failed++;
    process.stderr.write(`Node ${version}, ${way}: failed: ${String(error)}\n`);
    return "failed";
  }
}

function tableOf(cells: ReadonlyMap<string, ReadonlyMap<Way, string>>): string {
  const headers = [
    "npm Garden, `run`",
    ...ways.slice(1).map((way) => `binary, \`${way}\``),
  ];
  return [
    `| Node | Gardens with it inside | ${headers.join(" | ")} |`,
    `|${"---|".repeat(ways.length + 2)}`,
    ...[...cells].map(
      ([version, found]) =>
        `| ${version} | ${nodeVersions[version as keyof typeof nodeVersions]} | ${ways.map((way) => found.get(way) ?? "").join(" | ")} |`,
    ),
  ].join("\n");
}
