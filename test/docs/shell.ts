import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../garden/project.js";

/** Lets bash read a block of a document with no program in reach: each command's words are written down in place of its
 *  run. So bash itself says what is a word, and what of our command line stands behind a pipe or in `$( )`.
 *  Returns the words of each command. Throws an Error where bash can't read the block. */
export function wordsOfCommands(block: string): string[][] {
  const log = path.join(temporaryFolder(), "words");
  const record = `printf '%s\\0' "$#" "$@" >> '${log}'`;
  const script = `
    PATH=
    : > '${log}'
    command_not_found_handle() { ${record}; }
    garden-pull-secrets() { set -- garden-pull-secrets "$@"; ${record}; }
    cd() { :; }
    npx() { "$@"; }
    ${block}
    true
  `;
  const { status, stderr } = spawnSync("/bin/bash", ["-c", script], {
    cwd: path.dirname(log),
    encoding: "utf8",
    input: "",
  });
  if (status !== 0) throw new Error(`bash: ${stderr}\n${block}`);
  return split(readFileSync(log, "utf8").split("\0"));
}

function split(texts: readonly string[]): string[][] {
  const all: string[][] = [];
  for (let at = 0; at < texts.length - 1;) {
    const count = Number(texts[at]);
    all.push(texts.slice(at + 1, at + 1 + count));
    at += 1 + count;
  }
  return all;
}
