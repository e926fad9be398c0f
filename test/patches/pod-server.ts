import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { V1Pod, V1Secret } from "@kubernetes/client-node";
import type { KubeApi } from "../../src/garden/kube-api.js";
import type { PodScope } from "../../src/patches/namespace-watch.js";
import { serve } from "../registry/serve.js";

/** An API server that knows the pods of every namespace, and some Secrets. */
export interface PodServer {
  readonly api: KubeApi;
  /** What was asked: `watch team`, `watch events team`, `read Secret team/hub`. */
  readonly requests: string[];
  /** What was said as a warning. */
  readonly warnings: string[];
  /** What watches begin with. */
  pods: V1Pod[];
  events: object[];
  secrets: Record<string, V1Secret>;
  /** Answers requests for pods with this status, if it is not 200. */
  status: number;
  /** How many watches are open. */
  watching(): number;
  /** Waits until so many watches are open. */
  watched(count?: number): Promise<void>;
  send(type: string, object: object): void;
  sendBytes(bytes: Uint8Array): void;
  breakOff(): void;
  /** Where a command of this session looks. */
  scope(session: string, namespace?: string): PodScope;
}

export async function servePods(): Promise<PodServer> {
  const open = new Set<ServerResponse>();
  const requests: string[] = [];
  const warnings: string[] = [];
  const { url } = await serve((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? "", url);
    const namespace = pathname.split("/").at(-2) ?? "";
    const resource = pathname.split("/").at(-1) ?? "";
    const verb = searchParams.has("watch") ? "watch" : "list";
    requests.push(
      [verb, ...(resource === "pods" ? [] : [resource]), namespace].join(" "),
    );
    if (server.status !== 200) {
      outgoing.writeHead(server.status).end();
      return;
    }
    outgoing.flushHeaders();
    const objects = resource === "pods" ? server.pods : server.events;
    outgoing.write(
      objects
        .map((object) => `${JSON.stringify({ type: "ADDED", object })}\n`)
        .join(""),
    );
    open.add(outgoing);
    outgoing.on("close", () => open.delete(outgoing));
  });
  const api: KubeApi = {
    context: url.href,
    core: {
      readNamespacedSecret({ name, namespace }) {
        requests.push(`read Secret ${namespace}/${name}`);
        const secret = server.secrets[name];
        return secret ? Promise.resolve(secret) : Promise.reject(failed(404));
      },
      createNamespacedSecret: () => Promise.reject(failed(405)),
      replaceNamespacedSecret: () => Promise.reject(failed(405)),
      deleteNamespacedSecret: () => Promise.reject(failed(405)),
      readNamespacedServiceAccount: () => Promise.reject(failed(405)),
      listNamespacedPod: () => Promise.reject(failed(405)),
      listNamespacedEvent: () => Promise.reject(failed(405)),
    },
    async request({ path, opts }) {
      const target = new URL(path, url);
      for (const [name, value] of Object.entries(opts?.query ?? {}))
        target.searchParams.set(name, value);
      const response = await fetch(target);
      if (response.status !== 200) throw failed(response.status);
      return {
        get body() {
          return Readable.fromWeb(response.body as ReadableStream);
        },
        json: () => response.json(),
      };
    },
    readBySpec: () => Promise.reject(failed(405)),
  };
  const server: PodServer = {
    api,
    requests,
    warnings,
    pods: [],
    events: [],
    secrets: {},
    status: 200,
    watching: () => open.size,
    watched: (count = 1) => until(() => open.size === count),
    send(type, object) {
      server.sendBytes(Buffer.from(`${JSON.stringify({ type, object })}\n`));
    },
    sendBytes(bytes) {
      for (const outgoing of open) outgoing.write(bytes);
    },
    breakOff() {
      for (const outgoing of open) outgoing.destroy();
    },
    scope: (session, namespace = "team") => ({
      api,
      namespace,
      log: {
        context: { sessionId: session },
        info: () => undefined,
        verbose: () => undefined,
        warn: (message) => void warnings.push(message),
      },
    }),
  };
  return server;
}

function failed(status: number): Error {
  return Object.assign(new Error("refused"), { responseStatusCode: status });
}

/** Waits for what other code brings about; gives up after 5 s. */
export async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; round < 1000; round++) {
    if (holds()) return;
    await new Promise((resolve) => realTimeout(resolve, 5));
  }
  throw new Error(`It did not come about: ${holds.toString()}`);
}

/** Not one that a test has replaced. */
const realTimeout = setTimeout;
