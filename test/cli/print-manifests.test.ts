import { spawn } from "node:child_process";
import path from "node:path";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import type { ManifestsResult } from "../../src/commands/manifests/manifests.js";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import { cli, gardenEnvironment, type Ended } from "../garden/process.js";
import {
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import { answering } from "./stand-in.js";

function deployment(...secrets: string[]): Manifest {
  const spec = {
    template: {
      spec: {
        initContainers: [
          { name: "init", image: `hub/sync:1@sha256:${"0".repeat(64)}` },
        ],
        containers: [{ name: "main", image: "hub/web:1" }],
        ...(secrets.length > 0 && {
          imagePullSecrets: secrets.map((name) => ({ name })),
        }),
      },
    },
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "shop" },
    spec,
  } as Manifest;
}

const result: ManifestsResult = {
  project: "shop",
  environment: "dev.default",
  providers: ["kubernetes"],
  notCovered: [],
  workloads: [
    {
      origin: "Deploy web",
      mode: "sync",
      unpatched: deployment("own"),
      patched: deployment("own", "hub"),
      ...{ before: ["own"], after: ["own", "hub"], withWorkloads: [] },
    },
    {
      origin: "Deploy db",
      mode: "default",
      unpatched: deployment(),
      patched: deployment(),
      ...{ before: [], after: [], withWorkloads: ["hub"] },
    },
  ],
  others: ["Service web", "Secret web"],
  unknown: ["CronWorkflow.argoproj.io nightly"],
  unknownOutputs: [],
  notShown: [{ what: "Deploy chart", reason: "helm renders it" }],
  withoutSecrets: [],
  actions: [{ kind: "Deploy", all: 3, known: 2 }],
};

const words =
  "without pods: Service web, Secret web\n" +
  "not known whether their controllers make pods: CronWorkflow.argoproj.io nightly\n" +
  "not shown: Deploy chart: helm renders it\n";

/** The command line, with a stand-in for Garden that answers `answer`. */
async function shown(
  args: readonly string[],
  answer: ManifestsResult = result,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return await cli(["manifests", "--garden", answering(answer), ...args], {
    cwd: temporaryFolder(),
    env,
  });
}

const list = (...items: Manifest[]) => ({
  apiVersion: "v1",
  kind: "List",
  items,
});

const synced = `hub/sync:1@sha256:${"0".repeat(64)}`;

