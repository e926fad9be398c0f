import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import type { V1PodSpec } from "@kubernetes/client-node";
import { expect } from "chai";
import { podSpecsOf, type Manifest } from "../../../src/manifests/pod-specs.js";
import { tsNode } from "../../garden/process.js";
import { removeFolders } from "../../garden/project.js";
import { cluster } from "./shared-cluster.js";

const cases = 500;
const namespace = "dry-run";

interface Answer {
  readonly status: number;
  readonly message: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** What the API server says to a manifest that it is to check, and not to keep. */
async function dryRun(manifest: Manifest): Promise<Answer> {
  const { apiServer, kubeconfig } = cluster();
  const config = JSON.parse(readFileSync(kubeconfig, "utf8")) as {
    clusters: { cluster: { "certificate-authority-data": string } }[];
    users: { user: { token: string } }[];
  };
  const authority = config.clusters[0]?.cluster["certificate-authority-data"];
  const path = `/apis/apps/v1/namespaces/${namespace}/${(manifest.kind ?? "").toLowerCase()}s`;
  return await new Promise((resolve, reject) => {
    const sent = request(
      new URL(`${path}?dryRun=All&fieldValidation=Strict`, apiServer),
      {
        method: "POST",
        agent,
        ca: Buffer.from(authority ?? "", "base64"),
        headers: {
          authorization: `Bearer ${config.users[0]?.user.token ?? ""}`,
          "content-type": "application/json",
        },
      },
      (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("error", reject);
        response.on("end", () => {
          const { message = "" } = JSON.parse(text) as { message?: string };
          resolve({ status: response.statusCode ?? 0, message });
        });
      },
    );
    sent.on("error", reject);
    sent.end(JSON.stringify(manifest));
  });
}

function references(manifest: Manifest): { name?: string }[] {
  return podSpecsOf(manifest).flatMap(
    ({ imagePullSecrets }: V1PodSpec) => imagePullSecrets ?? [],
  );
}

function withLeak(manifest: Manifest): Manifest {
  const leaky = structuredClone(manifest);
  for (const reference of references(leaky))
    Object.assign(reference, { namespace: "default" });
  return leaky;
}

describe(`a strict dry run of what ${cases} generated provider configs make`, function () {
  this.timeout(300_000);
  let manifests: Manifest[];
  before(async () => {
    await cluster().createNamespace(namespace);
    const { code, stdout, stderr } = await tsNode(
      "dry-run-main.ts",
      [String(cases), "1", namespace],
      { cwd: "." },
    );
    expect(code, stderr).to.equal(0);
    manifests = JSON.parse(stdout) as Manifest[];
  });
  after(() => {
    agent.destroy();
    removeFolders();
  });

  it("is passed by every buildkit, sync-util and sync-mode workload", async () => {
    expect(manifests).to.have.length(3 * cases);
    const answers = await Promise.all(manifests.map(dryRun));
    expect(answers.filter(({ status }) => status !== 201)).to.deep.equal([]);
  });

  it("is failed by each of them that leaks a namespace into its references", async () => {
    const leaky = manifests
      .filter((manifest) => references(manifest).length > 0)
      .map(withLeak);
    expect(leaky.length).to.be.greaterThan(cases);
    const answers = await Promise.all(leaky.map(dryRun));
    for (const { status, message } of answers) {
      expect(status).to.equal(400);
      expect(message).to.contain(
        'unknown field "spec.template.spec.imagePullSecrets[0].namespace"',
      );
    }
  });

  it("leaves nothing behind", async () => {
    const found = await cluster().kubectl(
      "get",
      "deployments,statefulsets,daemonsets",
      `--namespace=${namespace}`,
      "--output=name",
    );
    expect(found.trim()).to.equal("");
  });
});
