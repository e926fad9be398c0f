import type { V1Secret } from "@kubernetes/client-node";
import { parse } from "yaml";
import { describePlan } from "../../src/cli/create/describe-plan.js";
import { say } from "../../src/cli/output/output.js";
import { showChecks } from "../../src/cli/check/check-project.js";
import { showCleaned } from "../../src/cli/clean/clean-project.js";
import { ensurePullSecrets } from "../../src/cluster/pull-secret-copies.js";
import { cleanRequests } from "../../src/cluster/object-requests.js";
import { checksOf } from "../../src/commands/check/checks.js";
import type { ProjectFacts } from "../../src/commands/check/facts.js";
import { imageUses } from "../../src/commands/check/image-uses.js";
import { secretReaders } from "../../src/commands/check/reader-checks.js";
import { pulledWith } from "../../src/commands/check/pulled-with.js";
import { cleanNamespaces } from "../../src/commands/clean/clean-namespaces.js";
import { usersOf } from "../../src/commands/create/gather-logins.js";
import { writeLogins } from "../../src/commands/create/write-logins.js";
import {
  explained,
  failedPulls,
} from "../../src/patches/pulls/failed-pulls.js";
import { loginOf } from "../../src/registry/credential.js";
import { planCopy } from "../../src/secrets/plan-copy.js";
import { kubeApi, type ApiRequest } from "../nothing-lost/api.js";
import { failing, messages, podThat } from "../patches/failing-pods.js";
import { typed } from "./message-places.js";
import { anywhere, oneOf, type Place } from "./place.js";
import type { Witness } from "./said.js";
import { dockerConfigs, image, pullSecret, registry } from "./secrets.js";

export const where = {
  project: "shop",
  environment: "dev.default",
  providers: ["kubernetes"],
  notCovered: [],
};

/** What is known of a project whose one pod pulls `pulled` with the Secret. */
export function factsOf(secret: V1Secret, pulled = image): ProjectFacts {
  const plan = planCopy(
    secret,
    pullSecret("{}", { namespace: "team" }),
    "team",
  );
  return {
    sources: [
      { name: "hub", namespace: "creds", state: { kind: "found", secret } },
    ],
    copies: [
      { name: "hub", sourceNamespace: "creds", namespace: "team", plan },
    ],
    pods: [
      {
        workload: "Deployment/web",
        images: [pulled, "docker.io/library/busybox:1.36"],
        secrets: [secret],
        problems: [],
      },
    ],
    built: [],
    builders: ["buildkit", "kaniko", "garden-util"],
  };
}

export async function checked(
  secret: V1Secret,
  turn: number,
  { hands }: Witness,
) {
  const facts = factsOf(secret);
  const result = {
    ...where,
    checks: checksOf(facts, null, new Date(0)),
    images: imageUses(facts, new Date(0)).map((use) => ({
      image: use.image,
      workloads: use.workloads,
      ...pulledWith(use.lookup, use.nearMisses),
    })),
    readers: secretReaders(facts),
    notShown: [],
  };
  hands(result);
  await showChecks(result, oneOf(["table", "json"], turn));
}

/** An API server that knows one Secret under every name, and answers all else with that status and message. */
function holding(secret: V1Secret, status: number, message: string) {
  return kubeApi(({ method, path }: ApiRequest) => {
    if (method === "GET" && /\/secrets\/[^/]+$/.test(path))
      return Promise.resolve({
        status: path.includes("/team/") ? 404 : 200,
        body: secret,
      });
    return Promise.resolve({ status, body: { kind: "Status", message } });
  });
}

const statuses = [200, 403, 422, 500] as const;

async function copied(
  secret: V1Secret,
  turn: number,
  { log }: Witness,
  message = "",
) {
  await ensurePullSecrets({
    api: holding(secret, oneOf(statuses, turn), message),
    log,
    namespace: "team",
    secrets: [{ name: "hub", namespace: "creds" }],
  });
}

export async function narrated(secret: V1Secret, { log }: Witness) {
  for (const message of Object.values(messages)) {
    const text = message.replaceAll("docker.io/library/busybox:1.36", image);
    const pod = podThat(failing(text), { secrets: ["hub"] });
    const api = kubeApi(() => Promise.resolve({ status: 200, body: secret }));
    for (const failure of failedPulls([pod]))
      log.warn(
        (await explained({ api, namespace: "team", log }, failure)).explanation,
      );
  }
}

