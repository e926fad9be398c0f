import { fileURLToPath } from "node:url";
import { say, write } from "../output/output.js";
import { renderTable } from "../output/table.js";
import { docsFolder } from "../package-files.js";
import { UsageError } from "../usage-error.js";
import { pagesIn } from "./pages.js";

/** Prints the pages of the manual, or where one of them lies. Throws UsageError where there is no such page or section,
 *  with those that there are. */
export async function docs(name?: string, id?: string): Promise<void> {
  const pages = pagesIn(fileURLToPath(docsFolder));
  if (name === undefined) {
    const rows = pages.map((page) => [page.name, page.title]);
    await write(`${renderTable(["page", "what it is about"], rows)}\n`);
    return;
  }
  const page = pages.find((each) => each.name === name);
  if (page === undefined)
    throw new UsageError(
      `There is no page '${name}'. There are: ${pages.map((each) => each.name).join(", ")}.`,
    );
  const section = page.sections.find((each) => each.id === id);
  if (id !== undefined && section === undefined)
    throw new UsageError(
      `${name} has no section '${id}'. It has: ${page.sections.map((each) => each.id).join(", ")}.`,
    );
  await write(`${page.file}\n`);
  if (section !== undefined) say(`${section.id}: line ${section.line}`);
}
