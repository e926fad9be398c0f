import type { Fault, FaultRule } from "../fault-proxy.js";
import { namespaces } from "./projects.js";
import {
  deploy,
  deployAll,
  runSeed,
  syncStart,
  type GardenCommand,
  type GardenRun,
} from "./garden-run.js";
import type { Random } from "./random.js";

/** Requests that can be answered wrongly. */
interface FaultTarget {
  readonly what: string;
  readonly method: string;
  readonly path: RegExp;
  /** Whether only the patch sends such requests; others may be Garden's own. */
  readonly ours: boolean;
  /** What Garden has to find, so that it sends them. */
  readonly before?: FaultPreparation;
  readonly commands: readonly [GardenCommand, ...GardenCommand[]];
}

/** A source with a new password, or a namespace that has lost its copies. */
export type FaultPreparation = "rotated source" | "copies deleted";

const secrets = (namespace: string) =>
  `^/api/v1/namespaces/${namespace}/secrets`;
const all = [deploy, deployAll, syncStart, runSeed] as const;

const targets: readonly [FaultTarget, ...FaultTarget[]] = [
  {
    what: "reading a source Secret",
    method: "GET",
    path: new RegExp(`${secrets(namespaces.credentials)}/`),
    ours: true,
    commands: all,
  },
  {
    what: "reading a target Secret",
    method: "GET",
    path: new RegExp(`${secrets("soak-(app|adopted|own)")}/[\\w-]+$`),
    ours: true,
    commands: all,
  },
  {
    what: "creating a copy",
    method: "POST",
    path: new RegExp(`${secrets(namespaces.app)}$`),
    ours: true,
    before: "copies deleted",
    commands: [deploy, deployAll, runSeed],
  },
  {
    what: "updating a copy",
    method: "PUT",
    path: new RegExp(`${secrets("soak-(app|adopted|own)")}/`),
    ours: true,
    before: "rotated source",
    commands: all,
  },
  {
    what: "reading a ServiceAccount",
    method: "GET",
    path: /\/serviceaccounts\/default$/,
    ours: true,
    commands: [syncStart, deployAll],
  },
  { what: "any GET", method: "GET", path: /./, ours: false, commands: all },
  { what: "any POST", method: "POST", path: /./, ours: false, commands: all },
  { what: "any PATCH", method: "PATCH", path: /./, ours: false, commands: all },
];

const faults: readonly [Fault, ...Fault[]] = [
  409,
  429,
  500,
  502,
  503,
  504,
  "reset",
  "lost answer",
];

/** Garden's client sends a request once and retries it five times. */
const attempts = 6;

export interface DrawnFault {
  readonly title: string;
  readonly ours: boolean;
  readonly rule: FaultRule;
  readonly before: FaultPreparation | undefined;
  readonly command: GardenCommand;
}

export function drawFault(random: Random): DrawnFault {
  const target = random.pick(targets);
  const { what, method, path, ours, before } = target;
  const fault = random.pick(faults);
  const times = random.oneIn(2) ? 1 : attempts;
  const skips = ours ? 0 : random.below(25);
  return {
    title: `${what}: ${String(fault)}, ${String(times)} times after ${String(skips)}`,
    ours,
    rule: { method, path, fault, times, skips },
    before,
    command: random.pick(target.commands),
  };
}

/** What an error of the patch has to say about the API server, whatever it was about. */
const clear =
  /the API server (answered \d+|could not be asked)|no answer from the API server|was changed by somebody else|already deleted/;

/** What is wrong with how Garden ended behind a fault: it has to end, well or with words for people. */
export function wrongBehind(fault: DrawnFault, run: GardenRun): string[] {
  const { code, output } = run;
  const said = [...run.wrong];
  if (code !== 0 && code !== 1)
    said.push(`Garden ended with exit code ${String(code)}`);
  if (/^ +at .*:\d+:\d+/m.test(output) || output.includes("likely a bug"))
    said.push(`Garden's output holds a stack trace:\n${excerpt(output)}`);
  if (!run.good && fault.ours && !clear.test(output))
    said.push(`the error does not say what failed:\n${excerpt(output)}`);
  return said;
}

function excerpt(output: string): string {
  const lines = output.trimEnd().split("\n");
  const first = lines.findIndex((line) => /error|^ +at /i.test(line));
  return lines
    .slice(Math.max(0, first - 2), first + 20)
    .map((line) => `    ${line}`)
    .join("\n");
}
