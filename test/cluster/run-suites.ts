/** `npm run test:cluster`: says what is missing and what it will change on this machine, then runs all suites, half of them
 *  beside the other half. Each half has a cluster of its own, so no suite meets another that counts requests, uses up
 *  Docker Hub's limit or empties the node. */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { buildBinaries } from "./binaries.js";
import { whatIsMissing, whatWillChange } from "./machine-changes.js";

/** What one mocha after the other runs. */
type Lane = readonly {
  readonly files: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}[];

const suites = path.join(import.meta.dirname, "suites");
const suite = (name: string) => path.join(suites, `${name}.test.ts`);

/** Looks through what all of the others in its process made Garden say. */
const last = suite("zz-credentials");
/** About half of the time. */
const beside = [
  ...["clean", "faults", "ingress", "registries", "requests", "rights"],
  ...["service-account", "workloads"],
].map(suite);

const own = ["cluster", "hub/hub"].map((name) =>
  path.join(import.meta.dirname, `${name}.test.ts`),
);
const others = readdirSync(suites)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => path.join(suites, name))
  .filter((file) => file !== last && !beside.includes(file));

const lanes: readonly Lane[] = [
  [{ files: [...own, ...others, last] }],
  [
    { files: [...beside, last] },
    // npm Garden, on this Node, comes to a cluster, too.
    {
      files: [suite("story")],
      env: {
        GARDEN_PULL_SECRETS_TEST_SHAPE: "npm",
        GARDEN_PULL_SECRETS_TEST_NODE: "",
      },
    },
  ],
];

const say = (line: string) => void process.stdout.write(`${line}\n`);

const missing = whatIsMissing();
say([...missing, whatWillChange()].join("\n"));
if (missing.length > 0) process.exit(1);
await buildBinaries(say);
// Makes the bundle, once, before two processes need it.
await import("./bundled-garden.js");
await import("../garden/under-test.js");
say(
  "The suites run in two halves, side by side: what the second says comes when it has ended.",
);
const codes = await Promise.all(
  lanes.map(async (lane, index) => {
    let worst = 0;
    for (const { files, env = {} } of lane)
      worst = Math.max(worst, await mocha(files, env, index === 0));
    return worst;
  }),
);
process.exitCode = Math.max(...codes);

/** Runs files; what is said of them comes as it is said, or when all have ended. */
async function mocha(
  files: readonly string[],
  env: Readonly<Record<string, string>>,
  live: boolean,
): Promise<number> {
  const args = ["--config", path.join(import.meta.dirname, ".mocharc.yml")];
  const child = spawn("mocha", [...args, ...files], {
    env: { ...process.env, ...env },
    stdio: ["ignore", live ? "inherit" : "pipe", live ? "inherit" : "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  process.stdout.write(said);
  return code;
}
