import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { V1Pod, V1Secret } from "@kubernetes/client-node";
import type { KubeApi } from "../../src/garden/kube-api.js";
import type { PodScope } from "../../src/cluster/watch.js";
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
  /** Answers a list of events with this status, if it is not 200. */
  eventsStatus: number;
  /** How many of the requests for pods were refused, or have ended, and whoever asked has taken notice. */
  over(): number;
  /** The namespaces of the open watches. */
  watching(): string[];
  /** Waits until so many watches are open. */
  watched(count?: number): Promise<void>;
  /** Waits for what this server, or one who calls `notice`, brings about. */
  until(holds: () => boolean): Promise<void>;
  /** Has those who wait look again. */
  notice(): void;
  send(type: string, object: object): void;
  sendBytes(bytes: Uint8Array): void;
  breakOff(): void;
  /** Where a command of this session looks. */
  scope(session: string, namespace?: string): PodScope;
}

export async function servePods(): Promise<PodServer> {
  /** The namespace of each open watch. */
  const open = new Map<ServerResponse, string>();
  const requests: string[] = [];
  const warnings: string[] = [];
  const waiting = new Set<() => void>();
  let over = 0;
  const notice = (): void => {
    for (const look of waiting) look();
  };
  const request = (words: string): void => {
    requests.push(words);
    notice();
  };
  /** A turn later, all that follows from it has been done. */
  const end = (): void =>
    void setImmediate(() => {
      over++;
      notice();
    });
  const { url } = await serve((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? "", url);
    const namespace = pathname.split("/").at(-2) ?? "";
    const resource = pathname.split("/").at(-1) ?? "";
    const verb = searchParams.has("watch") ? "watch" : "list";
    request(
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
    open.set(outgoing, namespace);
    notice();
    outgoing.on("close", () => {
      open.delete(outgoing);
      notice();
    });
  });
  const api: KubeApi = {
    // Not its address: a port may come again while this process remembers what another server said.
    context: randomUUID(),
    core: {
      readNamespacedSecret({ name, namespace }) {
        request(`read Secret ${namespace}/${name}`);
        const secret = server.secrets[name];
        return secret ? Promise.resolve(secret) : Promise.reject(failed(404));
      },
      createNamespacedSecret: () => Promise.reject(failed(405)),
      replaceNamespacedSecret: () => Promise.reject(failed(405)),
      deleteNamespacedSecret: () => Promise.reject(failed(405)),
      readNamespacedServiceAccount: () => Promise.reject(failed(405)),
      listNamespacedPod: () => Promise.reject(failed(405)),
      listNamespacedEvent({ namespace, fieldSelector = "" }) {
        request(`list events ${namespace} ${fieldSelector}`);
        return server.eventsStatus === 200
          ? Promise.resolve({ items: server.events })
          : Promise.reject(failed(server.eventsStatus));
      },
    },
    async request({ path, opts }) {
      const target = new URL(path, url);
      for (const [name, value] of Object.entries(opts?.query ?? {}))
        target.searchParams.set(name, value);
      let response: Response;
      try {
        response = await fetch(target);
        if (response.status !== 200) throw failed(response.status);
      } catch (error) {
        end();
        throw error;
      }
      return {
        get body() {
          const body = Readable.fromWeb(response.body as ReadableStream);
          return body.once("close", end);
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
    eventsStatus: 200,
    over: () => over,
    watching: () => [...open.values()],
    watched: (count = 1) => server.until(() => open.size === count),
    until: (holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    notice,
    send(type, object) {
      server.sendBytes(Buffer.from(`${JSON.stringify({ type, object })}\n`));
    },
    sendBytes(bytes) {
      for (const outgoing of open.keys()) outgoing.write(bytes);
    },
    breakOff() {
      for (const outgoing of open.keys()) outgoing.destroy();
    },
    scope: (session, namespace = "team") => ({
      api,
      namespace,
      log: {
        context: { sessionId: session },
        info: () => undefined,
        verbose: () => undefined,
        warn: (message) => {
          warnings.push(message);
          notice();
        },
      },
    }),
  };
  return server;
}

function failed(status: number): Error {
  return Object.assign(new Error("refused"), { responseStatusCode: status });
}
