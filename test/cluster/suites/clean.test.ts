import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { V1ServiceAccount } from "@kubernetes/client-node";
import { expect } from "chai";
import { carryOut } from "../../../src/commands/clean/carry-out.js";
import { cli, gardenEnvironment, type Ended } from "../../garden/process.js";
import {
  core,
  removeFolders,
  repository,
  temporaryFolder,
} from "../../garden/project.js";
import type { ApiRequest } from "../audit.js";
import {
  clusterProject,
  containerDeploy,
  deployment,
  kubernetesDeploy,
  syncMode,
} from "../projects.js";
import { pullSecret } from "../pull-secrets.js";
import { apiServerRequests } from "./api-server-requests.js";
import { clusterState } from "./cluster-state.js";
import { garden, gardenHome, remember } from "./garden.js";
import { read, readSecret, settledDeployment, whenPods } from "./objects.js";
import {
  deleteSecret,
  patchSecret,
  prepareSecretProject,
  rotatedData,
  type SecretProject,
} from "./secret-project.js";
import { cluster } from "./shared-cluster.js";
import {
  charts,
  namespaceManifest,
  preparePlaces,
  releasesIn,
  type WorkloadPlaces,
} from "./user-workloads.js";

interface CleanedObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly verdict: string;
  readonly reason: string;
  readonly neededBy: readonly { readonly by: string; readonly free: string }[];
}

interface Result {
  readonly objects: readonly CleanedObject[];
  readonly problems: readonly string[];
}

async function clean(folder: string, ...args: string[]): Promise<Ended> {
  const ended = await cli(["clean", folder, "--garden", core, ...args], {
    cwd: "/",
    env: { HOME: gardenHome(), KUBECONFIG: cluster().kubeconfig },
  });
  remember(folder, ["clean", ...args], ended);
  return ended;
}

