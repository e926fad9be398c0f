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

/** The example with a container Deploy in sync mode, which is the other of Garden's consumers of sync-mode. */
const syncedApi = {
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
    cwd: exampleProject("shop", { ...syncedApi, "project.garden.yml": twice }),
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

  const unpatched: Readonly<
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

  // The other rows make no manifest: the suite on the cluster shows what Garden does without them.
  const manifestRows = patches.filter(({ id }) => id in unpatched);
  for (const { id } of manifestRows) {
    it(`show what Garden does without the row ${id}`, async () => {
      const without = await consumed("secrets", id);
      const { consumer, expected } = unpatched[id] ?? {
        consumer: "",
        expected: [],
      };
      expect(pullSecrets(without[consumer])).to.deep.equal([expected]);
    });
  }
});
