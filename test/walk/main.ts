/** `npm run walk`: does what the documents say, in a clone of the last commit, on a machine that has nothing of ours: the
 *  first lines, the installation, and the chapter about the cluster, each command of it as it stands there. */
import path from "node:path";
import { whatIsMissing } from "../cluster/machine-changes.js";
import { makeCleanRoot } from "./clean-root.js";
import { chapterThatSays, readChapters } from "./documents.js";
import { shell, start, type Ended } from "./shell.js";
import { startSteps, type Expected } from "./steps.js";

const firstLook = "npm ci && npm start";
const tests = "npm ci && npm test";
const install = "npm ci && npm run build && npm install --global .";
const startCluster = "npm run cluster";
const noPullIsLeft = "hub limit 0";
const clean = "garden-pull-secrets clean";

/** Commands of the cluster's chapter that have to be there, in this order, and what each has to say. */
const story: readonly (Expected & { readonly command: string })[] = [
  { command: noPullIsLeft },
  {
    command: "garden sync start web --deploy",
    says: /429 Too Many Requests[^]*unauthenticated pull rate limit/,
  },
  {
    command: "kubectl get pods",
    says: /^web-\S+ +0\/1 +Init:(?:ErrImagePull|ImagePullBackOff)/m,
    within: 30,
  },
  {
    command: "garden-pull-secrets run -- sync start web --deploy",
    says: /web/,
  },
  { command: "kubectl get pods", says: /^web-\S+ +1\/1 +Running/m, within: 30 },
  {
    command: "hub log",
    says: /gardendev\/k8s-sync.*garden-user|garden-user.*gardendev\/k8s-sync/,
  },
  {
    command: "kubectl get secret dockerhub",
    says: /"garden-pull-secrets\/source-namespace":"registry-credentials"/,
  },
  {
    command: "kubectl get deployment web",
    says: /"web-team".*"dockerhub".*"shop-registry"/,
  },
  { command: "hub reset" },
  { command: "garden-pull-secrets run -- deploy", says: /api/ },
  { command: "garden-pull-secrets run -- delete deploy" },
  { command: "kubectl delete deployment garden-buildkit" },
  { command: clean, says: /^2 removed/m, within: 90 },
];

/** What is run by CI beside this, or would start a second cluster. */
const runElsewhere = [tests, "npm run test:cluster"];

const missing = whatIsMissing();
if (missing.length > 0) {
  missing.forEach((line) => console.error(line));
  process.exit(1);
}
const root = makeCleanRoot();
process.once("exit", root.remove);
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => process.exit(1));
const chapters = readChapters(root.repository);
const steps = startSteps((line) => console.error(line));
try {
  await walk();
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
}
console.log(steps.table());

async function walk(): Promise<void> {
  const inClone = (line: string) => () => shell(root, line, root.repository);
  chapterThatSays(chapters, firstLook, tests);
  await steps.take(firstLook, inClone(firstLook), {
    says: /✗ lacks dockerhub +\+ dockerhub/,
  });
  steps.leaveOut(tests, "run by CI in a clone of its own");
  await installGlobally(inClone);
  await onCluster();
}

/** The documents' line as it stands there, into a prefix of the walk's own. */
async function installGlobally(
  inClone: (line: string) => () => Promise<Ended>,
): Promise<void> {
  chapterThatSays(chapters, install);
  const prefix = path.join(root.folder, "prefix");
  await steps.take(
    install,
    inClone(`export npm_config_prefix=${prefix}\n${install}`),
  );
  await steps.take(
    "garden-pull-secrets --version",
    inClone(`${prefix}/bin/garden-pull-secrets --version`),
    { says: /^\d+\.\d+\.\d+\n$/ },
  );
}

async function onCluster(): Promise<void> {
  const { commands, heading, file } = chapterThatSays(
    chapters,
    startCluster,
    noPullIsLeft,
  );
  const at = commands.indexOf(startCluster);
  for (const command of commands.slice(0, at))
    await steps.take(command, () => shell(root, command, root.repository));
  const cluster = start(root, startCluster, root.repository);
  try {
    let activate = "";
    await steps.take(startCluster, async () => {
      activate = await cluster.line(/^\. /);
      return { code: 0, output: "" };
    });
    const inPlayground = (command: string) => () =>
      shell(root, `${activate}\n${command}`, root.folder);
    let matched = 0;
    for (const command of commands.slice(at + 1)) {
      if (runElsewhere.includes(command)) {
        steps.leaveOut(command, "run by CI beside this");
        continue;
      }
      const next = story[matched];
      const isNext = next !== undefined && command.startsWith(next.command);
      if (isNext) matched++;
      const line = withoutQuestions(command);
      await steps.take(line, inPlayground(line), isNext ? next : {});
    }
    const missing = story[matched];
    if (missing !== undefined)
      throw new Error(
        `The chapter "${heading}" of ${file} has no \`${missing.command}\` where test/walk/main.ts expects it.`,
      );
  } finally {
    await steps.take(
      "Ctrl-C",
      () => cluster.interrupt().then(({ output }) => ({ code: 0, output })),
      {
        says: /The cluster is gone\./,
      },
    );
  }
}

/** The command as it runs where no terminal is to answer its question. */
function withoutQuestions(command: string): string {
  return command === clean ? `${command} --yes` : command;
}
