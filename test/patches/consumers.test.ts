import { readFileSync } from "node:fs";
import path from "node:path";
import type { V1PodSpec } from "@kubernetes/client-node";
import { expect } from "chai";
import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";
import { patches } from "../../src/patches/index.js";
import { tsNode } from "../garden/process.js";
import {
  exampleProject,
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";

type Consumed = Record<string, { manifests: Manifest[] }>;

/** The example with a container Deploy in sync mode, which is the other of Garden's consumers of sync-mode, and what it
 *  lacks of other consumers. */
const moreActions = {
  "api/garden.yml": `
kind: Build
name: api
type: container
---
kind: Deploy
name: api
type: container
build: api
spec:
  ports: [{ name: http, containerPort: 80 }]
  sync:
    paths: [{ source: ., target: /usr/share/nginx/html }]
---
kind: Deploy
name: plain
type: container
spec: { image: plain }
---
kind: Run
name: own
type: kubernetes-pod
spec:
  podSpec:
    imagePullSecrets: [{ name: own }, { name: shop-registry }]
    containers: [{ name: main, image: busybox, command: ["true"] }]
---
kind: Deploy
name: proxied
type: kubernetes
spec:
  defaultTarget: { kind: Deployment, name: proxied }
  localMode: { ports: [{ local: 8080, remote: 80 }] }
  manifests:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: proxied }
      spec:
        selector: { matchLabels: { app: proxied } }
        template:
          metadata: { labels: { app: proxied } }
          spec: { containers: [{ name: main, image: proxied, ports: [{ containerPort: 80 }] }] }
`,
};

/** A list with a duplicate: without the row secrets, Garden's own callers hand it on to the builders as it is. */
const twice = readFileSync(
  path.join(repository, "examples", "shop", "project.garden.yml"),
  "utf8",
).replace(
  "- name: dockerhub\n",
  "- name: dockerhub\n        namespace: ${var.CREDENTIALS_NAMESPACE}\n      - name: dockerhub\n",
);

async function consumed(...without: string[]): Promise<Consumed> {
  const result = path.join(temporaryFolder(), "result.json");
  const { code, stdout, stderr } = await tsNode("consumers-main.ts", [], {
    cwd: exampleProject("shop", {
      ...moreActions,
      "project.garden.yml": twice,
    }),
    env: {
      GARDEN_PULL_SECRETS_RESULT: result,
      WITHOUT: without.join(),
    },
  });
  expect(code, stdout + stderr).to.equal(0);
  return JSON.parse(readFileSync(result, "utf8")) as Consumed;
}

function pullSecrets(
  from: { manifests: Manifest[] } | undefined,
  only: (podSpec: V1PodSpec) => boolean = () => true,
): string[][] {
  return (from?.manifests ?? [])
    .flatMap(podSpecsOf)
    .filter(only)
    .map(({ imagePullSecrets }) =>
      (imagePullSecrets ?? []).map((reference) =>
        Object.values(reference).join(),
      ),
    );
}

const provider = ["dockerhub", "shop-registry"];

/** What Garden's own callers of the patched functions are about to create. The row secrets is left out, so that the
 *  callers pass what unpatched ones do. */
describe("Garden's consumers of the patched functions", function () {
  this.timeout(120_000);
  let whole: Consumed;
  before(async () => {
    whole = await consumed("secrets");
  });
  after(removeFolders);

  it("make buildkit and sync-util with the same references", () => {
    expect(pullSecrets(whole["buildkit"])).to.deep.equal([provider]);
    expect(pullSecrets(whole["sync-util"])).to.deep.equal([provider]);
  });

  it("put the references into a container Deploy in sync mode", () => {
    expect(pullSecrets(whole["sync-mode of a container Deploy"])).to.deep.equal(
      [provider],
    );
  });

  it("put the references behind the own ones of a kubernetes Deploy in sync mode", () => {
    expect(
      pullSecrets(whole["sync-mode of a kubernetes Deploy"]),
    ).to.deep.equal([["web-team", ...provider]]);
  });

  const others: readonly {
    consumer: string;
    expected: readonly string[];
    unpatched: readonly string[];
  }[] = [
    {
      consumer: "kaniko",
      expected: provider,
      unpatched: ["dockerhub", ...provider],
    },
    {
      consumer: "container Deploy",
      expected: provider,
      unpatched: ["dockerhub", ...provider],
    },
    {
      consumer: "Run with a list of its own",
      expected: ["own", "shop-registry", "dockerhub"],
      unpatched: ["dockerhub", ...provider],
    },
    {
      consumer: "local mode of a kubernetes Deploy",
      expected: ["from-admin", ...provider],
      unpatched: [],
    },
    {
      consumer: "pull-image",
      expected: ["from-admin", ...provider],
      unpatched: [],
    },
    {
      consumer: "default backend",
      expected: ["from-admin", ...provider],
      unpatched: [],
    },
    {
      consumer: "ingress-nginx on kind",
      expected: provider,
      unpatched: [],
    },
  ];
  for (const { consumer, expected } of others) {
    it(`put the references into what is made by: ${consumer}`, () => {
      const lists = pullSecrets(whole[consumer]);
      expect(lists).not.to.deep.equal([]);
      for (const list of lists) expect(list).to.deep.equal(expected);
    });
  }

  it("put the references into the values of ingress-nginx", () => {
    expect(JSON.stringify(whole["ingress-nginx by helm"])).to.contain(
      JSON.stringify(
        'imagePullSecrets=[{"name":"dockerhub"},{"name":"shop-registry"}]',
      ).slice(1, -1),
    );
  });

  it("show what Garden does without the rows of these", async () => {
    const without = await consumed(
      "secrets",
      "kaniko",
      "container-deploy",
      "run-pod",
      "pod-runner",
      "local-mode",
      "default-backend",
      "ingress-nginx",
      "ingress-kind",
    );
    for (const { consumer, unpatched } of others) {
      const lists = pullSecrets(without[consumer]);
      expect(lists).not.to.deep.equal([]);
      for (const list of lists) expect(list, consumer).to.deep.equal(unpatched);
    }
    expect(JSON.stringify(without["ingress-nginx by helm"])).not.to.contain(
      "imagePullSecrets",
    );
  });

  const alone: Readonly<
    Record<string, { consumer: string; expected: string[] }>
  > = {
    buildkit: { consumer: "buildkit", expected: ["dockerhub", ...provider] },
    "sync-util": {
      consumer: "sync-util",
      expected: ["dockerhub", ...provider],
    },
    "sync-mode": {
      consumer: "sync-mode of a kubernetes Deploy",
      expected: ["web-team"],
    },
  };

  // Without the rows that make no manifest, the suites on the cluster show what Garden does.
  const manifestRows = patches.filter(({ id }) => id in alone);
  for (const { id } of manifestRows) {
    it(`show what Garden does without the row ${id}`, async () => {
      const without = await consumed("secrets", id);
      const { consumer, expected } = alone[id] ?? {
        consumer: "",
        expected: [],
      };
      expect(pullSecrets(without[consumer])).to.deep.equal([expected]);
    });
  }
});
