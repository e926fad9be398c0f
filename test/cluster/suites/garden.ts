import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installGardenTools } from "../garden-tools.js";
import { filesBelow } from "../../garden/project.js";
import {
  patchedGarden,
  unpatchedGarden,
  type Ended,
} from "../../garden/process.js";
import { startSession, type GardenSession } from "../../garden/session.js";
import { cluster } from "./shared-cluster.js";

/** How a Garden command is run. */
export interface GardenOptions {
  readonly patched?: boolean;
  readonly kubeconfig?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly heard?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** All that Garden printed in this run of the tests, and all the log files that it wrote: searched for credentials at
 *  the end. */
const said: { readonly where: string; readonly text: string }[] = [];

export function everythingSaid(): readonly { where: string; text: string }[] {
  const ofHome = filesBelow(gardenHome())
    .filter((file) => !/^\.garden\/tools\//.test(file))
    .map((file) => ({
      where: `~/${file}`,
      text: readFileSync(path.join(gardenHome(), file), "utf8"),
    }));
  return [...said, ...ofHome];
}

let home: string | undefined;

/** The HOME of every Garden of these suites, with the tools that Garden would download. */
export function gardenHome(): string {
  if (home === undefined) {
    home = mkdtempSync(path.join(tmpdir(), "garden-pull-secrets-home-"));
    mkdirSync(home, { recursive: true });
    installGardenTools(home, cluster().binaries);
  }
  return home;
}

/** Runs Garden on the cluster, in a project's folder, to its end. */
export async function garden(
  cwd: string,
  args: readonly string[],
  {
    patched = true,
    kubeconfig = cluster().kubeconfig,
    env = {},
    ...given
  }: GardenOptions = {},
): Promise<Ended> {
  const start = {
    ...given,
    cwd,
    env: { HOME: gardenHome(), KUBECONFIG: kubeconfig, ...env },
  };
  const ended = await (patched ? patchedGarden : unpatchedGarden)(args, start);
  remember(cwd, args, ended);
  return ended;
}

/** One process of patched Garden that stays, on the cluster, in a project's folder. */
export function gardenSession(cwd: string): GardenSession {
  const session = startSession(cwd, {
    HOME: gardenHome(),
    KUBECONFIG: cluster().kubeconfig,
  });
  return {
    ...session,
    async run(args) {
      const ended = await session.run(args);
      remember(cwd, args, ended);
      return ended;
    },
  };
}

/** Keeps what a Garden process said, and all that it wrote into its project's folder: logs, errors, caches. */
export function remember(
  cwd: string,
  args: readonly string[],
  { stdout, stderr }: Ended,
): void {
  said.push({ where: `garden ${args.join(" ")}`, text: stdout + stderr });
  for (const file of filesBelow(cwd)) {
    if (!file.startsWith(".garden/")) continue;
    said.push({
      where: file,
      text: readFileSync(path.join(cwd, file), "utf8"),
    });
  }
}