async function cleaned(
  folder: string,
  ...args: string[]
): Promise<{ code: number | null; result: Result; stderr: string }> {
  const { code, stdout, stderr } = await clean(folder, "-o", "json", ...args);
  expect(stdout, stderr).to.match(/^\{/);
  return { code, stderr, result: JSON.parse(stdout) as Result };
}

/** As `needed Secret shop/dockerhub`. */
function verdicts({ objects }: Result): string[] {
  return objects.map(
    ({ verdict, kind, namespace, name }) =>
      `${verdict} ${kind} ${namespace}/${name}`,
  );
}

function needs({ objects }: Result, namespace: string, kind = "Secret") {
  return objects.find(
    (each) => each.kind === kind && each.namespace === namespace,
  )?.neededBy;
}

/** What `work` changed in the cluster, but for what controllers do on their own. */
async function writesOf(work: () => Promise<unknown>): Promise<string[]> {
  const mark = await cluster().audit.mark();
  await work();
  return (await cluster().audit.since(mark)).filter(isWrite).map(inWords);
}

function isWrite({ user, verb }: ApiRequest): boolean {
  return user === "cluster-admin" && !["get", "list", "watch"].includes(verb);
}

function inWords({ verb, resource, namespace, name }: ApiRequest): string {
  return `${verb} ${resource} ${namespace}/${name}`;
}

type CleanPlaces = WorkloadPlaces & { readonly web: string };

/** A project with a Deploy of each type, in several namespaces, into all of which the patch copies the Secret. */
async function cleanProject(
  name: string,
): Promise<{ folder: string; places: CleanPlaces }> {
  const places = { ...(await preparePlaces(name)), web: `${name}-web` };
  const { web, named, made, releases } = places;
  for (const namespace of [web, `${name}-credentials`])
    await cluster().createNamespace(namespace);
  await cluster().createPullSecret(`${name}-credentials`, "dockerhub");
  const podSpec = { terminationGracePeriodSeconds: 0 };
  const workload = (app: string, namespace: string) =>
    deployment(app, { namespace, podSpec });
  const labels = { patched: "true" };
  const patchResources = [
    {
      kind: "Deployment",
      name: "site",
      patch: { spec: { template: { metadata: { labels } } } },
    },
  ];
  const folder = clusterProject({
    name,
    secrets: ["dockerhub"],
    charts,
    actions: [
      containerDeploy("api"),
      kubernetesDeploy("web", [workload("web", web)], syncMode("web")),
      kubernetesDeploy(
        "site",
        [
          namespaceManifest(made),
          workload("site", named),
          workload("new", made),
        ],
        { patchResources },
      ),
      ...releasesIn(releases, { releaseName: "of-the-account" }),
    ],
  });
  return { folder, places };
}

const redeploy = (name: string) =>
  `without the patch: garden deploy ${name} --force`;
const redeployOrDelete = (name: string) =>
  `${redeploy(name)}; or garden delete deploy ${name}`;

describe("clean", function () {
  this.timeout(600_000);

  describe("on a project of each type of Deploy", () => {
    let folder: string;
    let places: CleanPlaces;
    let untouched: Record<string, unknown>;
    const stateNow = () => clusterState(Object.values<string>({ ...places }));
    const run = async (patched: boolean, ...args: string[]) => {
      const { code, stdout } = await garden(folder, args, {
        patched,
        env: patched ? { GARDEN_PULL_SECRETS_WORKLOADS: "true" } : {},
      });
      expect(code, stdout).to.equal(0);
    };

    before(async () => {
      cluster().hub.reset();
      ({ folder, places } = await cleanProject("clean-suite"));
      await run(false, "deploy");
      untouched = await stateNow();
    });
    after(removeFolders);

    it("finds nothing where the patch never was", async () => {
      const { code, stdout, stderr } = await clean(folder, "--yes");
      expect({ code, stdout }, stderr).to.deep.equal({ code: 0, stdout: "" });
      expect(stderr).to.contain("The cluster has nothing of the patch.");
    });

    describe("once the patch has deployed it", () => {
      before(async () => {
        await run(true, "deploy");
        await run(true, "sync", "start", "web", "--deploy");
        // The chart was installed without the patch, and an upgrade leaves pods as they are.
        await cluster().kubectl(
          ...["delete", "pods", "--all", "--wait=true"],
          `--namespace=${places.releases}`,
        );
        for (const name of ["worker", "account"])
          await settledDeployment(name, places.releases);
      });

      it("removes nothing that is needed, and says by what and how it is freed", async () => {
        const { web, named, made, releases } = places;
        let found: Awaited<ReturnType<typeof cleaned>> | undefined;
        const writes = await writesOf(async () => {
          found = await cleaned(folder, "--yes");
        });
        expect(writes).to.deep.equal([]);
        const { code, result } = found ?? expect.fail();
        expect(code).to.equal(1);
        expect(verdicts(result)).to.have.members([
          ...[web, named, made, releases].map(
            (namespace) => `needed Secret ${namespace}/dockerhub`,
          ),
          `needed ServiceAccount ${releases}/default`,
          `needed ServiceAccount ${releases}/of-the-chart`,
        ]);
        expect(needs(result, web)).to.deep.equal([
          { by: "Deployment/web", free: redeploy("web") },
        ]);
        expect(needs(result, named)).to.deep.equal([
          { by: "Deployment/site", free: redeploy("site") },
        ]);
        expect(needs(result, releases, "ServiceAccount")).to.deep.equal([
          { by: "Deploy account", free: redeployOrDelete("account") },
          { by: "Deploy worker", free: redeployOrDelete("worker") },
        ]);
        expect(needs(result, releases)).to.deep.include({
          by: "ServiceAccount/of-the-chart",
          free: redeployOrDelete("account"),
        });
      });

      it("prints a row for each, with the commands", async () => {
        const { code, stdout } = await clean(folder, "--yes");
        expect(code).to.equal(1);
        expect(stdout).to.match(/^VERDICT +OBJECT, WHY/);
        expect(stdout).to.contain(`→ ${redeploy("web")}`);
        expect(stdout).to.match(/\n6 needed\n$/);
      });

      it("removes the copy that nothing needs any more, and no other", async () => {
        await cluster().kubectl(
          ...["delete", "deployment", "site"],
          `--namespace=${places.named}`,
        );
        await whenPods(places.named, (pods) => pods.length === 0);
        const wanted = `delete secrets ${places.named}/dockerhub`;
        for (const args of [["--dry-run"], []]) {
          const requests = await writesOf(async () => {
            const { code, stderr } = await clean(folder, ...args);
            expect(code, stderr).to.equal(args.length === 0 ? 2 : 1);
            expect(stderr).to.contain(
              args.length === 0
                ? "there is no terminal to ask at: give --yes or --dry-run"
                : "Nothing was written: --dry-run.",
            );
          });
          expect(requests).to.deep.equal([]);
        }
        expect(
          await writesOf(async () => {
            const { code, result } = await cleaned(folder, "--yes");
            expect(code).to.equal(1);
            expect(verdicts(result)).to.include(
              `removed Secret ${places.named}/dockerhub`,
            );
          }),
        ).to.deep.equal([wanted]);
        expect(await readSecret("dockerhub", places.named)).to.equal(null);
        expect(await readSecret("dockerhub", places.web)).not.to.equal(null);
      });

      it("back to Garden without the patch: leaves no trace", async () => {
        const { web, named, made, releases } = places;
        await run(false, "deploy", "--force");
        expect(await stateNow()).not.to.deep.equal(untouched);

        for (const namespace of [web, named, made])
          await whenPods(namespace, (pods) =>
            pods.every(({ spec }) => !spec?.imagePullSecrets),
          );
        const first = await cleaned(folder, "--yes");
        expect(
          first.result.objects
            .filter(({ verdict }) => verdict === "needed")
            .filter(({ namespace }) => namespace !== releases),
        ).to.deep.equal([]);
        expect(await readSecret("dockerhub", web)).to.equal(null);
        // A chart's pods are not recreated by an upgrade that changes nothing of theirs.
        const commands = (needs(first.result, releases) ?? []).map(
          ({ free }) => free,
        );
        expect(first.code).to.equal(1);
        expect(commands).to.have.length(2);
        for (const command of commands) {
          expect(command).to.match(/^kubectl delete pod /);
          await cluster().kubectl(...command.split(" ").slice(1));
        }
        const { code, result } = await cleaned(folder, "--yes");
        expect(verdicts(result)).to.deep.equal([
          `removed Secret ${releases}/dockerhub`,
        ]);
        expect(code).to.equal(0);
        expect(await stateNow()).to.deep.equal(untouched);
        const again = await clean(folder, "--dry-run");
        expect(again.code, again.stdout).to.equal(0);
      });
    });
  });

  describe("what was there before the patch", () => {
    let shop: SecretProject;
    const adopted = () => readSecret("dockerhub", shop.namespace);
    before(async () => {
      shop = await prepareSecretProject("clean-adopted");
      for (const name of ["dockerhub", "team"])
        await cluster().apply(
          pullSecret(shop.namespace, name, {
            user: "own-user",
            password: "own-password",
          }),
        );
      const { code, stdout } = await garden(shop.folder, ["deploy"]);
      expect(code, stdout).to.equal(0);
      expect((await adopted())?.metadata?.labels).to.have.property(
        "garden-pull-secrets/copy",
      );
    });
    after(removeFolders);

    it("stays with its data, used or not, and without our marker; that is no failure", async () => {
      const foreign = await readSecret("team", shop.namespace);
      const { code, result } = await cleaned(shop.folder, "--yes");
      expect(verdicts(result)).to.deep.equal([
        `kept Secret ${shop.namespace}/dockerhub`,
      ]);
      expect(result.objects[0]?.reason).to.contain("there before the patch");
      expect(code).to.equal(0);
      const left = await adopted();
      expect(left?.data).to.deep.equal(rotatedData("first"));
      expect(JSON.stringify(left?.metadata)).not.to.contain(
        "garden-pull-secrets/",
      );
      expect(await readSecret("team", shop.namespace)).to.deep.equal(foreign);
    });

    it("stays on the list of an account, which others may apply without a conflict", async () => {
      const { namespace } = shop;
      const apply = async (manager: string, ...names: string[]) => {
        const file = path.join(temporaryFolder(), "account.json");
        const imagePullSecrets = names.map((name) => ({ name }));
        writeFileSync(
          file,
          JSON.stringify({
            apiVersion: "v1",
            kind: "ServiceAccount",
            metadata: { name: "shared", namespace },
            imagePullSecrets,
          }),
        );
        await cluster().kubectl(
          ...["apply", "--server-side", `--filename=${file}`],
          `--field-manager=${manager}`,
        );
      };
      await apply("garden-pull-secrets", "from-admin", "dockerhub");
      // Where nobody has a field of an object, Kubernetes holds the first to apply it to all that is there.
      await cluster().kubectl(
        ...["label", "serviceaccount", "shared", "team=web"],
        `--namespace=${namespace}`,
      );
      const { result } = await cleaned(shop.folder, "--yes");
      expect(verdicts(result)).to.include(
        `removed ServiceAccount ${namespace}/shared`,
      );
      const account = await read<V1ServiceAccount>(
        "serviceaccount",
        "shared",
        namespace,
      );
      expect(account?.imagePullSecrets).to.deep.equal([{ name: "from-admin" }]);
      await apply("admin", "from-admin", "another");
    });

    describe("a copy that nothing needs", () => {
      const copy = async () =>
        (await readSecret("dockerhub", shop.namespace)) ?? expect.fail();
      before(async () => {
        await deleteSecret(shop.namespace, "dockerhub");
        for (const args of [
          ["deploy", "--force"],
          ["delete", "deploy", "api"],
        ]) {
          const { code, stdout } = await garden(shop.folder, args);
          expect(code, stdout).to.equal(0);
        }
        await whenPods(shop.namespace, (pods) => pods.length === 0);
      });

      it("stays where the API server has another version of it than was read", async () => {
        const { metadata } = await copy();
        const planned = {
          kind: "Secret",
          namespace: shop.namespace,
          name: "dockerhub",
          uid: metadata?.uid ?? "",
          resourceVersion: "1",
          verdict: "remove",
          reason: "",
          needs: [],
          action: { kind: "delete" },
        } as const;
        const found = await carryOut([planned], apiServerRequests());
        expect(found).to.have.length(1);
        expect(found[0]).to.include({ verdict: "failed" });
        expect(found[0]?.reason).to.contain("changed meanwhile");
        const other = { ...planned, uid: "another" };
        const [again] = await carryOut([other], apiServerRequests());
        expect(again?.verdict).to.equal("failed");
        expect((await copy()).metadata?.uid).to.equal(metadata?.uid);
      });

      it("is asked for at a terminal, and stays where the answer is no", async () => {
        const { code, stdout } = await onTerminal(() => "n");
        expect(code, stdout).to.equal(1);
        expect(stdout)
          .to.contain("~ remove")
          .and.contain("Nothing was written.");
        await copy();
      });

      it("stays where it was changed after the question", async () => {
        const { code, stdout } = await onTerminal(async () => {
          const labels = { team: "web" };
          await patchSecret(shop.namespace, "dockerhub", {
            metadata: { labels },
          });
          return "y";
        });
        expect(code, stdout).to.equal(1);
        expect(stdout).to.contain("✗ failed");
        await copy();
      });

      it("is removed where the answer is yes", async () => {
        const { code, stdout } = await onTerminal(() => "y");
        expect(code, stdout).to.equal(0);
        expect(stdout).to.contain("✓ removed");
        expect(await readSecret("dockerhub", shop.namespace)).to.equal(null);
      });
    });

    /** Runs the command on a terminal, at which somebody types an answer. */
    async function onTerminal(
      answer: () => string | Promise<string>,
    ): Promise<{ code: number | null; stdout: string }> {
      const main = path.join(repository, "dist", "cli", "main.js");
      const command = [process.execPath, main, "clean", shop.folder];
      const words = [...command, "--garden", core].map((word) => `'${word}'`);
      const child = spawn("script", ["-qec", words.join(" "), "/dev/null"], {
        env: gardenEnvironment({
          HOME: gardenHome(),
          KUBECONFIG: cluster().kubeconfig,
        }),
      });
      let stdout = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        if (text.includes("[y/N]"))
          void Promise.resolve(answer()).then((word) =>
            child.stdin.write(`${word}\n`),
          );
      });
      const code = await new Promise<number | null>((resolve) =>
        child.on("close", resolve),
      );
      return { code, stdout };
    }
  });
});
