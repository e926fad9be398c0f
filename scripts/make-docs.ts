/** `npm run docs`: writes what is made from the code into the pages of docs. */
import { readFileSync, writeFileSync } from "node:fs";
import { withChecks } from "./check-table.js";
import { withReference } from "./command-reference.js";
import { withWords } from "./word-table.js";
import { withFunctions, withPods } from "./coverage-tables.js";

for (const [name, renew] of [
  ["coverage.md", withPods],
  ["evidence/gardens.md", withFunctions],
  ["checks.md", withChecks],
  ["command-line.md", withReference],
  ["command-line.md", withWords],
] as const) {
  const file = new URL(`../docs/${name}`, import.meta.url);
  writeFileSync(file, await renew(readFileSync(file, "utf8")));
}
