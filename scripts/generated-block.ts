import { format } from "prettier";

/** What a script makes of a Markdown page: all between `<!-- NAME: ... -->` and `<!-- end of NAME -->`. */
export interface GeneratedBlock {
  readonly name: string;
  /** How the block is made, for whoever reads the page's source. */
  readonly madeBy: string;
  readonly body: string;
}

/** The page with the block as it is now, formatted. Throws where its markers are gone. */
export async function withBlock(
  page: string,
  { name, madeBy, body }: GeneratedBlock,
): Promise<string> {
  const start = page.indexOf(`<!-- ${name}: `);
  const endMarker = `<!-- end of ${name} -->`;
  const end = page.indexOf(endMarker);
  if (start < 0 || end < start)
    throw new Error(`the page has no markers for the block "${name}"`);
  const block = `<!-- ${name}: ${madeBy} -->\n\n${body}\n\n`;
  return await format(`${page.slice(0, start)}${block}${page.slice(end)}`, {
    parser: "markdown",
  });
}

/** A table of Markdown. A bar in a cell would end it. */
export function table(rows: readonly (readonly string[])[]): string {
  const [header = [], ...others] = rows;
  return [header, header.map(() => "---"), ...others]
    .map((cells) =>
      cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | "),
    )
    .map((cells) => `| ${cells} |`)
    .join("\n");
}