/** Writes a login into the Secret, by Garden's client, and says so. */
export async function created(
  secret: V1Secret,
  password: string,
  turn: number,
  { hands, log }: Witness,
  message = "",
) {
  const place = { name: "hub", namespace: "creds" };
  const login = loginOf("bob", password);
  const api = holding(secret, oneOf(statuses, turn), message);
  const registries = [{ registry: "ghcr.io", login }];
  const write = turn % 2 === 1;
  const found = await writeLogins(api, place, registries, { write, log });
  const plan = {
    ...{ ...place, ...found, registries: usersOf(registries) },
    ...{ context: "shop", notShown: [], without: [], listed: false },
  };
  hands({ plan });
  say(describePlan(plan));
}

const marker = (namespace: string, name: string) => ({
  "garden-pull-secrets/source-namespace": namespace,
  "garden-pull-secrets/source-name": name,
  "garden-pull-secrets/source-uid": "u",
  "garden-pull-secrets/source-resource-version": "1",
});

/** Cleans a namespace whose objects hold the text wherever a user may put one. */
async function cleaned(
  config: string,
  text: string,
  turn: number,
  { log, hands }: Witness,
) {
  const labels = { "garden-pull-secrets/copy": "true" };
  const namespace = "team";
  const copies = [
    pullSecret(config, {
      namespace,
      labels,
      annotations: marker("creds", "hub"),
    }),
    pullSecret(config, { namespace, labels, name: "x", annotations: { text } }),
  ];
  const status = oneOf(statuses, turn);
  const api = kubeApi(({ method, path }) => {
    const failed = { status, body: { message: text } };
    if (method !== "GET" && status !== 200) return Promise.resolve(failed);
    const [, plural = ""] = /\/namespaces\/team\/(\w+)$/.exec(path) ?? [];
    if (plural === "services") return Promise.resolve(failed);
    const metadata = { name: "web", namespace, annotations: { text } };
    const env = [{ name: "PASSWORD", value: text }];
    const containers = [{ name: "main", image: "x", env, args: [text] }];
    const spec = { containers, imagePullSecrets: [{ name: "hub" }] };
    const objects: Record<string, object[]> = {
      secrets: copies,
      pods: [{ metadata, spec }],
      deployments: [{ metadata, spec: { template: { spec } } }],
    };
    if (turn % 5 === 0 && plural === "jobs")
      return Promise.resolve({ ...failed, status: 403 });
    return Promise.resolve({
      status: 200,
      body: { items: objects[plural] ?? [] },
    });
  });
  const known = {
    ...{ provider: "kubernetes", systemNamespace: "garden-system" },
    sources: [{ name: "hub", namespace: "creds" }],
    ...{ copySecrets: [], deploys: [] },
  };
  const done = await cleanNamespaces(
    known,
    [namespace],
    cleanRequests(api, log),
    { write: turn % 2 === 0, agreed: null },
  );
  const result = { ...where, contexts: ["shop"], ...done, notShown: [] };
  hands(result);
  await showCleaned(result, { output: oneOf(["table", "json"], turn) });
}

