import { execFileSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));

/** The package as `npm publish` would upload it. */
export interface Packed {
  /** The tarball. */
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  readonly unpackedSize: number;
  /** Paths inside of it. */
  readonly files: readonly string[];
}

/** Packs the package into `folder`. `built`: with what is in `dist`; else it is built first. */
export function pack(folder: string, { built = false } = {}): Packed {
  const output = execFileSync(
    "npm",
    [
      "pack",
      "--json",
      `--pack-destination=${folder}`,
      ...(built ? ["--ignore-scripts"] : []),
    ],
    {
      cwd: repository,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      // while it packs, npm lets scripts write to its own stdout, where the JSON goes
      env: { ...process.env, npm_config_foreground_scripts: "false" },
    },
  );
  const [packed] = JSON.parse(output) as {
    filename: string;
    size: number;
    unpackedSize: number;
    files: { path: string }[];
  }[];
  if (packed === undefined) throw new Error("npm pack made no package");
  return {
    file: path.join(folder, packed.filename),
    size: packed.size,
    unpackedSize: packed.unpackedSize,
    files: packed.files.map((file) => file.path),
  };
}
