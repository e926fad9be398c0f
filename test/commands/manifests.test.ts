import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import cloneDeep from "lodash/cloneDeep.js";
import { parseAllDocuments } from "yaml";
import type {
  ManifestsResult,
  RenderedWorkload,
} from "../../src/commands/manifests/manifests.js";
import type { NotShown } from "../../src/commands/not-shown.js";
import type { WorkloadSummary } from "../../src/cli/manifests/workload-rows.js";
import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";
import { patches } from "../../src/patches/index.js";
import { workloadsVariable } from "../../src/patches/workloads/workloads-option.js";
import { tsNode } from "../garden/process.js";
import { cli } from "../garden/shared.js";
import { rowCases } from "../patches/row-case.js";
import {
  core,
  exampleProject,
  filesBelow,
  removeFolders,
  temporaryFolder,
} from "../garden/project.js";

const rows = patches.map(({ id }) => id);
const cases = await rowCases(rows);

/** The rows that Garden makes pods of its own with. */
const gardenRows = patches.flatMap(({ id, offline }) => {
  const { shown, consumers } = cases.get(id) ?? {};
  return offline ? [{ offline, shown, consumers }] : [];
});

/** What the command finds out in a Garden patched with only these rows. */
async function resultWith(rows: readonly string[]): Promise<ManifestsResult> {
  const file = path.join(temporaryFolder(), "result.json");
  const { code, stdout, stderr } = await tsNode("table-main.ts", rows, {
    cwd: exampleProject("shop"),
    env: { GARDEN_PULL_SECRETS_RESULT: file },
  });
  expect(code, stdout + stderr).to.equal(0);
  return JSON.parse(readFileSync(file, "utf8")) as ManifestsResult;
}

/** Our command line on a copy of the example. */
async function shown(
  ...args: readonly string[]
): Promise<{ stdout: string; stderr: string; cwd: string }> {
  const cwd = exampleProject("shop");
  const separator = args.includes("--") ? args.indexOf("--") : args.length;
  const { code, stdout, stderr } = await cli(
    [
      "manifests",
      cwd,
      "--garden",
      core,
      ...args.slice(0, separator),
      ...args.slice(separator),
    ],
    { cwd: "/" },
  );
  expect(code, stdout + stderr).to.equal(0);
  return { stdout, stderr, cwd };
}

function withoutPullSecrets(manifest: Manifest): Manifest {
  const copy = cloneDeep(manifest);
  for (const podSpec of podSpecsOf(copy)) delete podSpec.imagePullSecrets;
  return copy;
}

function pullSecrets(manifest: Manifest): unknown[] {
  return podSpecsOf(manifest).map(({ imagePullSecrets }) => imagePullSecrets);
}

function names(manifests: readonly Manifest[]): string[] {
  return manifests.map(
    (manifest) => `${manifest.kind ?? ""}/${manifest.metadata?.name ?? ""}`,
  );
}

const project = [
  "Deployment/api",
  "StatefulSet/db",
  "Deployment/web",
  "Pod/run-seed",
  "Pod/test-smoke",
];

