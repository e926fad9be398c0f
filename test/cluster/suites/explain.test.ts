import { EventEmitter, once } from "node:events";
import type { CoreV1Event } from "@kubernetes/client-node";
import { expect } from "chai";
import type { PodDiagnosis } from "../../../src/diagnose/cluster-objects.js";
import { cli, type Ended } from "../../garden/process.js";
import { core, removeFolders } from "../../garden/project.js";
import {
  clusterProject,
  containerDeploy,
  deployment,
  kubernetesDeploy,
  publicImage,
} from "../projects.js";
import type { ApiRequest } from "../audit.js";
import {
  startBrokenRegistries,
  type BrokenRegistries,
} from "../hub/broken-registries.js";
import { forward } from "../hub/forward.js";
import { listen } from "../hub/listen.js";
import { whenListed } from "../watch.js";
import { garden, gardenHome } from "./garden.js";
import { cluster } from "./shared-cluster.js";

const credentials = "explain-credentials";

/** A project with a `kubernetes` Deploy, a `container` Deploy and a Run of one image, with these pull secrets. */
async function explainProject(
  namespace: string,
  image: string,
  secrets: readonly string[] = [],
): Promise<string> {
  await cluster().createNamespace(namespace);
  return projectOf(namespace, image, secrets);
}

function projectOf(
  namespace: string,
  image: string,
  secrets: readonly string[] = [],
): string {
  const deploy = (name: string, manifest: object, more: object = {}) => ({
    ...kubernetesDeploy(name, [manifest]),
    timeout: 60,
    ...more,
  });
  const prepare = { name: "prepare", image, command: ["true"] };
  return clusterProject({
    name: namespace,
    secrets,
    credentials,
    provider: { buildMode: "local-docker" },
    actions: [
      deploy("web", deployment("web", { image })),
      deploy("short", deployment("short", { image }), { timeout: 15 }),
      deploy(
        "listing",
        deployment("listing", {
          image,
          podSpec: { imagePullSecrets: [{ name: "absent" }] },
          spec: { replicas: 2 },
        }),
      ),
      deploy(
        "db",
        {
          ...deployment("db", { image, spec: { serviceName: "db" } }),
          kind: "StatefulSet",
        },
        { dependencies: ["deploy.web"] },
      ),
      deploy(
        "init",
        deployment("init", { podSpec: { initContainers: [prepare] } }),
      ),
      { ...containerDeploy("app", image), timeout: 60 },
      {
        kind: "Run",
        name: "seed",
        type: "container",
        timeout: 60,
        spec: { image, command: ["true"] },
      },
    ],
  });
}

