import { checks } from "../src/commands/check/checks.js";
import { table, withBlock } from "./generated-block.js";

/** docs/checks.md with the table of checks as it is now. Throws where its markers are gone. */
export async function withChecks(page: string): Promise<string> {
  const rows = checks.map(({ id, subject, expected }) => [
    `[${id}](#${id})`,
    expected(subject),
  ]);
  return await withBlock(page, {
    name: "checks",
    madeBy: "npm run docs",
    body: table([["Check", "What is expected"], ...rows]),
  });
}
