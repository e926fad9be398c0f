import { writeFileSync } from "node:fs";
import path from "node:path";
import type { ManifestsResult } from "../../src/commands/manifests/manifests.js";
import type { SeamsResult } from "../../src/commands/seams.js";
import { thisMachine } from "./local-places.js";
import { typed } from "./message-places.js";
import { oneOf, type Place } from "./place.js";
import { where } from "./secret-places.js";

/** A Garden that answers with what a file holds. It stands in for Garden, whose own part
 *  in these commands is no place for a secret: it has them from the project. */
function answeringGarden(): { answer: string; garden: string } {
  const { folder } = thisMachine();
  const answer = path.join(folder, "answer");
  const garden = path.join(folder, "garden");
  writeFileSync(
    garden,
    `#!/bin/sh\n: > "$GARDEN_PULL_SECRETS_HANDSHAKE"\ncat '${answer}' > "$GARDEN_PULL_SECRETS_RESULT"\n`,
    { mode: 0o755 },
  );
  return { answer, garden };
}

let made: ReturnType<typeof answeringGarden> | null = null;

/** Runs a command to which Garden answers with this. */
export async function asked(
  words: readonly string[],
  result: object,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  made ??= answeringGarden();
  const { answer, garden } = made;
  writeFileSync(answer, JSON.stringify(result));
  Object.assign(process.env, environment);
  await typed(...words, "--garden", garden);
}

/** A workload as a project has it, with the text wherever its files may hold one. */
export function workload(text: string): ManifestsResult {
  const env = [{ name: "PASSWORD", value: text }];
  const containers = [
    { name: "main", image: "nginx:1", env, args: [`--password=${text}`] },
  ];
  const manifest = (secrets: readonly string[]) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "shop", annotations: { text } },
    spec: {
      template: {
        spec: {
          containers,
          imagePullSecrets: secrets.map((name) => ({ name })),
        },
      },
    },
  });
  return {
    ...where,
    workloads: [
      {
        ...{ origin: "Deploy web", mode: "default" },
        ...{ unpatched: manifest([]), patched: manifest(["hub"]) },
        ...{ before: [], after: ["hub"], withWorkloads: [] },
      },
    ],
    ...{ actions: [], others: [], unknown: [] },
    ...{ unknownOutputs: [], notShown: [], withoutSecrets: [] },
  };
}

export const seams: SeamsResult = {
  garden: { version: "0.13.24", node: "20.20.2" },
  way: { name: "readFile", milliseconds: 2 },
  seams: [],
};

const alone = { "the text alone": (secret: string) => secret };

export const gardenPlaces: readonly Place[] = [
  {
    title: "manifests, the files of a project",
    notations: alone,
    run: (hidden, turn) =>
      asked(
        [
          "manifests",
          ...oneOf(
            [["."], [".", "--diff"], [".", "--diff", "-o", "json"]],
            turn,
          ),
        ],
        workload(hidden),
      ),
  },
  {
    title: "seams, the environment",
    notations: alone,
    run: (hidden, turn) =>
      asked(["seams", "-o", oneOf(["table", "json"], turn)], seams, {
        REGISTRY_PASSWORD: hidden,
      }),
  },
];
