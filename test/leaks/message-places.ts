import type { V1Pod } from "@kubernetes/client-node";
import { program } from "../../src/cli/program.js";
import { sayLeftOut } from "../../src/cli/output/say-left-out.js";
import { showDiagnoses } from "../../src/cli/explain/explain.js";
import { diagnosePods } from "../../src/diagnose/cluster-objects.js";
import { words } from "../../src/commands/words.js";
import { forEachShown, type NotShown } from "../../src/commands/not-shown.js";
import {
  explained,
  failedPulls,
  withoutSecrets,
} from "../../src/patches/pulls/failed-pulls.js";
import { noPulls } from "../../src/patches/pulls/pull-events.js";
import { step } from "../../src/patches/pulls/pull-steps.js";
import { kubeApi } from "../nothing-lost/api.js";
import { failing, podAfterInit, podThat } from "../patches/failing-pods.js";
import { anywhere, oneOf, type Place } from "./place.js";
import type { Witness } from "./said.js";

/** Runs the command line as it is typed. Errors that it would report are thrown. */
export async function typed(...words: readonly string[]): Promise<void> {
  const line = program({ gardenArguments: [], done: () => undefined });
  for (const command of [line, ...line.commands]) command.exitOverride();
  await line.parseAsync([...words], { from: "user" });
}

const outputs = ["text", "json"] as const;

/** What a pull's message begins with, or nothing. */
const beginnings = [
  'Failed to pull image "ghcr.io/shop/web:1": ',
  "unexpected status from GET request to https://ghcr.io/v2/shop/web/manifests/1: 403 Forbidden: ",
  "",
] as const;

const told = (hidden: string, turn: number) => oneOf(beginnings, turn) + hidden;

/** A pod that waits for its image, with the text in one of its fields. */
const pods: Readonly<Record<string, (hidden: string, turn: number) => V1Pod>> =
  {
    "a pod's message": (hidden, turn) => podThat(failing(told(hidden, turn))),
    "a pod's reason": (hidden) => podThat({ reason: hidden, message: "x" }),
    "the image of a pod's container": (hidden) => {
      const pod = podThat({ reason: "ErrImagePull", message: "denied" });
      const [status] = pod.status?.containerStatuses ?? [];
      const [container] = pod.spec?.containers ?? [];
      if (status) status.image = hidden;
      if (container) container.image = hidden;
      return pod;
    },
    "a pod's name and namespace": (hidden) => {
      const pod = podThat(failing("403 Forbidden"));
      const metadata = { ...pod.metadata, name: hidden, namespace: hidden };
      return { ...pod, metadata };
    },
    "a container's name": (hidden) => {
      const pod = podThat(failing("403 Forbidden"));
      const [status] = pod.status?.containerStatuses ?? [];
      if (status) status.name = hidden;
      return pod;
    },
    "the name of a pull secret": (hidden) =>
      podThat(failing("403 Forbidden"), { secrets: [hidden] }),
  };

const event = (fields: object) => ({
  kind: "Event",
  reason: "Failed",
  involvedObject: {
    kind: "Pod",
    name: "web-1",
    namespace: "team",
    uid: "uid-of-web-1",
    fieldPath: "spec.containers{main}",
  },
  ...fields,
});

/** Looks at a pod as the patched Garden does while it waits for it, and logs and throws what it would. */
async function watched(
  pod: V1Pod,
  events: readonly object[],
  { log }: Witness,
): Promise<void> {
  const api = kubeApi(() => Promise.resolve({ status: 404, body: {} }));
  let pulls = noPulls;
  const happenings = [
    { type: "pods", pods: [pod] },
    { type: "events", events: events as [] },
  ] as const;
  for (const happening of happenings) {
    const [next, effects] = step(pulls, happening, 0);
    pulls = next;
    for (const effect of effects) {
      if (effect.type !== "explain") continue;
      const scope = { api, namespace: "team", log };
      const { key, failure } = effect;
      log.warn(withoutSecrets(failure).explanation);
      const reported = await explained(scope, failure);
      log.warn(reported.explanation);
      const [last, ends] = step(pulls, { type: "explained", key, reported }, 0);
      pulls = last;
      for (const end of ends) {
        if (end.type === "warn") log.warn(end.message);
        if (end.type === "end")
          log.warn(`${end.ended.explanation}\n\n${end.ended.message}`);
      }
    }
  }
}