/** Secrets as `check -f` reads them. */
const files: Place["notations"] = {
  "a Secret's stringData": (secret) =>
    `kind: Secret\ntype: kubernetes.io/dockerconfigjson\nstringData: ${JSON.stringify({ ".dockerconfigjson": secret, other: secret })}`,
  "a Secret's data that is no base64": (secret) =>
    `kind: Secret\ndata: ${JSON.stringify({ password: `!${secret}` })}`,
  "a Secret's data that is no base64, under keys of any kind": (secret) =>
    `kind: Secret\ndata: ${JSON.stringify({ [`password=${secret}`]: "!", ".dockercfg": secret })}`,
  "a Secret's data that is a number of lists": (secret) =>
    `kind: Secret\ndata: [[${JSON.stringify(secret)}]]`,
  "a Secret's name": (secret) =>
    `kind: Secret\nmetadata: {name: ${JSON.stringify(`x ${secret}`)}}`,
  "a Secret's annotation": (secret) =>
    `kind: Secret\nmetadata: {name: hub, annotations: {a: ${JSON.stringify(secret)}}}`,
  "a Secret's type": (secret) =>
    `kind: Secret\ntype: ${JSON.stringify(secret)}\ndata: {}`,
  "no YAML": (secret) => `kind: Secret\n\tpassword: ${secret}\n: }`,
  "a text that is not indented under its key": (secret) =>
    `kind: Secret\nstringData:\n  password: |\n  ${secret}\n`,
  "a template": (secret) => `a: {{ "${secret}" }}\n b: ${secret}\n: }`,
  "a key twice": (secret) => `"${secret}": 1\n"${secret}": 2`,
  "another kind": (secret) => JSON.stringify({ kind: secret }),
};

const checkFile = (turn: number) =>
  typed(
    ...["check", "-f", "-", "--image", image],
    ...["-o", oneOf(["table", "json"], turn)],
  );

export const secretPlaces: readonly Place[] = [
  {
    title: "check -f, the docker config of a Secret",
    notations: dockerConfigs,
    input: (hidden) => JSON.stringify(pullSecret(hidden)),
    run: (_, turn) => checkFile(turn),
  },
  {
    title: "check -f, a file",
    notations: files,
    input: (hidden) => hidden,
    run: (_, turn) => checkFile(turn),
  },
  {
    title: "check, the docker config of a Secret",
    notations: dockerConfigs,
    run: (hidden, turn, witness) => checked(pullSecret(hidden), turn, witness),
  },
  {
    title: "check, a Secret's type",
    notations: { "the type": (secret) => secret },
    run: (hidden, turn, witness) =>
      checked({ ...pullSecret("{}"), type: hidden }, turn, witness),
  },
  {
    title: "the patched Garden, copying a Secret",
    notations: dockerConfigs,
    run: (hidden, turn, witness) => copied(pullSecret(hidden), turn, witness),
  },
  {
    title: "the patched Garden, the API server's words",
    notations: anywhere,
    run: (hidden, turn, witness) =>
      copied(
        pullSecret("{}"),
        turn + (turn % 4 === 0 ? 1 : 0),
        witness,
        hidden,
      ),
  },
  {
    title: "the patched Garden, the Secrets of a pod that waits",
    notations: dockerConfigs,
    run: (hidden, _, witness) => narrated(pullSecret(hidden), witness),
  },
  {
    title: "the patched Garden, where a Secret was copied from",
    notations: anywhere,
    run: (hidden, turn, witness) => {
      const labels = { "garden-pull-secrets/copy": "true" };
      const annotations = marker(hidden, "hub");
      const copy = pullSecret(
        JSON.stringify({ auths: { [registry]: { auth: "Ym9iOng=" } } }),
        { namespace: "team", labels, annotations },
      );
      witness.log.warn(planCopy(pullSecret("{}"), copy, "team").sentence);
      return narrated(copy, witness);
    },
  },
  {
    title: "create in a project, the docker config of the Secret",
    notations: dockerConfigs,
    run: (hidden, turn, witness) =>
      created(pullSecret(hidden), "x", turn, witness),
  },
  {
    title: "create in a project, the API server's words, and the login",
    notations: anywhere,
    run: (hidden, turn, witness) =>
      created(pullSecret("{}"), hidden, turn, witness, hidden),
  },
  {
    title: "clean, the docker config of a copy",
    notations: dockerConfigs,
    run: (hidden, turn, witness) => cleaned(hidden, "x", turn, witness),
  },
  {
    title: "clean, objects of the namespace, and the API server's words",
    notations: anywhere,
    run: (hidden, turn, witness) => cleaned("{}", hidden, turn, witness),
  },
];

/** What `create -o yaml` prints, without the docker config that the user has asked for. */
export function withoutData(heard: string): string {
  const start = heard.indexOf("apiVersion: v1\n");
  if (start < 0) return heard;
  const secret = parse(heard.slice(start)) as { data?: object };
  delete secret.data;
  return heard.slice(0, start) + JSON.stringify(secret);
}
