import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pack } from "../../scripts/pack.js";
import { repository, temporaryFolder } from "../garden/project.js";

const modules = path.join(repository, "node_modules");

/** A project of somebody who uses the library: an example, the packed package, and of other packages only those that
 *  come with it and `@types/node`. Nothing is downloaded. Returns its folder. */
export function consumerOf(example: string): string {
  const folder = path.join(temporaryFolder(), example);
  cpSync(path.join(repository, "examples", example), folder, {
    recursive: true,
  });
  const library = path.join(folder, "node_modules", "garden-pull-secrets");
  mkdirSync(library, { recursive: true });
  const { file } = pack(temporaryFolder(), { built: true });
  execFileSync("tar", [
    "--extract",
    "--strip-components=1",
    `--file=${file}`,
    `--directory=${library}`,
  ]);
  const { dependencies } = JSON.parse(
    readFileSync(path.join(library, "package.json"), "utf8"),
  ) as { dependencies: Record<string, string> };
  for (const name of [...Object.keys(dependencies), "@types/node"])
    link(name, folder);
  const files = {
    "package.json": { private: true, type: "module" },
    "tsconfig.json": { compilerOptions },
  };
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, name), JSON.stringify(content));
  return folder;
}

/** As strict as TypeScript gets; types of packages are checked, too. */
const compilerOptions = {
  target: "es2022",
  lib: ["es2023"],
  module: "nodenext",
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  outDir: "out",
};

/** Node looks for what the package itself depends on beside its real place. */
function link(name: string, folder: string): void {
  const target = path.join(folder, "node_modules", name);
  mkdirSync(path.dirname(target), { recursive: true });
  symlinkSync(path.join(modules, name), target);
}