async function lookedAt(pod: V1Pod, turn: number, witness: Witness) {
  const found = diagnosePods([{ ...pod, kind: "Pod" }]);
  witness.hands(found);
  await showDiagnoses(found, "all");
  await watched(pod, [], witness);
  for (const { container } of failedPulls([pod])) witness.hands(container);
}

/** What users give `explain -f` that is neither pod nor event. */
const files: Place["notations"] = {
  "a Secret": (secret) =>
    `kind: Secret\nstringData: {password: ${JSON.stringify(secret)}}`,
  "a kubeconfig": (secret) =>
    `kind: Config\nusers: [{user: {token: ${JSON.stringify(secret)}}}]`,
  "a docker config": (secret) =>
    JSON.stringify({ auths: { "ghcr.io": { auth: secret } } }),
  "a kind": (secret) => JSON.stringify({ kind: secret }),
  "a line that is no YAML": (secret) => `a: b\n\tpassword: ${secret}\n: }`,
  "a key twice": (secret) => `"${secret}": 1\n"${secret}": 2`,
  "an alias without an anchor": (secret) => `a: *${secret}`,
  "a tag": (secret) => `kind: Pod\nmetadata: !${secret} x`,
  "an escape that is none": (secret) => `a: "\\q${secret}"`,
  "a plain text": (secret) => secret,
};

export const messagePlaces: readonly Place[] = [
  {
    title: "explain --message",
    notations: anywhere,
    run: (hidden, turn) =>
      typed(
        ...["explain", "--message", told(hidden, turn)],
        ...["-o", oneOf(outputs, turn)],
      ),
  },
  {
    title: "explain, from standard input",
    notations: anywhere,
    input: told,
    run: (_, turn) => typed("explain", "-o", oneOf(outputs, turn)),
  },
  ...Object.entries(pods).flatMap(([title, pod]): Place[] => [
    {
      title: `explain -f, ${title}`,
      notations: anywhere,
      input: (hidden, turn) =>
        JSON.stringify({ kind: "PodList", items: [pod(hidden, turn)] }),
      run: (_, turn) => typed("explain", "-f", "-", "-o", oneOf(outputs, turn)),
    },
    {
      title: `the patched Garden, and explain in a project, ${title}`,
      notations: anywhere,
      run: (hidden, turn, witness) =>
        lookedAt(pod(hidden, turn), turn, witness),
    },
  ]),
  {
    title: "explain -f, an event's message or note",
    notations: anywhere,
    input: (hidden, turn) =>
      JSON.stringify(
        event({ [oneOf(["message", "note"], turn)]: told(hidden, turn) }),
      ),
    run: (_, turn) => typed("explain", "-f", "-", "-o", oneOf(outputs, turn)),
  },
  {
    title: "the patched Garden, an event's message",
    notations: anywhere,
    run: (hidden, turn, witness) =>
      watched(
        podAfterInit({ reason: "PodInitializing" }),
        [event({ message: beginnings[0] + hidden })],
        witness,
      ),
  },
  {
    title: "explain -f, what is no pod or event",
    notations: files,
    input: (hidden) => hidden,
    run: (_, turn) => typed("explain", "-f", "-", "-o", oneOf(outputs, turn)),
  },
  {
    title: "manifests and check, Garden's error about an action",
    notations: anywhere,
    run: async (hidden, turn, witness) => {
      const notShown: NotShown[] = [];
      await forEachShown(
        ["Deploy web"],
        (name) => name,
        notShown,
        () =>
          Promise.reject(
            new Error(
              oneOf([hidden, `failed: ${hidden}`, `it says:\n${hidden}`], turn),
            ),
          ),
      );
      witness.hands(notShown);
      sayLeftOut(words.notShown, notShown);
    },
  },
];
