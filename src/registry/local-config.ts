import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { fromOutside, textOf, type Outside } from "../config/outside.js";
import { isRecord } from "../config/is-record.js";

/** The docker config of this machine's user: `~/.docker/config.json`, or that in the folder DOCKER_CONFIG. */
export interface LocalConfig {
  /** Entries as `docker login` writes them where no program keeps them. */
  readonly auths: readonly (readonly [string, LocalEntry])[];
  /** Programs by the registry that they have logins for. */
  readonly credHelpers: ReadonlyMap<string, string>;
  /** The program that has all other logins. */
  readonly credsStore: string | null;
}

export interface LocalEntry {
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
}

/** Why this machine has no docker config that could be read. */
export class LocalConfigError extends Error {}

/** Reads the docker config of this machine's user. Throws LocalConfigError where there is none, or where it is no docker config;
 *  the message holds no piece of the file. */
export async function readLocalConfig(
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): Promise<LocalConfig> {
  const folder = env["DOCKER_CONFIG"] || path.join(homedir(), ".docker");
  const file = path.join(folder, "config.json");
  let text: Outside;
  try {
    text = fromOutside(await readFile(file, "utf8"));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new LocalConfigError(
      `${file}: ${code === "ENOENT" ? "no such file" : `can't be read, ${code}`}. Log in first: docker login`,
    );
  }
  const config = parseLocalConfig(text);
  if (config === null)
    throw new LocalConfigError(
      `${file} is no docker config. Log in again (docker login), or point to another folder with DOCKER_CONFIG.`,
    );
  return config;
}

/** Reads the text of a docker config; null where it is none. What is of another type than docker writes counts as not
 *  there. */
export function parseLocalConfig(text: Outside): LocalConfig | null {
  let config: unknown;
  try {
    config = JSON.parse(textOf(text));
  } catch {
    // Its message would quote the file.
    return null;
  }
  if (!isRecord(config)) return null;
  const { auths, credHelpers, credsStore } = config;
  return {
    auths: entriesOf(auths).flatMap(([key, entry]) =>
      isRecord(entry) ? [[key, textsOf(entry)] as const] : [],
    ),
    credHelpers: new Map(
      entriesOf(credHelpers).flatMap(([key, name]) =>
        typeof name === "string" && name !== "" ? [[key, name] as const] : [],
      ),
    ),
    credsStore:
      typeof credsStore === "string" && credsStore !== "" ? credsStore : null,
  };
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}

function textsOf(entry: object): LocalEntry {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => typeof value === "string"),
  );
}
