import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { gardenEnvironment } from "../garden/process.js";
import {
  core,
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import { runsHere, type Run } from "./runs.js";

/** What a Garden in PATH would do is of no matter here: it says that it loaded the patch, and what it was told. */
const garden = `
  require("node:fs").writeFileSync(process.env.GARDEN_PULL_SECRETS_HANDSHAKE, "");
  const option = process.env.GARDEN_PULL_SECRETS_WORKLOADS === "true" ? " (workloads)" : "";
  console.log(require("node:path").basename(process.cwd()) + ": garden " + process.argv.slice(2).join(" ") + option);
`;

const event = {
  apiVersion: "v1",
  kind: "Event",
  reason: "Failed",
  involvedObject: { kind: "Pod", name: "web", namespace: "shop-dev" },
  message:
    'Failed to pull image "nginx:1": 429 Too Many Requests - toomanyrequests: You have reached your unauthenticated pull rate limit',
};

const secret = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "dockerhub" },
  type: "kubernetes.io/dockerconfigjson",
  data: {
    ".dockerconfigjson": Buffer.from(
      JSON.stringify({
        auths: {
          "https://index.docker.io/v1/": { username: "acme", password: "x" },
        },
      }),
    ).toString("base64"),
  },
};

const kubectl = `
  const [, kind] = process.argv.slice(2);
  console.log(JSON.stringify(kind === "secret"
    ? ${JSON.stringify(secret)}
    : { apiVersion: "v1", kind: "List", items: [${JSON.stringify(event)}] }));
`;

/** A user's machine: a clone of this repository, projects beside it, and programs in PATH. */
interface Machine {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

function machine(kind: Run["in"]): Machine {
  const folder = temporaryFolder();
  const at = (...names: string[]) => path.join(folder, ...names);
  for (const name of ["my-project", "shop"]) {
    cpSync(path.join(repository, "examples", "shop"), at(name), {
      recursive: true,
      filter: (source) => path.basename(source) !== ".garden",
    });
    execFileSync("git", ["init", "--quiet"], { cwd: at(name) });
    if (kind === "npm") {
      mkdirSync(at(name, "node_modules", "@garden-io"), { recursive: true });
      symlinkSync(core, at(name, "node_modules", "@garden-io", "core"));
    }
  }
  for (const name of [
    "garden-pull-secrets",
    "bin",
    "home/garden-0.13",
    "home/Downloads",
  ])
    mkdirSync(at(name), { recursive: true });
  symlinkSync(core, at("home", "Downloads", "linux-amd64"));
  const program = (file: string, script: string) =>
    writeFileSync(file, `#!${process.execPath}\n${script}`, { mode: 0o755 });
  program(at("bin", "kubectl"), kubectl);
  program(at("home", "garden-0.13", "garden"), garden);
  if (kind === "binary") program(at("bin", "garden"), garden);
  symlinkSync(
    path.join(repository, "dist", "cli", "main.js"),
    at("bin", "garden-pull-secrets"),
  );
  return {
    folder,
    env: {
      ...gardenEnvironment({ HOME: at("home") }),
      PATH: [at("bin"), process.env["PATH"]].join(path.delimiter),
      npm_config_prefix: at("global"),
      npm_config_cache: at("cache"),
      npm_config_offline: "true",
      npm_config_ignore_scripts: "true",
    },
  };
}

/** What is run of a command: not what CI does before, and what would change the files that other tests use. */
function runnable(command: string): string {
  return command.replace("npm ci && npm run build && ", "");
}

async function run(
  command: string,
  { folder, env }: Machine,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn("bash", ["-o", "pipefail", "-c", runnable(command)], {
    cwd: command.startsWith("npm ")
      ? repository
      : path.join(
          folder,
          command.startsWith("cd ") ? "garden-pull-secrets" : "my-project",
        ),
    env: { ...env, PWD: undefined },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) =>
    child.on("close", resolve),
  );
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  return { code, stdout, stderr };
}

describe("commands of the documents, as they stand", () => {
  after(removeFolders);

  for (const { command, in: kind, stdout } of runsHere)
    it(command, async () => {
      const ended = await run(command, machine(kind));
      expect(ended.code, ended.stderr + ended.stdout).to.equal(0);
      expect(ended.stdout).to.match(stdout);
    });
});
