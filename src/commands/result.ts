import { writeFile } from "node:fs/promises";

/** Where a command that runs inside Garden leaves its result: Garden narrates on stdout. */
export const resultVariable = "GARDEN_PULL_SECRETS_RESULT";

/** Which command of ours a Garden process is started for. */
export const commandVariable = "GARDEN_PULL_SECRETS_COMMAND";

/** Hands a command's result to the process that started Garden. */
export async function writeResult(result: object): Promise<{ result: object }> {
  const file = process.env[resultVariable];
  if (file === undefined) throw new Error(`${resultVariable} is not set`);
  await writeFile(file, JSON.stringify(result));
  return { result: {} };
}
