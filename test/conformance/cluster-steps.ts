import { provider, type Line } from "./project.js";

/** What rows about pods are about. */
export function aboutPods(patched: boolean): string {
  return `pod on a cluster, ${patched ? "with" : "without"} the patch`;
}

/** What is said of a pod whose images were pulled. */
export const pulls = "pulls with the Secret";

/** A kind of pod that Garden makes. */
export interface PodKind {
  readonly what: string;
  /** The beginning of the pod's name. */
  readonly pod: string;
  /** The repository on Docker Hub that it pulls from. */
  readonly repository: string;
  /** Its pull secrets, with the patch. */
  readonly names: readonly string[];
  /** The Gardens that may not pull it without the patch. */
  readonly refused: string | null;
}

/** A command of Garden's that makes pods. */
export interface Step {
  readonly command: (line: Line) => readonly string[];
  readonly makes: readonly PodKind[];
  /** It goes on until somebody ends it, and wants a terminal. */
  readonly stays?: (line: Line) => boolean;
  /** Only this line of Garden has it. */
  readonly only?: Line;
  /** What it does behind the pull can't end well on a cluster of stand-ins. */
  readonly endsBadly?: true;
  /** Needs `run --workloads`. */
  readonly workloads?: true;
  /** Where its pods are, if not in the project's namespace for the environment `dev`. */
  readonly place?: "ci" | "system";
}

const all = ">=0.13.20";
const build = (environment: string) => () => [
  ...["build", "api", "--force"],
  ...["--env", environment],
];

/** In this order: a Secret that Garden copies for one pod serves the others of its namespace, too. */
export const steps: readonly Step[] = [
  {
    command: (line) =>
      line === "0.13"
        ? ["sync", "start", "web", "--deploy"]
        : ["deploy", "web", "--sync=web"],
    stays: (line) => line === "0.14",
    makes: [
      {
        what: "sync mode",
        pod: "web-",
        repository: "gardendev/k8s-sync",
        names: ["web-team", ...provider],
        // From 0.13.43 on the references are there, the Secrets are not.
        refused: ">=0.13.20 <0.13.50",
      },
    ],
  },
  {
    command: build("dev"),
    makes: [
      {
        what: "buildkit builder",
        pod: "garden-buildkit-",
        repository: "gardendev/buildkit",
        names: provider,
        refused: null,
      },
    ],
  },
  {
    command: build("ci"),
    place: "ci",
    makes: [
      {
        what: "sync-util",
        pod: "garden-util-",
        repository: "gardendev/k8s-util",
        names: provider,
        refused: null,
      },
      {
        what: "kaniko builder",
        pod: "kaniko-api-",
        repository: "gardendev/k8s-util",
        names: provider,
        refused: null,
      },
    ],
  },
  {
    command: () => ["deploy", "plain"],
    makes: [
      {
        what: "container Deploy",
        pod: "plain-",
        repository: "library/nginx",
        names: provider,
        refused: null,
      },
    ],
  },
  {
    command: () => ["run", "seed", "--force"],
    makes: [
      {
        what: "Run",
        pod: "run-seed-",
        repository: "library/busybox",
        names: provider,
        refused: null,
      },
    ],
  },
  {
    command: () => ["run", "own", "--force"],
    makes: [
      {
        what: "Run with a list of its own",
        pod: "run-own-",
        repository: "library/busybox",
        names: ["own", "shop-registry", "dockerhub"],
        refused: null,
      },
    ],
  },
  {
    command: () => ["test", "smoke", "--force"],
    makes: [
      {
        what: "Test",
        pod: "test-smoke-",
        repository: "library/busybox",
        names: provider,
        refused: null,
      },
    ],
  },
  {
    command: () => ["plugins", "kubernetes", "pull-image", "--", "api"],
    endsBadly: true,
    makes: [
      {
        what: "helper of pull-image",
        pod: "pull-image-",
        repository: "gardendev/k8s-util",
        names: provider,
        refused: all,
      },
    ],
  },
  {
    command: () => ["deploy", "proxied"],
    workloads: true,
    makes: [
      {
        what: "kubernetes Deploy (--workloads)",
        pod: "proxied-",
        repository: "library/nginx",
        names: provider,
        refused: all,
      },
    ],
  },
  {
    command: () => ["deploy", "proxied", "--local-mode=proxied"],
    only: "0.13",
    stays: () => true,
    makes: [
      {
        what: "local mode",
        pod: "proxied-",
        repository: "gardendev/k8s-reverse-proxy",
        names: provider,
        refused: all,
      },
    ],
  },
  {
    // Garden believes a status of the provider that it has found good for an hour.
    command: () => ["deploy", "plain", "--env", "ingress", "--force-refresh"],
    place: "system",
    makes: [
      {
        what: "default backend",
        pod: "default-backend-",
        repository: "gardendev/default-backend",
        names: provider,
        refused: all,
      },
    ],
  },
];
