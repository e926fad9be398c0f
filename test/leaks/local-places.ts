import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../garden/project.js";
import { helperFolder } from "../registry/helpers.js";
import { typed } from "./message-places.js";
import { oneOf, type Place } from "./place.js";
import { dockerConfigs, registry } from "./secrets.js";
import { withoutData } from "./secret-places.js";

/** This machine, as far as `create -o yaml` looks at it: docker's config, helpers, and a folder for files that are needed
 *  for a moment. */
interface Machine {
  readonly folder: string;
  readonly config: string;
  /** What helpers print. */
  readonly answer: string;
  readonly temporary: string;
}

let machine: Machine | null = null;

const variables = ["PATH", "DOCKER_CONFIG", "TMPDIR"] as const;
const own = Object.fromEntries(
  variables.map((name) => [name, process.env[name]]),
);

/** Makes this process see its own machine again: other tests follow in it. */
export function leaveMachine(): void {
  machine = null;
  for (const name of variables) {
    const value = own[name];
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}

/** Makes this process see such a machine. */
export function thisMachine(): Machine {
  if (machine !== null) return machine;
  const folder = temporaryFolder();
  const temporary = path.join(folder, "temporary");
  mkdirSync(temporary);
  const answer = path.join(folder, "answer");
  const programs = helperFolder({
    keeper: `cat '${answer}'`,
    failing: `cat '${answer}'; cat '${answer}' >&2; exit 3`,
  });
  process.env["PATH"] =
    `${programs}${path.delimiter}${process.env["PATH"] ?? ""}`;
  process.env["DOCKER_CONFIG"] = folder;
  process.env["TMPDIR"] = temporary;
  machine = {
    folder,
    config: path.join(folder, "config.json"),
    ...{ answer, temporary },
  };
  return machine;
}

/** What is left of the files that a command needed for a moment. */
export function filesLeft(): string {
  if (machine === null) return "";
  const { temporary } = machine;
  return readdirSync(temporary, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => {
      const content = readFileSync(path.join(parentPath, name), "utf8");
      return `${name}\n${content}`;
    })
    .join("\n");
}

interface State {
  readonly config?: string;
  readonly answer?: string;
}

/** Runs `create -o yaml` on a machine in this state. */
async function created(state: State): Promise<void> {
  const files = thisMachine();
  const ordinary = {
    config: JSON.stringify({ auths: { [registry]: { auth: "Ym9iOng=" } } }),
    answer: "",
  };
  for (const [name, text] of Object.entries({ ...ordinary, ...state }))
    writeFileSync(files[name as keyof State], text);
  await typed(
    ...["create", "-o", "yaml", "--name", "hub", "--namespace", "creds"],
    ...["--registry", registry],
  );
}

const helperAnswers: Place["notations"] = {
  "a login": (secret) => JSON.stringify({ Username: "bob", Secret: secret }),
  "a user that is the token": (secret) =>
    JSON.stringify({ Username: secret, Secret: secret }),
  "an identity token": (secret) =>
    JSON.stringify({ Username: "<token>", Secret: secret }),
  "no JSON": (secret) => `password: ${secret}`,
  "JSON that is cut off": (secret) => `{"Username":"bob","Secret":"${secret}`,
  "another field": (secret) => JSON.stringify({ password: secret }),
  "no text": (secret) => JSON.stringify({ Username: "bob", Secret: [secret] }),
};

const withHelper = (name: string) => ({
  config: JSON.stringify({ credHelpers: { [registry]: name } }),
});

export const localPlaces: readonly Place[] = [
  {
    title: "create -o yaml, docker's config",
    // The names of programs are started, not looked at.
    notations: Object.fromEntries(
      Object.entries(dockerConfigs).filter(
        ([name]) => !/the name of/.test(name),
      ),
    ),
    run: (hidden) => created({ config: hidden }),
    unasked: withoutData,
  },
  {
    title: "create -o yaml, a credential helper's answer",
    notations: helperAnswers,
    run: (hidden, turn) =>
      created({
        ...withHelper(oneOf(["keeper", "failing"], Math.floor(turn / 3))),
        answer: hidden,
      }),
    unasked: withoutData,
  },
];
