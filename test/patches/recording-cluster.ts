import { Readable } from "node:stream";
import type {
  V1Pod,
  V1Secret,
  V1ServiceAccount,
} from "@kubernetes/client-node";
import { lastApplied } from "../../src/manifests/last-applied.js";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import type {
  ActionContext,
  KubernetesProvider,
} from "../../src/garden/garden.js";
import type { KubeApi } from "../../src/garden/kube-api.js";
import type { PatchNames } from "../../src/garden/names.js";
import type { RowContext } from "../../src/patches/patch.js";

/** What a stand-in for Garden's client holds and was asked. */
export interface RecordingCluster {
  readonly api: KubeApi;
  /** The requests, as `create Secret team/hub`. */
  readonly requests: string[];
  /** What the patches may ask of the process. */
  readonly context: RowContext;
}

export interface ClusterContent {
  /** The list of every ServiceAccount. */
  readonly accountList?: readonly string[] | undefined;
  /** What kubectl keeps of the last apply of every ServiceAccount. */
  readonly accountApplied?: V1ServiceAccount | undefined;
  readonly live?: readonly Manifest[];
  /** What a list of pods holds. */
  readonly pods?: readonly V1Pod[];
}

export const namespace = "team";
export const sourceNamespace = "credentials";

let clusters = 0;

/** A cluster whose pull secrets lie in `sourceNamespace`, and no copies anywhere. Each has an address of its own, by
 *  which what is known of it is remembered. */
export function recordingCluster({
  accountList = [],
  accountApplied,
  live = [],
  pods = [],
}: ClusterContent = {}): RecordingCluster {
  const requests: string[] = [];
  const notFound = () =>
    Object.assign(new Error("not found"), { responseStatusCode: 404 });
  const asked = (verb: string, kind: string, place: string, name: string) =>
    void requests.push(`${verb} ${kind} ${place}/${name}`);
  const api: KubeApi = {
    context: `recording-${String(clusters++)}`,
    core: {
      readNamespacedSecret(secret) {
        asked("read", "Secret", secret.namespace, secret.name);
        return secret.namespace === sourceNamespace
          ? Promise.resolve(pullSecret(secret.name))
          : Promise.reject(notFound());
      },
      createNamespacedSecret({ namespace: place, body }) {
        asked("create", "Secret", place, body.metadata?.name ?? "");
        return Promise.resolve();
      },
      replaceNamespacedSecret: () => Promise.reject(notFound()),
      deleteNamespacedSecret: () => Promise.reject(notFound()),
      readNamespacedServiceAccount(account) {
        asked("read", "ServiceAccount", account.namespace, account.name);
        const found: V1ServiceAccount = {
          ...(accountApplied && {
            metadata: {
              annotations: { [lastApplied]: JSON.stringify(accountApplied) },
            },
          }),
          imagePullSecrets: named(accountList),
        };
        return Promise.resolve(found);
      },
      listNamespacedPod: () => Promise.resolve({ items: pods }),
      listNamespacedEvent: () => Promise.resolve({ items: [] }),
    },
    request: ({ path }) => {
      requests.push(`list ${path}`);
      return Promise.resolve({
        body: Readable.from([]),
        json: () => Promise.resolve({ items: pods }),
      });
    },
    readBySpec({ manifest: { kind, metadata } }) {
      const found = live.find(
        (object) =>
          object.kind === kind && object.metadata?.name === metadata?.name,
      );
      return found ? Promise.resolve(found) : Promise.reject(notFound());
    },
  };
  class GardenError extends Error {
    constructor({ message }: { readonly message: string }) {
      super(message);
    }
  }
  const names: PatchNames = {
    KubeApi: { factory: () => Promise.resolve(api) },
    getActionNamespace: () => Promise.resolve(namespace),
    kubectl: () => ({
      stdout: ({ args, input }) => {
        const { metadata, imagePullSecrets } = JSON.parse(
          input.toString(),
        ) as V1ServiceAccount;
        asked(
          args[0] ?? "",
          "ServiceAccount",
          metadata?.namespace ?? "",
          `${metadata?.name ?? ""} ${(imagePullSecrets ?? []).map(({ name }) => name).join()}`,
        );
        return Promise.resolve("");
      },
    }),
    loadTemplate: (template) =>
      template
        .split("\n---\n")
        .filter(Boolean)
        .flatMap((document) => JSON.parse(document) as Manifest[]),
    DeploymentResourceStatusError: class extends GardenError {},
    PodRunnerError: class extends GardenError {},
  };
  return {
    api,
    requests,
    context: {
      name: (name) => names[name],
      configurationError: (message) => new Error(message),
      verdict: () => ({ missing: [], warnings: [] }),
      placeCheck: nothing,
      isAttached: () => true,
      isCheckPlaced: () => true,
      commands: [],
      offline: false,
    },
  };
}

/** A provider with these pull secrets, which puts what is for all projects into `namespace`. */
export function providerWith(
  secrets: readonly string[],
  config: object = {},
): KubernetesProvider {
  return {
    name: "kubernetes",
    config: {
      gardenSystemNamespace: namespace,
      imagePullSecrets: secrets.map((name) => ({
        name,
        namespace: sourceNamespace,
      })),
      ...config,
    },
  };
}

export function contextOf(provider: KubernetesProvider): ActionContext {
  return { provider, command: { name: "deploy" } };
}

export function named(names: readonly string[]): { name: string }[] {
  return names.map((name) => ({ name }));
}

const nothing = () => undefined;
export const log = { info: nothing, warn: nothing, verbose: nothing };

function pullSecret(name: string): V1Secret {
  return {
    metadata: { name, namespace: sourceNamespace },
    type: "kubernetes.io/dockerconfigjson",
    data: { ".dockerconfigjson": "e30=" },
  };
}
