import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

/** The answers of a cluster in which every namespace exists, and nothing else. */
export interface ReadyCluster {
  readonly kubeconfig: string;
  readonly context: string;
  readonly close: () => void;
}

/** Starts it, and writes its kubeconfig into `folder`. It is what `get config` asks of a cluster to prepare a provider. */
export async function readyCluster(folder: string): Promise<ReadyCluster> {
  const server = createServer(({ method = "", url = "" }, response) => {
    const { code, body } = answerTo(method, url.replace(/\?.*/, ""));
    response.writeHead(code, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const context = "ready";
  const kubeconfig = path.join(folder, "kubeconfig.json");
  const cluster = {
    server: `http://127.0.0.1:${String(port)}`,
    "insecure-skip-tls-verify": true,
  };
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": context,
      clusters: [{ name: context, cluster }],
      users: [{ name: context, user: {} }],
      contexts: [
        { name: context, context: { cluster: context, user: context } },
      ],
    }),
  );
  return { kubeconfig, context, close: () => server.close() };
}

function answerTo(
  method: string,
  place: string,
): { readonly code: number; readonly body: object } {
  const version = { major: "1", minor: "34", gitVersion: "v1.34.0" };
  const namespaces = "/api/v1/namespaces";
  if (place === "/version") return { code: 200, body: version };
  if (place === namespaces)
    return {
      code: 200,
      body: method === "GET" ? { items: [] } : namespace("made"),
    };
  if (path.posix.dirname(place) === namespaces)
    return { code: 200, body: namespace(path.posix.basename(place)) };
  return { code: 404, body: { kind: "Status", code: 404 } };
}

function namespace(name: string): object {
  return {
    metadata: { name, uid: name, labels: {}, annotations: {} },
    status: { phase: "Active" },
  };
}
