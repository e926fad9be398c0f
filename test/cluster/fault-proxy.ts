import { once } from "node:events";
import { readFileSync } from "node:fs";
import {
  createServer,
  request as requestUpstream,
  type RequestOptions,
} from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import type { Cluster } from "./cluster.js";

/**
 * An HTTP status instead of the answer, a connection that is reset before the request gets through (`reset`) or after
 * (`lost answer`), or one on which nothing happens until the client goes (`hang`).
 */
export type Fault = number | "reset" | "lost answer" | "hang";

/** Which requests are answered wrongly: of those that match, `times` in a row. */
export interface FaultRule {
  readonly method: string;
  /** Tried on the path without its query. */
  readonly path: RegExp;
  readonly fault: Fault;
  readonly times: number;
  /** How many that match pass before the first is answered wrongly. */
  readonly skips?: number;
}

export interface FaultProxy {
  /** The path of a kubeconfig with all rights, by way of this proxy. */
  readonly kubeconfig: string;
  /** How many requests were answered wrongly. */
  readonly faults: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts a proxy before the cluster's API server. All that the rule doesn't mean passes as it is. */
export async function startFaultProxy(
  cluster: Cluster,
  name: string,
  rule: FaultRule,
): Promise<FaultProxy> {
  const certificates = join(cluster.folder, "certificates");
  const read = (file: string) => readFileSync(join(certificates, file));
  const ca = read("ca.crt");
  let skips = rule.skips ?? 0;
  let faults = 0;
  const server = createServer(
    { cert: read("kube-apiserver.crt"), key: read("kube-apiserver.key") },
    (request, response) => {
      const forward = (answer: boolean) =>
        passOn(cluster.apiServer, { ca }, request, response, answer);
      if (!isMeant(rule, request) || skips-- > 0 || faults >= rule.times) {
        forward(true);
        return;
      }
      faults++;
      fail(rule, request, response, forward);
    },
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    kubeconfig: cluster.writeKubeconfig(
      name,
      adminToken(cluster),
      `https://127.0.0.1:${port}`,
    ),
    faults: () => faults,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function isMeant({ method, path }: FaultRule, request: IncomingMessage) {
  const [pathname = ""] = (request.url ?? "").split("?");
  return request.method === method && path.test(pathname);
}

function adminToken({ kubeconfig }: Cluster): string {
  const { users } = JSON.parse(readFileSync(kubeconfig, "utf8")) as {
    users: { user: { token: string } }[];
  };
  return users[0]?.user.token ?? "";
}

function fail(
  { fault }: FaultRule,
  request: IncomingMessage,
  response: ServerResponse,
  forward: (answer: boolean) => void,
): void {
  if (typeof fault === "number") {
    request.resume();
    response.writeHead(fault, {
      "content-type": "application/json",
      ...(fault === 429 && { "retry-after": "1" }),
    });
    response.end(
      JSON.stringify({
        apiVersion: "v1",
        kind: "Status",
        status: "Failure",
        message: "injected by the fault proxy",
        code: fault,
      }),
    );
  } else if (fault === "lost answer") {
    forward(false);
  } else if (fault === "reset") {
    request.socket.destroy();
  }
}

/** Sends the request on, and the answer back; without `answer`, the client's connection ends once there is one. */
function passOn(
  apiServer: string,
  options: RequestOptions,
  request: IncomingMessage,
  response: ServerResponse,
  answer: boolean,
): void {
  const upstream = requestUpstream(new URL(request.url ?? "/", apiServer), {
    ...options,
    method: request.method ?? "GET",
    headers: request.headers,
  });
  upstream.on("response", (found) => {
    if (answer) {
      response.writeHead(found.statusCode ?? 502, found.headers);
      found.pipe(response);
    } else {
      found.resume();
      request.socket.destroy();
    }
  });
  upstream.on("error", () => request.socket.destroy());
  response.on("close", () => upstream.destroy());
  request.pipe(upstream);
}
