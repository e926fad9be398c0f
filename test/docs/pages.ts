import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import GithubSlugger from "github-slugger";
import type { Code, Html, Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { repository } from "../garden/project.js";

/** A block of code, as it stands in a page. */
export interface CodeBlock {
  readonly language: string | null;
  readonly text: string;
  readonly line: number;
  /** What stands in `<!-- needs: ... -->` right before it, or null. */
  readonly needs: string | null;
}

/** A Markdown page of the project. */
export interface Page {
  /** Its path in the repository. */
  readonly file: string;
  readonly text: string;
  /** Where links into it may lead, by GitHub's rule for headings. */
  readonly anchors: ReadonlySet<string>;
  /** The targets of links and pictures. */
  readonly links: readonly string[];
  readonly blocks: readonly CodeBlock[];
  /** What stands between backquotes. */
  readonly inlineCode: readonly string[];
}

/** Every page that is the project's own. */
export function allPages(): Page[] {
  const inFolder = (folder: string) =>
    readdirSync(path.join(repository, folder))
      .filter((name) => name.endsWith(".md"))
      .sort()
      .map((name) => path.posix.join(folder, name));
  return [".", "docs", "docs/evidence"].flatMap(inFolder).map(readPage);
}

export function readPage(file: string): Page {
  return parsePage(file, readFileSync(path.join(repository, file), "utf8"));
}

export function parsePage(file: string, text: string): Page {
  const tree = fromMarkdown(text);
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  const links: string[] = [];
  const blocks: CodeBlock[] = [];
  const inlineCode: string[] = [];
  visit(tree, (node: Nodes, index, parent) => {
    if (node.type === "heading") anchors.add(slugger.slug(toString(node)));
    else if ("url" in node) links.push(node.url);
    else if (node.type === "inlineCode") inlineCode.push(node.value);
    else if (node.type === "code") {
      const before = index === undefined ? null : parent?.children[index - 1];
      blocks.push(blockOf(node, before?.type === "html" ? before : null));
    }
  });
  return { file, text, anchors, links, blocks, inlineCode };
}

function blockOf(code: Code, before: Html | null): CodeBlock {
  return {
    language: code.lang ?? null,
    text: code.value,
    line: code.position?.start.line ?? 0,
    needs: /^<!-- needs: (.+) -->$/.exec(before?.value ?? "")?.[1] ?? null,
  };
}

/** The commands of a shell block: comments are left out, and lines that go on are one. */
export function commandsOf({ text }: CodeBlock): string[] {
  return text
    .replace(/\\\n\s*/g, "")
    .replace(/(\||&&)\n\s*/g, "$1 ")
    .split("\n")
    .map((line) => line.replace(/(^|\s{2,})#.*$/, "").trim())
    .filter((line) => line !== "");
}
