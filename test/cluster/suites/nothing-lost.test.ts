import { readFileSync } from "node:fs";
import { Agent, request as ask } from "node:https";
import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import type { ApiAnswer, ApiRequest } from "../../nothing-lost/api.js";
import { createApiServer } from "../../nothing-lost/api-server.js";
import { runSequence, type Outcome } from "../../nothing-lost/run-sequence.js";
import {
  kinds,
  podNamespaces,
  sequences,
  sourceNamespaces,
} from "../../nothing-lost/sequences.js";
import { cluster } from "./shared-cluster.js";

const prefix = "lost-";

/** Controllers make pods of these while a sequence runs, and remove them at a time of their own. */
const controlled = ["ReplicaSet", "ReplicationController"];

/** All that a sequence makes. */
const collections = [
  ...["secrets", "serviceaccounts", "pods"].map((plural) => ["v1", plural]),
  ...["deployments", "statefulsets", "daemonsets", "replicasets"].map(
    (plural) => ["apps/v1", plural],
  ),
  ...["jobs", "cronjobs"].map((plural) => ["batch/v1", plural]),
] as const;

interface Kubeconfig {
  readonly clusters: readonly [
    { cluster: { server: string; "certificate-authority-data": string } },
  ];
  readonly users: readonly [{ user: { token: string } }];
}

/** The API server, asked without any client's retries. */
function realServer(): (request: ApiRequest) => Promise<ApiAnswer> {
  const { clusters, users } = JSON.parse(
    readFileSync(cluster().kubeconfig, "utf8"),
  ) as Kubeconfig;
  const { server, "certificate-authority-data": authority } =
    clusters[0].cluster;
  const agent = new Agent({
    keepAlive: true,
    ca: Buffer.from(authority, "base64"),
  });
  const authorization = `Bearer ${users[0].user.token}`;
  return async ({ method, path, query, body, apply }) =>
    await new Promise((resolve, reject) => {
      const url = new URL(
        `${path}?${String(new URLSearchParams(query))}`,
        server,
      );
      const type = apply ? "application/apply-patch+yaml" : "application/json";
      const text = body === undefined ? "" : JSON.stringify(body);
      const headers = {
        authorization,
        "content-type": type,
        "content-length": Buffer.byteLength(text),
      };
      const sent = ask(url, { agent, method, headers }, (answer) => {
        let found = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => (found += part));
        answer.on("error", reject);
        answer.on("end", () => {
          const { statusCode: status = 0 } = answer;
          try {
            resolve({ status, body: JSON.parse(found) as object });
          } catch {
            reject(new Error(`${method} ${path}: ${String(status)} ${found}`));
          }
        });
      });
      sent.on("error", reject);
      sent.end(text);
    });
}

/** What comes first of requests and objects that differ, with the requests before it; empty where none do. */
function differences(one: Outcome, other: Outcome): string {
  const [here, there] = [one, other].map(({ requests, left }) => [
    ...requests,
    ...left,
  ]) as [unknown[], unknown[]];
  const index = here.findIndex(
    (each, at) => !isDeepStrictEqual(each, there[at]),
  );
  return index === -1 && here.length === there.length
    ? ""
    : JSON.stringify(
        [here.slice(Math.max(index - 5, 0), index + 1), there[index]],
        null,
        1,
      );
}

describe("nothing is lost", function () {
  this.timeout(900_000);
  before(async () => {
    for (const namespace of [...sourceNamespaces, ...podNamespaces])
      await cluster().createNamespace(prefix + namespace);
  });

  it("in 50 sequences against this API server, which does what the one in memory does", async () => {
    const server = realServer();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        sequences(kinds.filter((kind) => !controlled.includes(kind))),
        async (sequence) => {
          await removeEverything(server);
          const real = await runSequence(sequence, server, prefix);
          const answer = createApiServer();
          const inMemory = await runSequence(
            sequence,
            (request) => Promise.resolve(answer(request)),
            prefix,
          );
          expect(differences(real, inMemory)).to.equal("");
          count++;
        },
      ),
      {
        numRuns: 50,
        endOnFailure: true,
        includeErrorInReport: true,
      },
    );
    expect(count).to.be.at.least(50);
  });
});

/** Each namespace's own account stays. */
async function removeEverything(
  server: (request: ApiRequest) => Promise<ApiAnswer>,
): Promise<void> {
  for (const namespace of [...sourceNamespaces, ...podNamespaces])
    for (const [version, plural] of collections) {
      const group = version === "v1" ? "/api/v1" : `/apis/${version}`;
      const path = `${group}/namespaces/${prefix}${namespace}/${plural}`;
      const { status } = await server({
        method: "DELETE",
        path,
        query: {
          fieldSelector: "metadata.name!=default",
          propagationPolicy: "Background",
        },
        apply: false,
      });
      expect(status, path).to.equal(200);
    }
}