describe("failed pulls", () => {
  let broken: BrokenRegistries;
  before(async () => {
    broken = await startBrokenRegistries();
    await cluster().createNamespace(credentials);
    await cluster().createPullSecret(credentials, "dockerhub");
  });
  beforeEach(async () => {
    cluster().hub.reset();
    await cluster().removeImages();
  });
  after(async () => {
    await broken.stop();
    cluster().hub.reset();
    removeFolders();
  });

  for (const args of [
    ["deploy", "web"],
    ["deploy", "init"],
    ["deploy", "app"],
    ["run", "seed"],
  ]) {
    it(`are explained by ${args.join(" ")}: 429 without a credential`, async () => {
      const cwd = await explainProject(
        `explain-429-${args.join("-")}`,
        "docker.io/library/busybox:1.36",
      );
      cluster().hub.setAnonymousLimit(0);
      const { code, stdout, stderr } = await garden(cwd, args);
      expect(code).to.equal(1);
      expect((stdout + stderr).replace(/\s+/g, " ")).to.contain(
        "The registry's limit for anonymous pulls from this address is used up (429): no credential was sent. The pod lists no pull secrets.",
      );
    });
  }

  it("are explained by a Run with artifacts, whose pod Garden starts in another way", async () => {
    const name = "explain-artifacts";
    await cluster().createNamespace(name);
    const cwd = clusterProject({
      name,
      credentials,
      provider: { buildMode: "local-docker" },
      actions: [
        {
          kind: "Run",
          name: "report",
          type: "container",
          timeout: 60,
          spec: {
            image: "docker.io/library/nginx:9",
            command: ["true"],
            artifacts: [{ source: "/report/*" }],
          },
        },
      ],
    });
    const { code, stdout, stderr } = await garden(cwd, ["run", "report"]);
    expect(code).to.equal(1);
    const said = (stdout + stderr).replace(/\s+/g, " ");
    expect(said).to.contain("The registry has no such tag or digest.");
    expect(said).not.to.contain("Cannot read properties");
  });

  describe("while a registry is away for some seconds", () => {
    const away: readonly { title: string; begin: () => () => void }[] = [
      ...[503, 500].map((status) => ({
        title: `answers ${String(status)}`,
        begin: () => {
          cluster().hub.setOutage(true, status);
          return () => cluster().hub.setOutage(false);
        },
      })),
      {
        title: "refuses connections",
        begin: () => cluster().redirect("docker.io", broken.urls.closed),
      },
    ];
    for (const { title, begin } of away) {
      it(`${title}: the Deploy waits, and comes up`, async () => {
        const namespace = `away-${title.replaceAll(/\W+/g, "-")}`;
        const cwd = await explainProject(namespace, publicImage);
        const { code, stdout } = await deployAway(cwd, begin);
        expect(code, stdout).to.equal(0);
        expect(stdout).to.contain("Garden waits for it.");
      });
    }

    it("unpatched, the Deploy fails at once", async () => {
      const cwd = await explainProject("away-unpatched", publicImage);
      const { code, stdout } = await deployAway(
        cwd,
        () => cluster().redirect("docker.io", broken.urls.closed),
        false,
      );
      expect(code).to.equal(1);
      expect(stdout).to.match(/ErrImagePull|ImagePullBackOff/);
    });

    it("and stays away: the Deploy ends at Garden's time-out, with the cause", async () => {
      const cwd = await explainProject("away-for-good", publicImage);
      cluster().hub.setOutage(true, 500);
      const started = Date.now();
      const { code, stdout } = await garden(cwd, ["deploy", "short"]);
      expect(code).to.equal(1);
      expect((Date.now() - started) / 1000).to.be.within(15, 40);
      const text = stdout.replace(/\s+/g, " ");
      expect(text).to.match(
        /The registry answered with an error of its own\..*What to do:.*Timed out waiting for deploy\.short to deploy after 15 seconds/,
      );
      expect(text.split("What to do:")).to.have.length(2);
    });
  });

  /** The registry is away until Garden has reported the failed pull, and says that it waits; unpatched, until its end. */
  async function deployAway(
    cwd: string,
    begin: () => () => void,
    patched = true,
  ): Promise<Ended> {
    const end = begin();
    let said = "";
    try {
      return await garden(cwd, ["deploy", "web"], {
        patched,
        heard(text) {
          said += text;
          if (said.includes("Garden waits for it.")) end();
        },
      });
    } finally {
      end();
    }
  }

  describe("end no Deploy that comes up", () => {
    it("a pull that takes until Garden waits for the pod", async () => {
      const waits = new EventEmitter();
      const waited = once(waits, "wait");
      const slow = await listen(async (incoming, outgoing) => {
        await waited;
        const { url } = cluster().otherRegistries;
        const upstream = { url, authorization: "" };
        await forward(upstream, incoming, incoming.url ?? "/", outgoing);
      });
      const restore = cluster().redirect("registry.example.test", slow.url);
      try {
        const image = "registry.example.test/a/b:1";
        const cwd = await explainProject("slow-pull", image);
        const { code, stdout } = await garden(cwd, ["deploy", "web"], {
          heard(text) {
            if (text.includes("Waiting for resources")) waits.emit("wait");
          },
        });
        expect(code, stdout).to.equal(0);
      } finally {
        restore();
        await slow.stop();
      }
    });

    it("a pod of an earlier revision, or of another user, that keeps failing", async () => {
      const namespace = "replaced";
      const bad = await explainProject(namespace, "docker.io/library/nginx:9");
      expect((await garden(bad, ["deploy", "web"])).code).to.equal(1);
      await cluster().apply({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "web-of-others", namespace, labels: { app: "web" } },
        spec: {
          containers: [{ name: "web", image: "docker.io/library/nginx:9" }],
        },
      });
      const good = projectOf(namespace, publicImage);
      const { code, stdout } = await garden(good, ["deploy", "web"]);
      expect(code, stdout).to.equal(0);
    });

    const projectWith = (namespace: string, value: string) => {
      const main = {
        name: "main",
        image: "docker.io/acme/web:1.0",
        env: [{ name: "REVISION", value }],
      };
      const podSpec = {
        containers: [main],
        imagePullSecrets: [{ name: "own" }],
      };
      return clusterProject({
        name: namespace,
        secrets: ["dockerhub"],
        credentials,
        actions: [kubernetesDeploy("web", [deployment("web", { podSpec })])],
      });
    };

    it("a pod that was first pulled without its Secret, until the node tries again", async () => {
      const namespace = "late-secret";
      await cluster().createNamespace(namespace);
      const project = projectWith(namespace, "1");
      const refused = await garden(project, ["deploy"], { patched: false });
      expect(refused.code).to.equal(1);
      // After a second try, the node waits 20 s.
      await whenListed(
        cluster(),
        `/api/v1/namespaces/${namespace}/events`,
        (events) =>
          (events as CoreV1Event[]).some(
            ({ message = "", count = 0 }) =>
              message.startsWith("Failed to pull image") && count > 1,
          ),
      );
      await cluster().createPullSecret(namespace, "own");
      const { code, stdout } = await garden(project, ["deploy"]);
      expect(code, stdout).to.equal(0);
    });

    it("a pod of an earlier revision with the same image and Secret, which was not there yet", async () => {
      const namespace = "same-image";
      await cluster().createNamespace(namespace);
      const refused = await garden(projectWith(namespace, "1"), ["deploy"]);
      expect(refused.code).to.equal(1);
      await cluster().createPullSecret(namespace, "own");
      const { code, stdout } = await garden(projectWith(namespace, "2"), [
        "deploy",
      ]);
      expect(code, stdout).to.equal(0);
    });

    it("an old event of a pod of the same name", async () => {
      const namespace = "old-event";
      const cwd = await explainProject(namespace, publicImage);
      await cluster().apply({
        apiVersion: "v1",
        kind: "Event",
        metadata: { name: "db-0.1", namespace },
        involvedObject: {
          apiVersion: "v1",
          kind: "Pod",
          name: "db-0",
          namespace,
          fieldPath: "spec.containers{main}",
        },
        type: "Warning",
        reason: "BackOff",
        message: `Back-off pulling image "${publicImage}": ErrImagePull: 429 Too Many Requests`,
        firstTimestamp: "2020-01-01T00:00:00Z",
        lastTimestamp: "2020-01-01T00:00:00Z",
        source: { component: "kubelet" },
      });
      const { code, stdout } = await garden(cwd, ["deploy", "db"]);
      expect(code, stdout).to.equal(0);
    });
  });

  describe("cost the API server", () => {
    const ours = (requests: readonly ApiRequest[]) =>
      requests
        .filter(({ user }) => user === "cluster-admin")
        .filter(
          ({ verb, resource, name }) =>
            verb === "watch" || (resource === "secrets" && name === "absent"),
        )
        .map(({ verb, resource }) => `${verb} ${resource}`);

    it("one watch where all is well", async () => {
      const cwd = await explainProject("costs-well", publicImage);
      const mark = await cluster().audit.mark();
      const { code, stdout } = await garden(cwd, [
        "deploy",
        "web",
        "db",
        "app",
      ]);
      expect(code, stdout).to.equal(0);
      const requests = await cluster().audit.since(mark);
      expect(ours(requests)).to.deep.equal(["watch pods"]);
    });

    it("and one read of each Secret that the pod lists where a pull failed", async () => {
      const cwd = await explainProject(
        "costs-failure",
        "docker.io/library/nginx:9",
      );
      const mark = await cluster().audit.mark();
      const { code } = await garden(cwd, ["deploy", "listing"]);
      expect(code).to.equal(1);
      const requests = await cluster().audit.since(mark);
      expect(ours(requests)).to.have.members(["get secrets", "watch pods"]);
    });
  });

  it("are found by explain [dir], pod by pod", async () => {
    const namespace = "explain-project";
    const cwd = await explainProject(namespace, "docker.io/library/nginx:9");
    await garden(cwd, ["deploy", "web"]);
    const { code, stdout, stderr } = await cli(
      ["explain", cwd, "--garden", core, "-o", "json"],
      {
        cwd,
        env: { HOME: gardenHome(), KUBECONFIG: cluster().kubeconfig },
      },
    );
    expect(code, stderr).to.equal(0);
    const found = JSON.parse(stdout) as PodDiagnosis[];
    expect(
      found.map(({ pod, cause, ...rest }) => [
        rest.namespace,
        pod.replace(/-\w+-\w+$/, ""),
        cause,
      ]),
    ).to.deep.equal([[namespace, "web", "tag-not-found"]]);
  });
});
