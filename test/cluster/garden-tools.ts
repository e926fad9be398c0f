import {
  chmodSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { toolPlaces } from "../garden/tool-places.js";
import type { Binaries } from "./binaries.js";

/**
 * Puts the cluster's kubectl and helm and a stand-in for mutagen where Garden looks for the tools that it would download:
 * `<home>/.garden/tools`. Garden then runs newer tools than it asks for, and synchronises nothing. `root` holds Garden's
 * modules; without it, npm Garden's.
 */
export function installGardenTools(
  home: string,
  binaries: Pick<Binaries, "kubectl" | "helm">,
  root = npmModules(),
): void {
  const write: Readonly<Record<string, (path: string) => void>> = {
    kubectl: (path) => symlinkSync(binaries.kubectl, path),
    helm: (path) => writeHelm(path, binaries.helm),
    mutagen: writeMutagen,
    // What Mutagen reaches pods by in newer Gardens: nobody calls it here.
    "mutagen-faux-ssh": (path) => writeScript(path, "exit 1"),
  };
  for (const { name, file } of toolPlaces(root)) {
    const path = join(home, ".garden", "tools", file);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    write[name]?.(path);
  }
}

function npmModules(): string {
  const core = createRequire(import.meta.url).resolve(
    "@garden-io/core/package.json",
  );
  return join(dirname(core), "build", "src");
}

function writeMutagen(path: string): void {
  const script = join(import.meta.dirname, "mutagen-stand-in.mjs");
  writeScript(
    path,
    `unset NODE_OPTIONS\nexec ${quote(process.execPath)} ${quote(script)} "$@"`,
  );
}

/** helm itself; a chart that it would fetch from a repository is taken from this project's charts, where its stand-in
 *  is. */
function writeHelm(path: string, helm: string): void {
  const charts = join(import.meta.dirname, "charts");
  writeScript(
    path,
    `case " $* " in *" --repo "*) ;; *) exec ${quote(helm)} "$@";; esac
count=$#
while [ "$count" -gt 0 ]; do
  argument=$1
  shift
  count=$((count - 1))
  case "$argument" in
    --repo | --version) shift; count=$((count - 1));;
    ingress-nginx) set -- "$@" ${quote(charts)}/ingress-nginx;;
    *) set -- "$@" "$argument";;
  esac
done
exec ${quote(helm)} "$@"`,
  );
}

function writeScript(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
