import { causes, type Cause } from "../../../src/diagnose/causes.js";
import { patchedGarden, unpatchedGarden } from "../../garden/process.js";
import { project } from "../../garden/project.js";
import type { Cluster } from "../cluster.js";
import type { BrokenRegistries } from "../hub/broken-registries.js";
import { parseImageName } from "../image-name.js";
import { pullSecretName, type Column } from "./columns.js";
import { watchFailures } from "./failure-watch.js";
import type { Failure } from "./failures.js";

/** What a failure is brought about with. */
export interface Bench {
  readonly cluster: Cluster;
  readonly broken: BrokenRegistries;
  /** With Garden's tools in it. */
  readonly home: string;
}

export interface Cell {
  readonly failure: Failure;
  readonly column: Column;
}

/** What Garden said. */
export interface Said {
  /** The causes that it named. */
  readonly causes: readonly Cause[];
  /** From the kubelet's first failure to the explanation; null where one of the two never came. */
  readonly seconds: number | null;
  readonly code: number | null;
  readonly output: string;
}

/** Garden is ended after so many milliseconds, if it has not ended by itself. */
const limit = 90_000;

let cells = 0;

/** Brings a failure about and lets Garden meet it. */
export async function runCell(
  { cluster, broken, home }: Bench,
  { failure, column }: Cell,
  { patched = true } = {},
): Promise<Said> {
  const namespace = `table-${String(cells++)}`;
  const image = column.gardens ?? failure.image;
  cluster.hub.reset();
  await cluster.createNamespace(namespace);
  await makeSecret(cluster, namespace, failure.secret);
  await cluster.removeImages(image);
  failure.useUp?.(cluster);
  const restore = failure.registry
    ? cluster.redirect(
        parseImageName(image).registry,
        broken.urls[failure.registry],
        failure.mirror && broken.urls[failure.mirror],
      )
    : () => undefined;
  const watch = watchFailures(cluster, namespace);
  const waits = new AbortController();
  const tooLate = AbortSignal.timeout(limit);
  let output = "";
  let explainedAt: number | null = null;
  try {
    const start = {
      cwd: project(column.files(failure, namespace)),
      env: { HOME: home, KUBECONFIG: cluster.kubeconfig },
      signal: AbortSignal.any([waits.signal, tooLate]),
      heard(text: string) {
        output += text;
        if (output.includes("What to do:")) explainedAt ??= Date.now();
        if (waitsIn(output)) waits.abort();
      },
    };
    const garden = patched ? patchedGarden : unpatchedGarden;
    const { code } = await garden(column.args, start);
    const endedAt = Date.now();
    const at = patched ? explainedAt : endedAt;
    const failedAt = await Promise.race([watch.first, aborted(tooLate)]);
    return {
      causes: causesIn(output),
      seconds: at === null || failedAt === null ? null : (at - failedAt) / 1000,
      code,
      output,
    };
  } finally {
    watch.stop();
    restore();
    cluster.hub.reset();
    await cluster.kubectl("delete", "namespace", namespace, "--wait=false");
  }
}

/** Garden breaks lines where it likes. */
function causesIn(output: string): Cause[] {
  const text = output.replace(/\s+/g, " ");
  return (Object.keys(causes) as Cause[]).filter((cause) =>
    text.includes(causes[cause].sentence),
  );
}

/** The last words of an explanation of what may pass. */
function waitsIn(output: string): boolean {
  return output.replace(/\s+/g, " ").includes("Garden waits for it.");
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
}

async function makeSecret(
  cluster: Cluster,
  namespace: string,
  secret: Failure["secret"],
): Promise<void> {
  const { user } = cluster.credentials;
  switch (secret) {
    case undefined:
    case "missing":
      return;
    case "good": {
      await cluster.createPullSecret(namespace, pullSecretName);
      return;
    }
    case "wrong": {
      await cluster.createPullSecret(namespace, pullSecretName, {
        user,
        password: "wrong",
      });
      return;
    }
    case "malformed": {
      await cluster.apply({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: pullSecretName, namespace },
        type: "kubernetes.io/dockerconfigjson",
        stringData: {
          ".dockerconfigjson":
            '{"auths":{"https://index.docker.io/v1/":{"auth":"%%%"}}}',
        },
      });
      return;
    }
  }
}
