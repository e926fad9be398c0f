import { readFileSync } from "node:fs";
import { Agent, fetch } from "undici";
import {
  cleanRequests,
  type CleanRequests,
} from "../../../src/cluster/object-requests.js";
import type { KubeApi } from "../../../src/garden/kube-api.js";
import { cluster } from "./shared-cluster.js";

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: Readonly<
      Record<"server" | "certificate-authority-data", string>
    >;
  }[];
  readonly users: readonly { readonly user: { readonly token: string } }[];
}

/** The requests of `clean` to the cluster's API server, without a Garden. */
export function apiServerRequests(): CleanRequests {
  const text = readFileSync(cluster().kubeconfig, "utf8");
  const { clusters, users } = JSON.parse(text) as Kubeconfig;
  const authority = clusters[0]?.cluster["certificate-authority-data"] ?? "";
  const ca = Buffer.from(authority, "base64").toString();
  const dispatcher = new Agent({ connect: { ca } });
  const headers = {
    authorization: `Bearer ${users[0]?.user.token ?? ""}`,
    "content-type": "application/json",
  };
  const request = async ({
    path,
    opts = {},
  }: {
    path: string;
    opts?: { method?: string; query?: Record<string, string>; body?: object };
  }) => {
    const { method = "GET", query = {}, body } = opts;
    const url = new URL(path, cluster().apiServer);
    url.search = new URLSearchParams(query).toString();
    const answer = await fetch(url, {
      method,
      dispatcher,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok)
      // As Garden's client tells it.
      throw Object.assign(new Error(answer.statusText), {
        responseStatusCode: answer.status,
      });
    return answer;
  };
  const quiet = () => undefined;
  const log = { info: quiet, warn: quiet, verbose: quiet };
  return cleanRequests({ request } as unknown as KubeApi, log);
}
