import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../garden/project.js";
import { helperFolder } from "../registry/helpers.js";
import { typed } from "./message-places.js";
import { anywhere, oneOf, type Place } from "./place.js";
import { dockerConfigs, registry } from "./secrets.js";
import { withoutData } from "./secret-places.js";

/** This machine, as far as `create --context` looks at it: docker's config, helpers, kubectl, and a folder for files that
 *  are needed for a moment. */
interface Machine {
  readonly folder: string;
  readonly config: string;
  /** What helpers print. */
  readonly answer: string;
  /** What kubectl prints, and what it says on stderr before it fails. */
  readonly secret: string;
  readonly problem: string;
  readonly temporary: string;
}

let machine: Machine | null = null;

/** Makes this process see such a machine. */
export function thisMachine(): Machine {
  if (machine !== null) return machine;
  const folder = temporaryFolder();
  const temporary = path.join(folder, "temporary");
  mkdirSync(temporary);
  const [answer, secret, problem] = ["answer", "secret", "problem"].map(
    (name) => path.join(folder, name),
  ) as [string, string, string];
  const programs = helperFolder({
    keeper: `cat '${answer}'`,
    failing: `cat '${answer}'; cat '${answer}' >&2; exit 3`,
  });
  writeFileSync(
    path.join(programs, "kubectl"),
    `#!/bin/sh\n[ -s '${problem}' ] && { cat '${problem}' >&2; exit 1; }\n[ "$1" = get ] && cat '${secret}'\nexit 0\n`,
    { mode: 0o755 },
  );
  process.env["PATH"] =
    `${programs}${path.delimiter}${process.env["PATH"] ?? ""}`;
  process.env["DOCKER_CONFIG"] = folder;
  process.env["TMPDIR"] = temporary;
  machine = {
    folder,
    config: path.join(folder, "config.json"),
    ...{ answer, secret, problem, temporary },
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
  readonly secret?: string;
  readonly problem?: string;
}

/** Runs `create --context` on a machine in this state. */
async function created(state: State, turn: number): Promise<void> {
  const files = thisMachine();
  const ordinary = {
    config: JSON.stringify({ auths: { [registry]: { auth: "Ym9iOng=" } } }),
    ...{ answer: "", secret: "", problem: "" },
  };
  for (const [name, text] of Object.entries({ ...ordinary, ...state }))
    writeFileSync(files[name as keyof State], text);
  await typed(
    ...["create", "--context", "shop", "--name", "hub"],
    ...["--registry", registry],
    ...oneOf([["--dry-run"], ["--yes"], ["-o", "yaml"]], turn),
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
    title: "create --context, docker's config",
    // The names of programs are started, not looked at.
    notations: Object.fromEntries(
      Object.entries(dockerConfigs).filter(
        ([name]) => !/the name of/.test(name),
      ),
    ),
    run: (hidden, turn) => created({ config: hidden }, turn),
    unasked: withoutData,
  },
  {
    title: "create --context, a credential helper's answer",
    notations: helperAnswers,
    run: (hidden, turn) =>
      created(
        {
          ...withHelper(oneOf(["keeper", "failing"], Math.floor(turn / 3))),
          answer: hidden,
        },
        turn,
      ),
    unasked: withoutData,
  },
  {
    title: "create --context, the Secret that is there",
    notations: dockerConfigs,
    run: (hidden, turn) =>
      created(
        {
          secret: JSON.stringify({
            kind: "Secret",
            type: "kubernetes.io/dockerconfigjson",
            data: {
              ".dockerconfigjson": Buffer.from(hidden).toString("base64"),
            },
          }),
        },
        turn,
      ),
    unasked: withoutData,
  },
  {
    title: "create --context, what kubectl prints in place of a Secret",
    notations: {
      "the text alone": (secret) => secret,
      JSON: (secret) =>
        JSON.stringify({ type: secret, metadata: { name: secret } }),
    },
    run: (hidden, turn) => created({ secret: hidden }, turn),
    unasked: withoutData,
  },
  {
    title: "create --context, kubectl's error, which may quote the kubeconfig",
    notations: Object.fromEntries(
      Object.entries(anywhere).filter((_, index) => index % 4 === 0),
    ),
    run: (hidden, turn) => created({ problem: hidden }, turn),
    unasked: withoutData,
  },
];
