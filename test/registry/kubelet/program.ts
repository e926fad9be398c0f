import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { V1Secret } from "@kubernetes/client-node";
import { cacheFolder } from "../../cluster/binaries.js";
import { runCommand } from "../../cluster/command.js";
import type { Answer } from "../answer.js";

/** The kubelet's own code, answering. */
export interface Kubelet {
  /** What it pulls each image with. */
  ask(
    secrets: readonly V1Secret[],
    images: readonly string[],
  ): Promise<Answer[]>;
  stop(): void;
}

/** Starts the program of this folder; builds it first, once, into the cache folder. It needs Go. */
export async function startKubelet(): Promise<Kubelet> {
  const child = spawn(await build(), { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[
    Symbol.asyncIterator
  ]();
  return {
    async ask(secrets, images) {
      child.stdin.write(`${JSON.stringify({ secrets, images })}\n`);
      const line = await lines.next();
      if (line.done === true)
        throw new Error("the kubelet's program has ended");
      return JSON.parse(line.value) as Answer[];
    },
    stop: () => child.stdin.end(),
  };
}

async function build(): Promise<string> {
  const hash = createHash("sha256").update(process.arch);
  for (const file of ["go.mod", "go.sum", "main.go"])
    hash.update(readFileSync(path.join(import.meta.dirname, file)));
  const program = path.join(
    cacheFolder(),
    `keyring-${hash.digest("hex").slice(0, 12)}`,
  );
  if (existsSync(program)) return program;
  const unfinished = `${program}.unfinished-${process.pid}`;
  mkdirSync(cacheFolder(), { recursive: true });
  try {
    await runCommand(
      "go",
      ["build", "-trimpath", "-buildvcs=false", "-o", unfinished, "."],
      {
        cwd: import.meta.dirname,
        env: { CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off" },
      },
    );
    renameSync(unfinished, program);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return program;
}
