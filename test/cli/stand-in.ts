import { writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../garden/project.js";

/** A program that stands in for Garden's binary, where a test is about our command line and not about Garden: it says
 *  that it loaded the patch, and does what the CommonJS `script` says. */
export function standIn(script: string): string {
  return withoutPatch(
    `require("node:fs").writeFileSync(process.env.GARDEN_PULL_SECRETS_HANDSHAKE, "");\n${script}`,
  );
}

/** One that does not load the patch. */
export function withoutPatch(script: string): string {
  const file = path.join(temporaryFolder(), "garden");
  writeFileSync(file, `#!${process.execPath}\n${script}\n`, { mode: 0o755 });
  return file;
}

/** A stand-in that answers a command of ours with this result. */
export function answering(result: object): string {
  return standIn(
    `require("node:fs").writeFileSync(process.env.GARDEN_PULL_SECRETS_RESULT, ${JSON.stringify(JSON.stringify(result))});`,
  );
}
