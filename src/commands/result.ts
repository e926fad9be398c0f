import { writeFile } from "node:fs/promises";
import { resultVariable } from "./variables.js";

const file = process.env[resultVariable];
Reflect.deleteProperty(process.env, resultVariable);

/** Hands a command's result to the process that started Garden. */
export async function writeResult(result: object): Promise<{ result: object }> {
  if (file === undefined) throw new Error(`${resultVariable} is not set`);
  await writeFile(file, JSON.stringify(result));
  return { result: {} };
}
