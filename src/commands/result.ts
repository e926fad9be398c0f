import { writeFile } from "node:fs/promises";
import { BorderError } from "../garden/border-error.js";
import type {
  GardenAccess,
  GardenCommand,
  PluginCommand,
} from "./garden-access.js";
import { RefusedError } from "./refused-error.js";
import { resultVariable } from "./variables.js";

/** What a command hands back where it can't do its work: why, and what to do. */
export interface Refusal {
  readonly refused: string;
}

const file = process.env[resultVariable];
Reflect.deleteProperty(process.env, resultVariable);

/** The command as Garden takes it. Its result goes to the process that started Garden. */
export function pluginCommand(
  command: GardenCommand,
  access: GardenAccess,
): PluginCommand {
  const { name, description } = command;
  return {
    name: `pull-secrets-${name}`,
    description,
    handler: async (params) => {
      const result = await command
        .run(access, params)
        .catch((error: unknown): Refusal => {
          if (error instanceof RefusedError) return { refused: error.message };
          if (!(error instanceof BorderError)) throw error;
          return { refused: error.sentence(access.version()) };
        });
      return await writeResult(result);
    },
  };
}

async function writeResult(result: object): Promise<{ result: object }> {
  if (file === undefined) throw new Error(`${resultVariable} is not set`);
  await writeFile(file, JSON.stringify(result));
  return { result: {} };
}
