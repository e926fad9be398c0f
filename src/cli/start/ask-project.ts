import { statSync } from "node:fs";
import path from "node:path";
import type { GardenCommandName } from "../../commands/index.js";
import { askGarden, GardenFailedError } from "./ask-garden.js";
import { findGarden } from "./find-garden.js";
import { gardenInUse } from "./garden-in-use.js";
import type { GivenOutputs } from "../given-output.js";

/** A project, and how Garden is to look at it. */
export interface ProjectPlace {
  readonly directory: string;
  /** Garden's own options. */
  readonly gardenOptions: readonly string[];
  readonly garden?: string;
  readonly env?: string;
  readonly providerOutput?: GivenOutputs;
  /** Garden may prepare the providers whose outputs are taken. */
  readonly prepareProviders?: boolean;
}

/** Runs a command of ours inside Garden, in a project's folder, and returns its result. Throws an Error where there is
 *  no such folder, and as `askGarden` does. */
export async function askProject<T extends object>(
  command: GardenCommandName,
  place: ProjectPlace,
  args: readonly string[],
): Promise<T> {
  const { directory, gardenOptions, env } = place;
  const cwd = projectFolder(directory);
  const garden = findGarden(place.garden, cwd);
  try {
    return await askGarden<T>(garden, {
      command,
      cwd,
      args,
      outputs: {
        given: place.providerOutput ?? {},
        prepare: place.prepareProviders ?? false,
      },
      gardenOptions: [
        ...(env === undefined ? [] : ["--env", env]),
        ...gardenOptions,
      ],
    });
  } catch (error) {
    throw namesApiVersion(error)
      ? new GardenFailedError(
          `${error.output}${await gardenInUse(garden, place.garden, cwd)}\n`,
        )
      : error;
  }
}

/** Garden refuses a project that is made for another Garden. */
function namesApiVersion(error: unknown): error is GardenFailedError {
  return (
    error instanceof GardenFailedError &&
    error.output.includes("apiVersion: garden.io/")
  );
}

function projectFolder(directory: string): string {
  const folder = path.resolve(directory);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(
      `${directory}: no such folder. Give the folder of a Garden project (it holds project.garden.yml).`,
    );
  }
  return folder;
}
