import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Ended } from "../garden/process.js";
import { expectEnd, lastWords, ours, type Product } from "./product.js";
import {
  brokenProject,
  conformanceProject,
  plainProject,
  type Line,
} from "./project.js";
import { tried, type Row } from "./report.js";
import type { Limit } from "../../src/secrets/limit.js";

/** One command, and how it has to end. */
interface Case {
  readonly command: string;
  readonly args: readonly string[];
  /** What stands behind `--`. */
  readonly garden?: readonly string[];
  readonly code: number;
  /** What it has to say, on stdout or stderr. */
  readonly says: RegExp;
  /** Not in the project with an action of each kind. */
  readonly in?: "without Kubernetes" | "with a broken action";
}

const clusterIsAway = /could not be asked|can't be reached|ECONNREFUSED/;

/** What needs the cluster says that it is away; what needs none works. */
const cases: readonly Case[] = [
  {
    command: "check",
    args: ["."],
    code: 1,
    says: clusterIsAway,
  },
  {
    command: "create",
    args: [".", "--registry", "docker.io", "--name", "dockerhub", "--yes"],
    code: 1,
    says: clusterIsAway,
  },
  {
    command: "manifests",
    args: ["."],
    code: 0,
    says: /^Deployment\/first +Deploy first /,
    in: "with a broken action",
  },
  {
    command: "manifests",
    args: [".", "--diff"],
    code: 0,
    says: /^not shown: Deploy broken: [^:]*\bgone\b/,
    in: "with a broken action",
  },
  { command: "clean", args: [".", "--yes"], code: 1, says: clusterIsAway },
  { command: "explain", args: ["."], code: 1, says: clusterIsAway },
  {
    command: "run",
    args: [],
    garden: ["get", "config"],
    code: 0,
    says: /hello/,
    in: "without Kubernetes",
  },
  {
    command: "run",
    args: [],
    garden: ["validate"],
    code: 0,
    says: /OK/,
    in: "without Kubernetes",
  },
  {
    command: "run",
    args: [],
    garden: ["deploy", "web"],
    code: 1,
    says: clusterIsAway,
  },
];

const projects = {
  whole: conformanceProject,
  "without Kubernetes": plainProject,
  "with a broken action": brokenProject,
};

/** Every command that works in a project, with the cluster taken away. */
export async function commandRows(
  product: Omit<Product, "project">,
  line: Line,
  atOnce: Limit,
): Promise<Row[]> {
  return await Promise.all(
    cases.map(({ command, args, garden = [], code, says, ...given }) => {
      const name = [command, ...args, ...(garden.length > 0 ? ["--"] : [])];
      return tried(
        `command, ${given.in ?? "without a cluster"}`,
        [...name, ...garden].join(" "),
        () =>
          atOnce(async () => {
            const project = projects[given.in ?? "whole"](line);
            const at = { ...product, project };
            const process = await ours(at, command, args, garden);
            expectEnd(process, code);
            return whatItSays(process, says);
          }),
      );
    }),
  );
}

function whatItSays({ stdout, stderr }: Ended, says: RegExp): string {
  const said = `${stdout}\n${stderr}`;
  const line = said.split("\n").find((text) => says.test(text));
  if (line === undefined)
    throw new Error(`it does not say ${String(says)}: ${lastWords(said)}`);
  return lastWords(line);
}

/** Makes a docker config in a folder, with a login that no registry knows. */
export function logIn(folder: string): void {
  const auth = Buffer.from("nobody:nothing").toString("base64");
  const config = { auths: { "https://index.docker.io/v1/": { auth } } };
  writeFileSync(path.join(folder, "config.json"), JSON.stringify(config));
}
