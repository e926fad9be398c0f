import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A heading's text with all that stands below it, smaller headings included. */
export interface Chapter {
  readonly file: string;
  readonly heading: string;
  /** The lines of its code blocks, in order: without prompts, comments and `sudo`. */
  readonly commands: readonly string[];
}

/** The chapters of README.md and of the pages below docs. */
export function readChapters(repository: string): Chapter[] {
  const docs = readdirSync(path.join(repository, "docs"), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join("docs", file));
  return ["README.md", ...docs].flatMap((file) =>
    chaptersOf(file, readFileSync(path.join(repository, file), "utf8")),
  );
}

/** The smallest chapter whose commands begin, among others, with each of these words. Throws where there is none. */
export function chapterThatSays(
  chapters: readonly Chapter[],
  ...commands: readonly string[]
): Chapter {
  const [found] = chapters
    .filter((chapter) =>
      commands.every((wanted) =>
        chapter.commands.some((command) => command.startsWith(wanted)),
      ),
    )
    .sort((one, other) => one.commands.length - other.commands.length);
  if (found === undefined)
    throw new Error(
      `No chapter of README.md or docs has code blocks with ${commands.map((command) => `\`${command}\``).join(" and ")}. ` +
        "If the documents were changed, change test/walk/main.ts as well.",
    );
  return found;
}

const headingPattern = /^(#{1,6}) +(.*)$/;

function chaptersOf(file: string, markdown: string): Chapter[] {
  const lines = linesOf(markdown);
  return lines.flatMap(({ text, isCode }, start) => {
    const [, marks = "", heading = ""] = headingPattern.exec(text) ?? [];
    if (isCode || heading === "") return [];
    const length = lines.slice(start + 1).findIndex((line) => {
      const [, others] = headingPattern.exec(line.text) ?? [];
      return (
        !line.isCode && others !== undefined && others.length <= marks.length
      );
    });
    const own = lines.slice(
      start + 1,
      length < 0 ? undefined : start + 1 + length,
    );
    const commands = own
      .filter((line) => line.isCode)
      .map((line) => commandIn(line.text))
      .filter((command) => command !== "");
    return [{ file, heading, commands }];
  });
}

/** Code is fenced, or indented by four spaces. */
function linesOf(markdown: string): { text: string; isCode: boolean }[] {
  let isFenced = false;
  return markdown.split("\n").map((text) => {
    const isFence = text.startsWith("```");
    if (isFence) isFenced = !isFenced;
    return { text, isCode: !isFence && (isFenced || text.startsWith("    ")) };
  });
}

function commandIn(line: string): string {
  return line
    .trim()
    .replace(/^\$ /, "")
    .replace(/(?:^| +)#.*$/, "")
    .replace(/^sudo /, "");
}
