import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { installGardenTools } from "../cluster/garden-tools.js";
import { cli } from "../garden/process.js";
import {
  core,
  project,
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import { gardenNode } from "../garden/under-test.js";

const register = pathToFileURL(
  path.join(repository, "dist", "attach", "register.js"),
).href;

/** Says what it was started with that could be the patch's. */
const script = `
const ours = (text) => (text ?? "").includes("garden-pull-secrets") || (text ?? "").includes("register.js");
const seen = Object.entries(process.env).filter(([name, value]) => name.startsWith("GARDEN_PULL_SECRETS") || name === "GARDEN_NODE_EXTRA_PARAMS" || ours(value) && name === "NODE_OPTIONS");
require("node:fs").writeFileSync(process.argv[2], JSON.stringify({
  variables: seen, flags: process.execArgv, attached: Symbol.for("garden-pull-secrets") in globalThis, user: process.env.NODE_OPTIONS,
}));`;

const files = {
  "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: children
environments: [{ name: default }, { name: local }]
providers: [{ name: local-kubernetes, environments: [local] }]
---
kind: Run
name: node
type: exec
spec: { command: [node, child.cjs, seen.json] }
`,
  "child.cjs": script,
};

/** A program in PATH that writes its environment down, as a file that is whole once it is there, and becomes the real
 *  one. */
function recording(folder: string, log: string, name: string, then: string) {
  const file = path.join(folder, name);
  writeFileSync(
    file,
    `#!/bin/sh\nenv > "${log}/.$$" && mv "${log}/.$$" "${log}/${name}.$$"\n${then} "$@"\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

describe("programs that a patched Garden starts", () => {
  after(removeFolders);

  let log: string;
  let cwd: string;
  before(async () => {
    log = temporaryFolder();
    cwd = project(files);
    const bin = temporaryFolder();
    const git = execFileSync("sh", ["-c", "command -v git"], {
      encoding: "utf8",
    }).trim();
    recording(bin, log, "git", `exec ${git}`);
    const kubectl = recording(bin, log, "kubectl", "echo '{}' #");
    const home = temporaryFolder();
    installGardenTools(home, { kubectl, helm: kubectl });
    const env = {
      HOME: home,
      PATH: [bin, path.dirname(gardenNode), process.env["PATH"]].join(":"),
      NODE_OPTIONS: "--no-warnings",
    };
    const garden = ["run", "--garden", core, "--"];
    await cli([...garden, "run", "node"], { cwd, env });
    await cli([...garden, "run", "node", "--env", "local"], { cwd, env });
  });

  for (const program of ["git", "kubectl"]) {
    it(`see nothing of the patch: ${program}`, () => {
      const runs = readdirSync(log).filter((file) => file.startsWith(program));
      expect(runs, "how often it ran").not.to.be.empty;
      for (const run of runs) {
        const environment = readFileSync(path.join(log, run), "utf8");
        expect(environment).not.to.match(
          /GARDEN_PULL_SECRETS|GARDEN_NODE_EXTRA_PARAMS|--import/,
        );
        expect(environment).to.contain("NODE_OPTIONS=--no-warnings\n");
      }
    });
  }

  it("see nothing of the patch: a Node script", () => {
    const file = path.join(cwd, "seen.json");
    expect(existsSync(file), "it ran").to.equal(true);
    expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal({
      variables: [],
      flags: [],
      attached: false,
      user: "--no-warnings",
    });
  });
});

/** Where a user exports NODE_OPTIONS after all, every Node gets the flag. */
describe("other Nodes that inherit the flag", () => {
  const started = (args: readonly string[]) =>
    execFileSync(gardenNode, args, {
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: `--import=${register}` },
      stdio: ["ignore", "pipe", "inherit"],
    });
  const attached = 'Symbol.for("garden-pull-secrets") in globalThis';

  it("load nothing of the patch", () => {
    expect(started(["-p", attached])).to.equal("false\n");
  });

  it("and their workers don't", () => {
    const worker = `require("node:worker_threads").parentPort.postMessage(${attached})`;
    expect(
      started([
        "-e",
        `new (require("node:worker_threads").Worker)(${JSON.stringify(worker)}, { eval: true }).on("message", console.log)`,
      ]),
    ).to.equal("false\n");
  });

  it("npm does not", () => {
    const npm = execFileSync("sh", ["-c", "command -v npm"], {
      encoding: "utf8",
    }).trim();
    const version = (env: NodeJS.ProcessEnv) =>
      execFileSync(npm, ["--version"], { encoding: "utf8", env });
    expect(
      version({ ...process.env, NODE_OPTIONS: `--import=${register}` }),
    ).to.equal(version(process.env));
  });
});