describe("the output of manifests", () => {
  after(removeFolders);

  const tables: readonly { args: string[]; lines: string[] }[] = [
    {
      args: [],
      lines: [
        "WORKLOAD        MADE BY            IMAGES                                                                              PULL SECRETS",
        `Deployment/web  Deploy web (sync)  ${synced}  own`,
        "                                   hub/web:1                                                                           hub",
        `Deployment/web  Deploy db          ${synced}  none`,
        "                                   hub/web:1                                                                           ! hub with --workloads",
      ],
    },
    {
      args: ["--unpatched"],
      lines: [
        "WORKLOAD        MADE BY            IMAGES                                                                              PULL SECRETS",
        `Deployment/web  Deploy web (sync)  ${synced}  own`,
        "                                   hub/web:1",
        `Deployment/web  Deploy db          ${synced}  none`,
        "                                   hub/web:1",
      ],
    },
    {
      args: ["--diff"],
      lines: [
        "WORKLOAD        MADE BY            IMAGES                                                                              UNPATCHED    PATCHED",
        `Deployment/web  Deploy web (sync)  ${synced}  own          own`,
        "                                   hub/web:1                                                                           ✗ lacks hub  + hub",
        `Deployment/web  Deploy db          ${synced}  none         none`,
        "                                   hub/web:1                                                                                        ! hub with --workloads",
      ],
    },
  ];
  for (const { args, lines } of tables) {
    it(`is a table with ${args.join() || "no options"}, and words on stderr`, async () => {
      expect(await shown(args)).to.deep.equal({
        code: 0,
        signal: null,
        stdout: `${lines.join("\n")}\n`,
        stderr: words,
      });
    });
  }

  it("shows first what the patch changes", async () => {
    const { stdout } = await shown(["--diff"]);
    const workloads = result.workloads.toReversed();
    const reversed = await shown(["--diff"], { ...result, workloads });
    expect(reversed.stdout).to.equal(stdout);
  });

  it("is a List as JSON, of either side", async () => {
    const patched = await shown(["-o", "json"]);
    expect(JSON.parse(patched.stdout)).to.deep.equal(
      list(deployment("own", "hub"), deployment()),
    );
    const unpatched = await shown(["-o", "json", "--unpatched"]);
    expect(JSON.parse(unpatched.stdout)).to.deep.equal(
      list(deployment("own"), deployment()),
    );
    expect(patched.stderr).to.equal(words);
  });

  it("is a document for each workload as YAML", async () => {
    const { stdout } = await shown(["-o", "yaml"]);
    expect(stdout).to.match(/^---\n/);
    expect(
      parseAllDocuments(stdout).map((document) => document.toJS() as Manifest),
    ).to.deep.equal([deployment("own", "hub"), deployment()]);
  });

  it("tells both sides apart as JSON", async () => {
    const { stdout } = await shown(["--diff", "-o", "json"]);
    const workload = {
      kind: "Deployment",
      name: "web",
      namespace: "shop",
      images: [synced, "hub/web:1"],
      invalidImages: [],
    };
    expect(JSON.parse(stdout)).to.deep.equal({
      workloads: [
        {
          ...workload,
          madeBy: "Deploy web (sync)",
          before: ["own"],
          after: ["own", "hub"],
          added: ["hub"],
          withWorkloads: [],
        },
        {
          ...{ ...workload, madeBy: "Deploy db" },
          ...{ before: [], after: [], added: [], withWorkloads: ["hub"] },
        },
      ],
    });
  });

  describe("of images that are no names", () => {
    const invalid = ["https://hub.test/web", "Web App", "hub/web:", ""];
    const valid = ["hub.test:5000/web", "a_b.c/web:1"];
    const pod = (name: string, images: readonly string[]) =>
      ({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name },
        spec: { containers: images.map((image) => ({ name: "c", image })) },
      }) as Manifest;
    const answer: ManifestsResult = {
      ...result,
      workloads: [
        ["bad", [...invalid, ...valid]] as const,
        ["good", valid] as const,
      ].map(([name, images]) => ({
        ...{ origin: `Deploy ${name}`, mode: "default" },
        ...{ unpatched: pod(name, images), patched: pod(name, images) },
        ...{ before: [], after: [], withWorkloads: [] },
      })),
    };

    for (const args of [[], ["--unpatched"], ["--diff"]])
      it(`marks each in the table with ${args.join() || "no options"}`, async () => {
        const { code, stdout } = await shown(args, answer);
        expect(code).to.equal(0);
        const marked = [...stdout.matchAll(/✗ not valid: (.*?)(?: {2}|\n)/g)];
        expect(marked.map(([, image]) => image)).to.deep.equal(
          invalid.map((image) => image || '""'),
        );
      });

    it("tells them as JSON", async () => {
      const { stdout } = await shown(["--diff", "-o", "json"], answer);
      const { workloads } = JSON.parse(stdout) as {
        workloads: { name: string; invalidImages: string[] }[];
      };
      expect(
        workloads.map(({ name, invalidImages }) => ({ name, invalidImages })),
      ).to.deep.equal([
        { name: "bad", invalidImages: invalid },
        { name: "good", invalidImages: [] },
      ]);
    });

    for (const format of ["table", "json", "yaml"])
      it(`names each on stderr with -o ${format}`, async () => {
        const { stderr } = await shown(["-o", format], answer);
        expect(
          [...stderr.matchAll(/^not valid: image (".*") of Pod\/bad: /gm)].map(
            ([, image = ""]) => JSON.parse(image) as string,
          ),
        ).to.deep.equal(invalid);
        expect(stderr).not.to.contain("Pod/good");
      });
  });

  for (const { title, withoutSecrets, config } of [
    {
      title: "all of its providers",
      withoutSecrets: ["kubernetes", "far"],
      config: "The provider config",
    },
    {
      title: "one of them",
      withoutSecrets: ["far"],
      config: "The config of provider far",
    },
  ])
    it(`says that ${title} have no pull secrets`, async () => {
      const providers = ["kubernetes", "far"];
      const { code, stderr } = await shown(["--diff"], {
        ...{ ...result, providers, withoutSecrets },
      });
      expect(code).to.equal(0);
      expect(stderr).to.equal(
        `${config} of environment dev.default names no imagePullSecrets, so there is nothing that the patch could give.\n${words}`,
      );
    });

  it("is empty where there is nothing to show", async () => {
    const nothing = {
      ...result,
      workloads: [],
      others: [],
      unknown: [],
      notShown: [],
      actions: [],
    };
    for (const format of ["table", "yaml"]) {
      const { code, stdout } = await shown(["-o", format], nothing);
      expect({ code, stdout }).to.deep.equal({ code: 0, stdout: "" });
    }
  });

  it("has colours only where they are wanted", async () => {
    const coloured = await shown(["--diff"], result, {
      NO_COLOR: "",
      FORCE_COLOR: "1",
    });
    expect(coloured.stdout).to.contain("\x1b[32m+ hub\x1b[39m");
    const plain = await shown(["--diff"], result, { NO_COLOR: "", CI: "true" });
    expect(plain.stdout + plain.stderr).not.to.contain("\x1b");
  });

  it("may be cut off by its reader", async () => {
    const garden = answering({
      ...result,
      workloads: Array.from({ length: 5000 }, () => result.workloads[0]),
    });
    const child = spawn(
      process.execPath,
      [
        path.join(repository, "dist", "cli", "main.js"),
        "manifests",
        "-o",
        "json",
        "--garden",
        garden,
      ],
      { cwd: temporaryFolder(), env: gardenEnvironment() },
    );
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
  });
});
