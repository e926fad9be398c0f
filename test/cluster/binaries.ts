import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";

import { runCommand } from "./command.js";
import { findProgram } from "./debian-packages.js";
import { identify } from "./process-identity.js";

/** The programs that are built from Go modules, by name. */
export interface Binaries {
  readonly "kube-apiserver": string;
  readonly "kube-controller-manager": string;
  readonly "kube-scheduler": string;
  readonly kubelet: string;
  readonly kubectl: string;
  readonly etcd: string;
  readonly helm: string;
  readonly pause: string;
}

interface Module {
  /** The folder below `go/`, with a go.mod of its own: the dependencies of one module do not fit the other's. */
  readonly folder: string;
  /** What go.mod requires, for the version in the key; the pause program has none. */
  readonly requires?: string;
  readonly packages: Readonly<Partial<Record<keyof Binaries, string>>>;
  readonly variables: (version: string) => Readonly<Record<string, string>>;
}

const modules: readonly Module[] = [
  {
    folder: "kubernetes",
    requires: "k8s.io/kubernetes",
    packages: {
      "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
      "kube-controller-manager":
        "k8s.io/kubernetes/cmd/kube-controller-manager",
      "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
      kubelet: "k8s.io/kubernetes/cmd/kubelet",
      kubectl: "k8s.io/kubernetes/cmd/kubectl",
    },
    variables: (version) => ({
      "k8s.io/component-base/version.gitVersion": version,
      "k8s.io/component-base/version.gitMajor":
        version.split(".")[0]?.slice(1) ?? "",
      "k8s.io/component-base/version.gitMinor": version.split(".")[1] ?? "",
    }),
  },
  {
    folder: "etcd",
    requires: "go.etcd.io/etcd/server/v3",
    packages: { etcd: "go.etcd.io/etcd/server/v3" },
    variables: () => ({}),
  },
  {
    folder: "helm",
    requires: "helm.sh/helm/v3",
    packages: { helm: "helm.sh/helm/v3/cmd/helm" },
    // The Kubernetes version that `helm template` takes for granted, as helm's own build sets it.
    variables: (version) => ({
      "helm.sh/helm/v3/internal/version.version": version,
      "helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor": "1",
      "helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor": "34",
    }),
  },
  { folder: "pause", packages: { pause: "." }, variables: () => ({}) },
];

const names = modules.flatMap(
  (module) => Object.keys(module.packages) as (keyof Binaries)[],
);

/** Where this project keeps what is slow to make: `$XDG_CACHE_HOME`, else `~/.cache`. */
export function cacheFolder(): string {
  const base = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return join(base, "garden-pull-secrets", "cluster");
}

/** The folder of the built programs. Its name changes with every version, setting and architecture. */
export function binariesFolder(): string {
  const hash = createHash("sha256").update(process.arch);
  const versions = modules.flatMap((module) => {
    const version = versionOf(module);
    for (const file of ["go.mod", "go.sum", "main.go"]) {
      const path = join(moduleFolder(module), file);
      if (existsSync(path)) hash.update(readFileSync(path));
    }
    hash.update(JSON.stringify([module.packages, module.variables(version)]));
    return version ? [`${module.folder}-${version}`] : [];
  });
  return join(
    cacheFolder(),
    `${versions.join("-")}-${hash.digest("hex").slice(0, 12)}`,
  );
}

/** Whether {@link buildBinaries} has nothing left to do. */
export function binariesAreBuilt(): boolean {
  return existsSync(binariesFolder());
}

/**
 * Builds Kubernetes, etcd, helm and the pause program into the cache folder, unless they are there.
 * Two runs at once each build, and the first to end wins; a run that is cut off leaves nothing that counts as built.
 */
export async function buildBinaries(
  say: (line: string) => void,
): Promise<Binaries> {
  const folder = binariesFolder();
  if (!existsSync(folder)) {
    removeUnfinished(folder);
    const unfinished = `${folder}.unfinished-${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    try {
      for (const module of modules) await buildModule(module, unfinished, say);
      putInPlace(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, join(folder, name)]),
  ) as Record<keyof Binaries, string>;
}

async function buildModule(
  module: Module,
  target: string,
  say: (line: string) => void,
): Promise<void> {
  const go = findProgram("go");
  if (go === undefined)
    throw new Error(
      "Go 1.24 or newer is needed to build the cluster's programs, and there is no `go` in PATH.",
    );
  const version = versionOf(module);
  const flags = Object.entries(module.variables(version)).map(
    ([name, value]) => `-X ${name}=${value}`,
  );
  say(
    `building ${Object.keys(module.packages).join(", ")} ${version}`.trimEnd(),
  );
  const started = Date.now();
  const build = [
    go,
    "build",
    "-trimpath",
    "-buildvcs=false",
    `-ldflags=${["-s", "-w", ...flags].join(" ")}`,
  ];
  const env = {
    CGO_ENABLED: "0",
    GOFLAGS: "-mod=readonly",
    GOWORK: "off",
  };
  const entries = Object.entries(module.packages);
  const commands =
    entries.length > 1
      ? [["-o", `${target}/`, ...entries.map(([, path]) => path)]]
      : entries.map(([name, path]) => ["-o", join(target, name), path]);
  for (const command of commands) {
    await runCommand("nice", ["-n", "10", ...build, ...command], {
      cwd: moduleFolder(module),
      env,
    });
  }
  say(
    `built ${module.folder} in ${Math.round((Date.now() - started) / 1000)} s`,
  );
}

/** Removes what builds of this folder left that were cut off. */
function removeUnfinished(folder: string): void {
  const prefix = `${basename(folder)}.unfinished-`;
  if (!existsSync(dirname(folder))) return;
  for (const name of readdirSync(dirname(folder))) {
    const pid = name.startsWith(prefix)
      ? Number(name.slice(prefix.length))
      : undefined;
    if (pid !== undefined && identify(pid) === undefined)
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function putInPlace(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function versionOf(module: Module): string {
  if (module.requires === undefined) return "";
  const text = readFileSync(join(moduleFolder(module), "go.mod"), "utf8");
  const line = text
    .split("\n")
    .find((line) => line.includes(`${module.requires} v`));
  const version = line?.match(/ (v[0-9][^ ]*)/)?.[1];
  if (version === undefined)
    throw new Error(
      `go/${module.folder}/go.mod does not require ${module.requires}.`,
    );
  return version;
}

function moduleFolder(module: Module): string {
  return join(import.meta.dirname, "go", module.folder);
}
