import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { repository } from "../garden/project.js";

/** Puts a table, and the day, in the place of the one that a command made before: between its markers in a page of
 *  docs/evidence. Throws where the page has no markers of that command. */
export async function writeDocsTable(
  page: string,
  command: string,
  [heading = [], ...rows]: readonly (readonly string[])[],
): Promise<void> {
  const file = path.join(repository, "docs", "evidence", page);
  const text = readFileSync(file, "utf8");
  const start = `<!-- table: npm run ${command} -->\n`;
  const end = "<!-- end of table -->\n";
  const [before] = text.split(start);
  const [, after] = text.split(end);
  if (before === undefined || after === undefined)
    throw new Error(`${file} has no markers for the table`);
  const lines = [heading, heading.map(() => "---"), ...rows].map(
    (cells) => `| ${cells.join(" | ")} |`,
  );
  const date = new Date().toISOString().slice(0, 10);
  const table = `Measured on ${date}.\n\n${lines.join("\n")}\n\n`;
  writeFileSync(
    file,
    await format(`${before}${start}\n${table}${end}${after}`, {
      parser: "markdown",
    }),
  );
}
