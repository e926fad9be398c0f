import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { fakeBundle } from "../bundle/fake-bundle.js";
import { gardenEnvironment } from "../garden/process.js";
import { core, repository, temporaryFolder } from "../garden/project.js";

/** Module loaders that users have beside the patch. */
export const loaders = ["tsx", "OpenTelemetry"] as const;

/** One of them, or one that asks no other loader, so that nothing gets in behind it. */
export type Loader = (typeof loaders)[number] | "closed";

/** Whether the loader is registered before the patch, or after it. */
export const positions = ["before", "after"] as const;
export type Position = (typeof positions)[number];

const register = pathToFileURL(
  path.join(repository, "dist", "attach", "register.js"),
).href;
const resolve = createRequire(import.meta.url).resolve;

/** A loader that reads every file itself. */
const closed = `
import { readFile } from "node:fs/promises";
export async function load(url, context, nextLoad) {
  if (!url.endsWith(".mjs")) return await nextLoad(url, context);
  return { format: "module", source: await readFile(new URL(url)), shortCircuit: true };
}
`;

/** The URL of the hooks of a loader that asks no other. */
export function closedHooks(): string {
  const hooks = path.join(temporaryFolder(), "hooks.mjs");
  writeFileSync(hooks, closed);
  return pathToFileURL(hooks).href;
}

/** What loads it, as a URL for `--import`. */
function loaderUrl(loader: Loader): string {
  if (loader === "tsx") return pathToFileURL(resolve("tsx/esm")).href;
  const specifier =
    loader === "closed"
      ? closedHooks()
      : "@opentelemetry/instrumentation/hook.mjs";
  const file = path.join(temporaryFolder(), "register.mjs");
  writeFileSync(
    file,
    `import { register } from "node:module";\nregister(${JSON.stringify(specifier)}, ${JSON.stringify(pathToFileURL(path.join(core, "package.json")).href)});\n`,
  );
  return pathToFileURL(file).href;
}

/** `NODE_OPTIONS` with the patch and the loader. */
export function withLoader(loader: Loader, position: Position): string {
  const urls =
    position === "before"
      ? [loaderUrl(loader), register]
      : [register, loaderUrl(loader)];
  return urls.map((url) => `--import=${url}`).join(" ");
}

/** What became of a fake Garden that deploys. */
export interface Deployed {
  /** Whether the pod that it made carries the provider's pull secret. */
  readonly carries: boolean;
  /** Whether it came to start kubectl. */
  readonly reached: boolean;
  readonly code: number;
  readonly stderr: string;
}

/** Lets a fake Garden with this Node inside deploy, with the patch and the loader. */
export async function deployBeside(
  node: string,
  options: string,
): Promise<Deployed> {
  const folder = temporaryFolder();
  const kubectl = path.join(folder, "kubectl");
  writeFileSync(kubectl, "#!/bin/sh\necho reached\n", { mode: 0o755 });
  const root = fakeBundle(node, "0.13.24");
  return await new Promise((resolve) => {
    execFile(
      path.join(root, "garden"),
      ["deploy"],
      {
        env: gardenEnvironment({
          NODE_OPTIONS: options,
          FAKE_KUBECTL: kubectl,
        }),
      },
      (error, stdout, stderr) =>
        resolve({
          carries: stdout.includes('"imagePullSecrets":[{"name":"hub"}]'),
          reached: stdout.includes("reached"),
          code: error ? Number(error.code) : 0,
          stderr,
        }),
    );
  });
}
