import type { Files } from "../../garden/project.js";
import {
  containerDeploy,
  deployment,
  kubernetesDeploy,
  projectFiles,
} from "../projects.js";
import { providedRegistry } from "../kubelet.js";
import type { Failure } from "./failures.js";

/** A column of the table: what makes the pod, and which container of it fails. */
export interface Column {
  readonly title: string;
  readonly args: readonly string[];
  /** Garden's own image, where that is the one that fails. */
  readonly gardens?: string;
  /** Why a failure can't be brought about here, or null. */
  readonly impossible: (failure: Failure) => string | null;
  readonly files: (failure: Failure, namespace: string) => Files;
}

export const pullSecretName = "pull";
export const missingSecretName = "absent";
const otherImage = "docker.io/library/nginx:1.27";

const possible = (): null => null;

const secretOf = ({ secret }: Failure): string[] =>
  secret === undefined
    ? []
    : [secret === "missing" ? missingSecretName : pullSecretName];

/** A project with this one action, and this provider config. */
const oneAction = (
  namespace: string,
  config: object,
  provider: object = {},
): Files =>
  projectFiles({
    name: namespace,
    provider: { buildMode: "local-docker", ...provider },
    actions: [{ timeout: 40, ...config }],
  });

const withProviderList = (failure: Failure, namespace: string): object => ({
  imagePullSecrets: secretOf(failure).map((name) => ({ name, namespace })),
});

function podSpec(failure: Failure, isInit: boolean): object {
  const { image, pullPolicy, isVolume } = failure;
  const failing = isVolume
    ? {
        image: otherImage,
        volumeMounts: [{ name: "data", mountPath: "/data" }],
      }
    : {
        image,
        ...(pullPolicy !== undefined && { imagePullPolicy: pullPolicy }),
      };
  const lists = secretOf(failure).map((name) => ({ name }));
  return {
    ...(lists.length > 0 && { imagePullSecrets: lists }),
    ...(isVolume && {
      volumes: [{ name: "data", image: { reference: image } }],
    }),
    ...(isInit && {
      initContainers: [{ name: "prepare", command: ["true"], ...failing }],
    }),
    containers: [
      {
        name: "main",
        command: ["true"],
        ...(isInit ? { image: otherImage } : failing),
      },
    ],
  };
}

const deployOfManifests =
  (isInit: boolean) =>
  (failure: Failure, namespace: string): Files => {
    const manifest = deployment("web", { podSpec: podSpec(failure, isInit) });
    return oneAction(namespace, kubernetesDeploy("web", [manifest]));
  };

const kubernetesPod =
  (kind: "Run" | "Test") =>
  (failure: Failure, namespace: string): Files =>
    oneAction(namespace, {
      kind,
      name: "seed",
      type: "kubernetes-pod",
      spec: { podSpec: podSpec(failure, false) },
    });

const missingIsRefused = ({ secret }: Failure): string | null =>
  secret === "missing" ? "refused before a pod is made" : null;

const builder =
  (buildMode: "kaniko" | "cluster-buildkit") =>
  (failure: Failure, namespace: string): Files => ({
    ...oneAction(
      namespace,
      { kind: "Build", name: "api", type: "container" },
      { buildMode, ...withProviderList(failure, namespace) },
    ),
    Dockerfile: "FROM docker.io/library/busybox:1.36\n",
  });

/** Garden takes the containers of such a pod, and no volumes. */
const volumesAreLeftOut = ({ isVolume }: Failure): string | null =>
  isVolume ? "Garden leaves volumes out" : null;

const ofGardensImage = (failure: Failure): string | null =>
  failure.pullPolicy !== undefined ||
  failure.isVolume ||
  failure.cause === "invalid-image-name" ||
  failure.image.startsWith(providedRegistry)
    ? "Garden's own image"
    : null;

export const columns: readonly Column[] = [
  {
    title: "`kubernetes` Deploy, main",
    args: ["deploy", "web"],
    impossible: possible,
    files: deployOfManifests(false),
  },
  {
    title: "`kubernetes` Deploy, init",
    args: ["deploy", "web"],
    impossible: possible,
    files: deployOfManifests(true),
  },
  {
    title: "`container` Deploy",
    args: ["deploy", "web"],
    impossible: (failure) =>
      failure.pullPolicy === undefined && !failure.isVolume
        ? missingIsRefused(failure)
        : "no such option",
    files: (failure, namespace) =>
      oneAction(
        namespace,
        containerDeploy("web", failure.image),
        withProviderList(failure, namespace),
      ),
  },
  {
    title: "Run",
    args: ["run", "seed"],
    impossible: volumesAreLeftOut,
    files: kubernetesPod("Run"),
  },
  {
    title: "Test",
    args: ["test", "seed"],
    impossible: volumesAreLeftOut,
    files: kubernetesPod("Test"),
  },
  {
    title: "kaniko",
    args: ["build", "api", "--force"],
    gardens: "gcr.io/kaniko-project/executor:v1.11.0-debug",
    impossible: (failure) =>
      failure.registry === undefined
        ? (ofGardensImage(failure) ?? "not on Docker Hub")
        : ofGardensImage(failure),
    files: builder("kaniko"),
  },
  {
    title: "buildkit",
    args: ["build", "api", "--force"],
    gardens: "docker.io/gardendev/buildkit:v0.12.2-1",
    impossible: (failure) =>
      ofGardensImage(failure) ??
      missingIsRefused(failure) ??
      (failure.cause === "not-found-or-private" ? "public" : null),
    files: builder("cluster-buildkit"),
  },
];
