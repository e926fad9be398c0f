import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";

import type { Binaries } from "./binaries.js";

/** Where Garden's source says which tool it downloads. */
interface ToolSource {
  readonly name: "kubectl" | "helm" | "mutagen";
  readonly file: string;
}

const sources: readonly ToolSource[] = [
  { name: "kubectl", file: "plugins/kubernetes/kubectl.js" },
  { name: "helm", file: "plugins/kubernetes/helm/helm-cli.js" },
  { name: "mutagen", file: "mutagen.js" },
];

/**
 * Puts the cluster's kubectl and helm and a stand-in for mutagen where npm Garden looks for the tools that it would
 * download: `<home>/.garden/tools`. Garden then runs newer tools than it asks for, and synchronises nothing.
 */
export function installGardenTools(
  home: string,
  binaries: Pick<Binaries, "kubectl" | "helm">,
): void {
  for (const source of sources) {
    const path = join(home, ".garden", "tools", source.name, toolPath(source));
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    if (source.name === "mutagen") writeMutagen(path);
    else if (source.name === "helm") writeHelm(path, binaries.helm);
    else symlinkSync(binaries[source.name], path);
  }
}

/** What Garden finds a tool under: a hash of its address, and its place in the archive. */
function toolPath({ name, file }: ToolSource): string {
  const { url, targetPath } = readBuild(name, readGardenSource(file));
  const folder = createHash("sha256").update(url).digest("hex").slice(0, 16);
  return join(folder, ...(targetPath ?? posix.basename(url)).split(posix.sep));
}

/**
 * The build of a tool for this machine, out of Garden's source text. Importing the module would load half of Garden,
 * which newer versions of Node cannot do without help.
 */
function readBuild(
  name: string,
  source: string,
): { url: string; targetPath: string | undefined } {
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const version = /export const \w*[vV]ersion = "(?<version>[^"]+)"/.exec(
    source,
  )?.groups?.["version"];
  const builds = source.split(/platform: /);
  const build = builds.find(
    (text) =>
      text.startsWith(`"${process.platform}"`) &&
      text.includes(`architecture: "${architecture}"`),
  );
  const url = /url: `(?<url>[^`]+)`/.exec(build ?? "")?.groups?.["url"];
  if (version === undefined || url === undefined)
    throw new Error(`Garden's source does not say where it has ${name} from.`);
  return {
    url: url.replaceAll(/\$\{\w*[vV]ersion\}/g, version),
    targetPath: /targetPath: "(?<path>[^"]+)"/.exec(build ?? "")?.groups?.[
      "path"
    ],
  };
}

function readGardenSource(file: string): string {
  const root = dirname(
    createRequire(import.meta.url).resolve("@garden-io/core/package.json"),
  );
  const path = join(root, "build", "src", file);
  if (!existsSync(path)) throw new Error(`npm Garden has no ${file}.`);
  return readFileSync(path, "utf8");
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
