/** `npm run matrix -- [--once] [--write]`: starts a patched Garden on every Node, in every way, and on some beside other
 *  module loaders, and prints how the patch got in. `--once`: each Node, each way and each loader at least once. `--write`:
 *  the tables, with their date, into docs/evidence/gardens.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { format } from "prettier";
import { withBlock } from "../../scripts/generated-block.js";
import { removeFolders } from "../garden/project.js";
import { nodeBinary, nodeVersions } from "../nodes/node-binary.js";
import { smoke, smokeBeside, ways } from "./cells.js";
import {
  deployBeside,
  loaders,
  positions,
  withLoader,
  type Loader,
  type Position,
} from "./loaders.js";

const { values } = parseArgs({
  options: {
    once: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const versions = Object.keys(nodeVersions) as (keyof typeof nodeVersions)[];
const loaderVersions = ["20.20.2", "21.1.0", "22.17.0", "24.21.0"];
const places = loaders.flatMap((loader) =>
  positions.map((position) => ({ loader, position })),
);
const rows = new Map<string, Map<string, string>>();
const loaderRows = new Map<string, Map<string, string>>();
const failures: string[] = [];
try {
  for (const [row, version] of versions.entries()) {
    const cells = new Map<string, string>();
    rows.set(version, cells);
    for (const [column, way] of ways.entries()) {
      if (values.once && column !== row % ways.length) continue;
      cells.set(
        way,
        await verdictOf(`Node ${version}, ${way}`, () => smoke(version, way)),
      );
    }
  }
  for (const [row, version] of loaderVersions.entries()) {
    const cells = new Map<string, string>();
    loaderRows.set(version, cells);
    for (const [column, { loader, position }] of places.entries()) {
      const title = `Node ${version}, ${loader} ${position}`;
      await verdictOf(`${title}, fake Garden`, () =>
        deployPatched(version, loader, position),
      );
      if (values.once && column !== row % places.length) continue;
      cells.set(
        `${loader} ${position}`,
        await verdictOf(title, () => smokeBeside(version, loader, position)),
      );
    }
  }
} finally {
  removeFolders();
}
const date = new Date().toISOString().slice(0, 10);
const tables = {
  matrix: await format(tableOf(rows), { parser: "markdown" }),
  loaders: await format(loaderTable(), { parser: "markdown" }),
};
process.stdout.write(`${tables.matrix}\n${tables.loaders}${failures.join("")}`);
if (values.write) {
  const file = new URL("../../docs/evidence/gardens.md", import.meta.url);
  const madeBy = `npm run matrix -- --write, ${date}`;
  let page = readFileSync(file, "utf8");
  for (const [name, body] of Object.entries(tables))
    page = await withBlock(page, { name, madeBy, body });
  writeFileSync(file, page);
}
process.exitCode = failures.length > 0 ? 1 : 0;

/** A cell of the table: the way in which the patch got in. */
async function verdictOf(
  title: string,
  tried: () => Promise<string>,
): Promise<string> {
  try {
    const driver = await tried();
    process.stderr.write(`${title}: ${driver}\n`);
    return `\`${driver}\``;
  } catch (error) {
    const failure = `${title}: failed: ${String(error)}\n`;
    process.stderr.write(failure);
    failures.push(failure);
    return "failed";
  }
}

/** Throws where a fake Garden's pod does not carry the references. */
async function deployPatched(
  version: string,
  loader: Loader,
  position: Position,
): Promise<string> {
  const { carries, stderr } = await deployBeside(
    await nodeBinary(version),
    withLoader(loader, position),
  );
  if (!carries) throw new Error(stderr);
  return "patched";
}

function loaderTable(): string {
  const headers = places.map(
    ({ loader, position }) => `${loader}, ${position} the patch`,
  );
  return [
    `| Node | ${headers.join(" | ")} |`,
    `|${"---|".repeat(places.length + 1)}`,
    ...[...loaderRows].map(
      ([version, found]) =>
        `| ${version} | ${places.map(({ loader, position }) => found.get(`${loader} ${position}`) ?? "").join(" | ")} |`,
    ),
  ].join("\n");
}

function tableOf(
  cells: ReadonlyMap<string, ReadonlyMap<string, string>>,
): string {
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