describe("manifests", () => {
  after(removeFolders);

  describe("of the example, compared with Garden's own", () => {
    let workloads: readonly RenderedWorkload[];
    let alone: readonly RenderedWorkload[];
    let notShown: readonly NotShown[];
    before(async () => {
      const [whole, bare] = await Promise.all([
        resultWith(rows),
        // The row plugin carries the command itself.
        resultWith(["plugin"]),
      ]);
      ({ workloads, notShown } = whole);
      alone = bare.workloads;
    });

    it("has every kind of pod", () => {
      expect(names(workloads.map(({ patched }) => patched))).to.deep.equal([
        ...project,
        ...gardenRows.flatMap(({ shown }) =>
          typeof shown === "object" ? shown : [],
        ),
      ]);
    });

    it("names the kinds that can't be shown", () => {
      const hidden = gardenRows.flatMap(({ offline, shown }) =>
        typeof shown === "string"
          ? [{ what: offline.origin, reason: shown }]
          : [],
      );
      expect(hidden).not.to.deep.equal([]);
      expect(notShown).to.deep.equal(hidden);
    });

    it("gives the provider's references to every pod that Garden makes for itself", () => {
      const own = workloads.filter(
        ({ origin }) => !/^(Deploy|Run|Test) /.test(origin),
      );
      for (const { patched } of own)
        expect(pullSecrets(patched)).to.deep.equal([
          [{ name: "dockerhub" }, { name: "shop-registry" }],
        ]);
      const lacking = own.filter(
        ({ unpatched }) => pullSecrets(unpatched)[0] === undefined,
      );
      expect([...new Set(lacking.map(({ origin }) => origin))]).to.deep.equal(
        gardenRows
          .filter(
            ({ shown, consumers = {} }) =>
              typeof shown === "object" &&
              Object.values(consumers).every(
                ({ unpatched }) => unpatched.length === 0,
              ),
          )
          .map(({ offline }) => offline.origin),
      );
    });

    it("differs in nothing but imagePullSecrets", () => {
      for (const { patched, unpatched } of workloads) {
        expect(withoutPullSecrets(patched)).to.deep.equal(
          withoutPullSecrets(unpatched),
        );
      }
    });

    it("shows as unpatched what a Garden without the patch makes", () => {
      expect(workloads.map(({ unpatched }) => unpatched)).to.deep.equal(
        alone.map(({ patched }) => patched),
      );
    });

    it("gives the sync workload the provider's references behind its own", () => {
      const web = workloads.find(({ origin }) => origin === "Deploy web");
      expect(web && pullSecrets(web.unpatched)).to.deep.equal([
        [{ name: "web-team" }],
      ]);
      expect(web && pullSecrets(web.patched)).to.deep.equal([
        [
          { name: "web-team" },
          { name: "dockerhub" },
          { name: "shop-registry" },
        ],
      ]);
    });

    it("leaves a workload without the sync init container alone", () => {
      const db = workloads.find(({ origin }) => origin === "Deploy db");
      expect(db?.mode).to.equal("sync");
      expect(db && pullSecrets(db.patched)).to.deep.equal([undefined]);
    });
  });

  it("prints a List as JSON, and the same items as YAML", async () => {
    const [json, yaml] = await Promise.all([
      shown("-o", "json"),
      shown("-o", "yaml"),
    ]);
    const list = JSON.parse(json.stdout) as Manifest & { items: Manifest[] };
    expect(list).to.include({ apiVersion: "v1", kind: "List" });
    expect(names(list.items)).to.deep.equal([
      ...project,
      "Deployment/garden-buildkit",
    ]);
    const documents = parseAllDocuments(yaml.stdout).map(
      (document) => document.toJS() as Manifest,
    );
    expect(documents).to.deep.equal(list.items);
    for (const { stderr, cwd } of [json, yaml]) {
      expect(stderr).to.equal(
        "without pods: Service api, ConfigMap garden-meta-deploy-db, ConfigMap web-config, ConfigMap garden-meta-deploy-web\n",
      );
      expect(
        filesBelow(cwd).filter((file) => file.includes("provider-statuses")),
        "no made-up status is left",
      ).to.deep.equal([]);
    }
  });

  it("takes the environment, and Garden's own options", async () => {
    const [ci, overridden] = await Promise.all([
      shown("--env", "ci", "--diff", "-o", "json"),
      shown("--diff", "-o", "json", "--", "--var", "buildMode=kaniko"),
    ]);
    const summaries = [ci, overridden].map(
      ({ stdout }) =>
        (JSON.parse(stdout) as { workloads: WorkloadSummary[] }).workloads,
    );
    for (const workloads of summaries) {
      expect(workloads[project.length]).to.include({
        kind: "Deployment",
        name: "garden-util",
        madeBy: "sync-util",
      });
      expect(workloads).to.have.length(2 + project.length);
    }
    expect(summaries.map((workloads) => workloads[0]?.namespace)).to.deep.equal(
      ["shop-ci", "shop-dev"],
    );
  });

  describe("with the variable for the user's own workloads", () => {
    const withVariable = async (value: string) =>
      await cli(
        ["manifests", exampleProject("shop"), "--garden", core, "-o", "json"],
        { cwd: "/", env: { [workloadsVariable]: value } },
      );

    it("shows them with the references", async () => {
      const { code, stdout, stderr } = await withVariable("true");
      expect(code, stderr).to.equal(0);
      const { items } = JSON.parse(stdout) as { items: Manifest[] };
      const db = items.find(({ metadata }) => metadata?.name === "db");
      expect(db && pullSecrets(db)).to.deep.equal([
        [{ name: "dockerhub" }, { name: "shop-registry" }],
      ]);
    });

    it("refuses another value than true and false", async () => {
      const { code, stdout, stderr } = await withVariable("yes");
      expect(code).to.equal(1);
      expect(stdout + stderr).to.contain(
        "GARDEN_PULL_SECRETS_WORKLOADS is 'yes': set it to true or false, or unset it.",
      );
    });
  });
});
