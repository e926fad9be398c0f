import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { watchPods, type PodWatch } from "../pod-watch.js";
import {
  builtImage,
  clusterProject,
  containerDeploy,
  deployment,
  kubernetesDeploy,
  publicImage,
  syncMode,
} from "../projects.js";
import { garden } from "./garden.js";
import { cluster } from "./shared-cluster.js";

const credentials = "every-pod-credentials";
const busybox = "docker.io/library/busybox:1.36";

/** Every kind of pod that Garden can make here. The images are public ones of Docker Hub. */
const actions = [
  { kind: "Build", name: "api", type: "container" },
  containerDeploy("site", publicImage),
  kubernetesDeploy(
    "web",
    [deployment("web", { image: builtImage })],
    syncMode("web"),
  ),
  {
    kind: "Run",
    name: "seed",
    type: "kubernetes-pod",
    spec: {
      podSpec: {
        imagePullSecrets: [{ name: "own" }],
        containers: [{ name: "main", image: busybox, command: ["true"] }],
      },
    },
  },
  {
    kind: "Test",
    name: "smoke",
    type: "container",
    spec: { image: busybox, command: ["true"] },
  },
];

interface Kind {
  readonly title: string;
  readonly command: readonly string[];
  /** The beginning of the pod's name. */
  readonly pod: string;
  /** The image's repository on Docker Hub. */
  readonly repository: string;
  /** The pod's pull secrets, patched and unpatched. */
  readonly patched: readonly string[];
  readonly unpatched: readonly string[];
  /** What Garden does behind the pull can't end well on this machine. */
  readonly endsBadly?: true;
}

const build = ["build", "api", "--force"];
const kinds: readonly Kind[] = [
  {
    title: "sync-util",
    command: build,
    pod: "garden-util-",
    repository: "gardendev/k8s-util",
    patched: ["dockerhub"],
    unpatched: ["dockerhub"],
  },
  {
    title: "a kaniko builder",
    command: build,
    pod: "kaniko-api-",
    repository: "gardendev/k8s-util",
    patched: ["dockerhub"],
    unpatched: ["dockerhub"],
  },
  {
    title: "a container Deploy",
    command: ["deploy", "site"],
    pod: "site-",
    repository: "library/nginx",
    patched: ["dockerhub"],
    unpatched: ["dockerhub"],
  },
  {
    title: "a workload in sync mode",
    command: ["sync", "start", "web", "--deploy"],
    pod: "web-",
    repository: "gardendev/k8s-sync",
    patched: ["from-admin", "dockerhub"],
    unpatched: ["from-admin"],
  },
  {
    title: "a Run with a list of its own",
    command: ["run", "seed"],
    pod: "run-seed-",
    repository: "library/busybox",
    patched: ["own", "dockerhub"],
    unpatched: ["dockerhub"],
  },
  {
    title: "a Test",
    command: ["test", "smoke"],
    pod: "test-smoke-",
    repository: "library/busybox",
    patched: ["dockerhub"],
    unpatched: ["dockerhub"],
  },
  {
    title: "the helper of pull-image",
    command: ["plugins", "local-kubernetes", "pull-image", "--", "api"],
    pod: "pull-image-",
    repository: "gardendev/k8s-util",
    patched: ["from-admin", "dockerhub"],
    unpatched: ["from-admin"],
    endsBadly: true,
  },
];

/** How Docker Hub answered those who asked for an image's manifest; 401 is the challenge before each login. */
function answers(): { repository: string; user: string; status: number }[] {
  return cluster()
    .hub.log()
    .filter(
      ({ kind, method, status }) =>
        kind === "manifest" && method === "GET" && status !== 401,
    )
    .map(({ repository, user = "anonymous", status }) => ({
      repository,
      user,
      status,
    }));
}

describe("every kind of pod, with Docker Hub's anonymous limit used up", function () {
  this.timeout(600_000);
  before(async () => {
    await cluster().createNamespace(credentials);
    await cluster().createPullSecret(credentials, "dockerhub");
  });
  after(removeFolders);

  for (const patched of [true, false]) {
    describe(patched ? "patched" : "unpatched", () => {
      const namespace = patched ? "every-pod" : "every-pod-unpatched";
      let folder: string;
      let pods: PodWatch;
      before(async () => {
        await cluster().createNamespace(namespace);
        folder = clusterProject({
          name: namespace,
          secrets: ["dockerhub"],
          credentials,
          provider: { name: "local-kubernetes", setupIngressController: null },
          actions,
          files: { Dockerfile: `FROM ${busybox}\n` },
        });
        await cluster().kubectl(
          "patch",
          "serviceaccount",
          "default",
          `--namespace=${namespace}`,
          '--patch={"imagePullSecrets":[{"name":"from-admin"}]}',
        );
        pods = watchPods(cluster(), namespace);
      });
      beforeEach(async () => {
        cluster().hub.reset();
        cluster().hub.setAnonymousLimit(0);
        await cluster().removeImages();
      });
      after(async () => {
        pods.stop();
        // The node has room for a few builders only, and other suites bring up theirs.
        await cluster().kubectl(
          "scale",
          "deployments",
          "--all",
          "--replicas=0",
          `--namespace=${namespace}`,
        );
      });

      for (const kind of kinds) {
        const expected = patched ? kind.patched : kind.unpatched;
        const pulls = expected.includes("dockerhub");
        it(`${kind.title} ${pulls ? "pulls with the Secret" : "is refused"}`, async () => {
          const { code, stdout } = await garden(folder, kind.command, {
            patched,
          });
          if (pulls && !kind.endsBadly) expect(code, stdout).to.equal(0);
          expect(await pods.pullSecrets(kind.pod), stdout).to.deep.equal(
            expected,
          );
          const asked = answers();
          if (pulls) {
            expect(asked).to.deep.include({
              repository: kind.repository,
              user: "garden-user",
              status: 200,
            });
            // The pods that were refused before go on asking.
            expect(
              asked.filter(
                ({ user, repository }) =>
                  user === "anonymous" &&
                  (patched || repository === kind.repository),
              ),
            ).to.deep.equal([]);
          } else {
            expect(asked).to.deep.include({
              repository: kind.repository,
              user: "anonymous",
              status: 429,
            });
          }
        });
      }
    });
  }
});
