import { patches } from "../patches/index.js";
import { attach, type AttachOptions } from "./attach.js";
import { startedCommand } from "./started-command.js";

/** Patches the Garden that this process is about to load, for the command of ours that it was started for, if any. Ends
 *  the process, with the reason, where `attach` throws. */
export async function patchGarden(
  garden: Pick<AttachOptions, "root" | "shape" | "edits">,
): Promise<void> {
  const command = await startedCommand();
  try {
    await attach({ ...garden, patches, ...(command && { command }) });
  } catch (error) {
    process.stderr.write(
      `garden-pull-secrets: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  }
}
