import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../../src/manifests/pod-specs.js";
import { cli } from "../../garden/process.js";
import {
  core,
  exampleProject,
  removeFolders,
  temporaryFolder,
} from "../../garden/project.js";
import { read } from "./objects.js";
import { cluster } from "./shared-cluster.js";

describe("manifests --all -o yaml, of the example", () => {
  let file: string;
  let manifests: Manifest[];
  before(async () => {
    const { code, stdout, stderr } = await cli(
      [
        "manifests",
        exampleProject("shop"),
        "--garden",
        core,
        ...["--all", "--env", "ci", "-o", "yaml"],
      ],
      { cwd: "/" },
    );
    expect(code, stderr).to.equal(0);
    file = path.join(temporaryFolder(), "manifests.yaml");
    writeFileSync(file, stdout);
    manifests = parseAllDocuments(stdout).map(
      (document) => document.toJS() as Manifest,
    );
    const namespaces = manifests.map(({ metadata }) => metadata?.namespace);
    for (const name of new Set(namespaces)) {
      if (name === undefined || (await read("namespace", name, ""))) continue;
      await cluster().createNamespace(name);
    }
    // A pod is refused where its ServiceAccount is not there; Garden makes it before the pod.
    await cluster().apply({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "garden-in-cluster-builder", namespace: "shop-ci" },
    });
  });
  after(removeFolders);

  it("is accepted by the API server, each of them", async () => {
    const said = await cluster().kubectl(
      "apply",
      `--filename=${file}`,
      "--dry-run=server",
      "--validate=strict",
    );
    const lines = said.trim().split("\n");
    expect(lines).to.have.length(manifests.length);
    for (const line of lines)
      expect(line).to.match(/ created \(server dry run\)$/);
  });
});
