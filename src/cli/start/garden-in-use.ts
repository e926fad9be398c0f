import { printable } from "../../config/printable.js";
import { nameOf, type GardenInstallation } from "./find-garden.js";
import { startGarden } from "./start-garden.js";

/** Says which Garden it is, by its own word, and where it was found; `given` is what --garden says. */
export async function gardenInUse(
  garden: GardenInstallation,
  given: string | undefined,
  cwd: string,
): Promise<string> {
  const { output } = await startGarden(garden, {
    cwd,
    args: ["version"],
    env: { GARDEN_LOG_LEVEL: "info", GARDEN_DISABLE_VERSION_CHECK: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [, version = "of an unknown version"] =
    /garden version: ([\w.+-]+)/.exec(output) ?? [];
  return printable(
    `This is Garden ${version}, ${placeOf(garden, given)}: ${nameOf(garden)}. --garden <path> takes another one.`,
  );
}

function placeOf(
  { kind }: GardenInstallation,
  given: string | undefined,
): string {
  if (given !== undefined) return "as --garden says";
  return kind === "npm" ? "from the project's node_modules" : "from PATH";
}
