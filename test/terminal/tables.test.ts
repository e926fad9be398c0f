import path from "node:path";
import { expect } from "chai";
import type { CheckResult } from "../../src/commands/check/check.js";
import type { Check } from "../../src/commands/check/checks.js";
import type { CleanResult } from "../../src/commands/clean/clean.js";
import type { CreatePlan } from "../../src/commands/create/create.js";
import type { ExplainResult } from "../../src/commands/explain.js";
import type { ManifestsResult } from "../../src/commands/manifests/manifests.js";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import type { SeamsResult } from "../../src/commands/seams.js";
import { answering } from "../cli/stand-in.js";
import { cli, gardenEnvironment } from "../garden/process.js";
import {
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import { inTerminal, type Terminal } from "./terminal.js";

const digest = `sha256:${"28263cee5ac41acebb8c08f852c4496b".repeat(2)}`;
const image = `gardendev/k8s-sync:0.1.5@${digest}`;
const place = { project: "shop", environment: "dev.default" };
const where = { ...place, providers: ["kubernetes"], notCovered: [] };

const refused: Check = {
  id: "image-pull",
  subject: image,
  expected: `The registry lets a node pull ${image}`,
  verdict: "failed",
  reason:
    "it accepts the login, but does not let it pull this image, or has no such image",
  remedy:
    "Give the account the right to pull it, or check the image's name. A namespace's quota may be why, too.",
  docs: "garden-pull-secrets docs checks image-pull",
};
const checked: CheckResult = {
  ...where,
  checks: [refused, { ...refused, verdict: "passed", remedy: null }],
  images: [],
  readers: [],
  notShown: [],
};

const cleaned: CleanResult = {
  ...where,
  contexts: ["shop"],
  objects: [
    {
      kind: "Secret",
      namespace: "shop-development-of-the-team",
      name: "registry-credentials-of-the-team",
      uid: "1",
      resourceVersion: "1",
      verdict: "needed",
      reason: "pods and workloads pull with it, which would lose their images",
      needs: [
        {
          by: "Deployment/garden-buildkit",
          free: "kubectl delete deployment garden-buildkit --namespace shop-development-of-the-team",
        },
      ],
      action: null,
    },
  ],
  problems: [],
  notShown: [],
};

function database(imagePullSecrets: { name: string }[]): Manifest {
  const containers = [
    { name: "main", image: "registry.example.test/team/db:1" },
  ];
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "database-of-the-shop", namespace: "shop" },
    spec: { template: { spec: { containers, imagePullSecrets } } },
  } as Manifest;
}
const rendered: ManifestsResult = {
  ...where,
  workloads: [
    {
      origin: "Deploy database-of-the-shop",
      mode: "sync",
      unpatched: database([]),
      patched: database([{ name: "registry-credentials-of-the-team" }]),
      before: [],
      after: ["registry-credentials-of-the-team"],
      withWorkloads: [],
    },
  ],
  others: [],
  unknown: [],
  unknownOutputs: [],
  notShown: [{ what: "Deploy chart", reason: "helm renders the chart" }],
  withoutSecrets: [],
  actions: [{ kind: "Deploy", all: 2, known: 1 }],
};

const explained: ExplainResult = {
  ...where,
  diagnoses: [
    {
      message: `Failed to pull image "${image}": 429 Too Many Requests - Server message: toomanyrequests`,
      image: `docker.io/${image}`,
      registry: "docker.io",
      failed: null,
      cause: "rate-limit-anonymous",
      causes: ["rate-limit-anonymous"],
      credentialSent: false,
      remedy:
        "Give the pod a Secret with a login for docker.io in its imagePullSecrets, or wait until the window is over.",
      pod: "web-7c5ddbdf54-x2x7k",
      namespace: "shop-dev",
    },
  ],
  namespaces: ["shop-dev"],
  notShown: [],
  problems: [],
};

const planned: { readonly plan: CreatePlan } = {
  plan: {
    name: "dockerhub",
    namespace: "registry-credentials",
    context: "shop",
    registries: [{ registry: "docker.io", username: "acme" }],
    notShown: [],
    without: [
      {
        registry: "registry.example.test",
        reason:
          "docker has no login for it on this machine; to log in: docker login registry.example.test, and then again",
      },
    ],
    exists: false,
    kept: [],
    listed: true,
  },
};

const attached: SeamsResult = {
  garden: { version: "0.13.24", node: "20.20.2" },
  way: { name: "readFile", milliseconds: 2 },
  seams: [
    {
      id: "ingress-controller",
      declares: "getGardenIngressController",
      mandatory: false,
      state: "missing",
      reason:
        "getGardenIngressController is declared in plugins/kubernetes/nginx/nginx-helm.js without the parameter ctx",
    },
    {
      id: "buildkit",
      declares: "getBuildkitDeployment",
      mandatory: true,
      state: "attached",
      reason: "declared in plugins/kubernetes/container/build/buildkit.js",
    },
  ],
};

const main = path.join(repository, "dist", "cli", "main.js");

describe("on a terminal", () => {
  const terminals: Terminal[] = [];
  after(async () => {
    await Promise.all(terminals.map(async (one) => await one.close()));
    removeFolders();
  });

  const outputs: readonly {
    readonly args: readonly string[];
    readonly answer: object;
    /** The last words of the output. */
    readonly end: string;
  }[] = [
    { args: ["check"], answer: checked, end: "1 failed, 1 passed" },
    { args: ["clean", "--dry-run"], answer: cleaned, end: "--dry-run." },
    {
      args: ["manifests", "--diff"],
      answer: rendered,
      end: "helm renders the chart",
    },
    { args: ["explain", "."], answer: explained, end: "toomanyrequests" },
    {
      args: ["create", "--dry-run"],
      answer: planned,
      end: "namespace: registry-credentials",
    },
    { args: ["seams"], answer: attached, end: "1 missing, 1 attached" },
  ];
  for (const { args, answer, end } of outputs)
    for (const columns of [80, 120])
      it(`of ${String(columns)} columns, \`${args.join(" ")}\` breaks no line and leaves nothing out but digests`, async () => {
        const cwd = temporaryFolder();
        const command = [...args, "--garden", answering(answer)];
        const piped = await cli(command, { cwd });
        const terminal = inTerminal([process.execPath, main, ...command], {
          cwd,
          env: gardenEnvironment(),
          columns,
        });
        terminals.push(terminal);
        const shown = await terminal.shows(new RegExp(`${end}\\s*$`));
        const lines = shown.split("\n").map((line) => line.length);
        expect(Math.max(...lines), shown).to.be.at.most(columns);
        const letters = (text: string) => [...text.replace(/\s/g, "")].sort();
        expect(letters(shown)).to.deep.equal(
          letters(
            `${piped.stdout}${piped.stderr}`.replaceAll(
              digest,
              digest.slice(0, 19),
            ),
          ),
        );
      });
});
