import type { KubeApi, KubeRequest } from "../../src/garden/kube-api.js";

/** A request to an API server. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Whether the body is an apply. */
  readonly apply: boolean;
}

export interface ApiAnswer {
  /** 0: the connection was reset. */
  readonly status: number;
  readonly body: object;
}

export type Send = (request: ApiRequest) => Promise<ApiAnswer>;

/** Garden's client over `send`, as far as Secrets, ServiceAccounts and workloads are asked for. It stands in for the real
 *  one, whose retries would hide what an API server answers. */
export function kubeApi(send: Send): KubeApi {
  const ask = async (
    method: string,
    path: string,
    { query = {}, body, apply = false }: Partial<ApiRequest> = {},
  ): Promise<object> => {
    const request = { method, path, query, apply, ...(body && { body }) };
    const answer = await send(request);
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    const { message } = answer.body as { message?: string };
    throw Object.assign(
      new Error("the request failed"),
      answer.status === 0
        ? { code: "ECONNRESET" }
        : { responseStatusCode: answer.status, apiMessage: message ?? "" },
    );
  };
  const secrets = (namespace: string, name?: string) =>
    `/api/v1/namespaces/${namespace}/secrets${name === undefined ? "" : `/${name}`}`;
  return {
    context: "generated",
    config: {
      getCurrentCluster: () => ({ server: "https://generated.test" }),
      applyToFetchOptions: () => Promise.resolve({ headers: new Headers() }),
    },
    core: {
      readNamespacedSecret: ({ name, namespace }) =>
        ask("GET", secrets(namespace, name)),
      createNamespacedSecret: ({ namespace, body }) =>
        ask("POST", secrets(namespace), { body }),
      replaceNamespacedSecret: ({ name, namespace, body }) =>
        ask("PUT", secrets(namespace, name), { body }),
      deleteNamespacedSecret: ({ name, namespace, body }) =>
        ask("DELETE", secrets(namespace, name), { body }),
      readNamespacedServiceAccount: notAsked,
      listNamespacedPod: notAsked,
      listNamespacedEvent: notAsked,
    },
    async request(this: KubeApi, { path, opts = {} }: KubeRequest) {
      const { method = "GET", query = {}, body } = opts;
      const options = await this.config?.applyToFetchOptions?.({ method });
      const headers = options?.headers as Headers;
      // As Garden's does with a body.
      headers.set("content-type", "application/json");
      const apply = headers.get("content-type") !== "application/json";
      const answer = await ask(method, path, {
        query,
        apply,
        ...(body && { body }),
      });
      const nothing: AsyncIterable<string> = {
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.resolve({ done: true, value: undefined }),
        }),
      };
      return { body: nothing, json: () => Promise.resolve(answer) };
    },
    readBySpec: notAsked,
  };
}

function notAsked(): Promise<never> {
  return Promise.reject(new Error("the sequences do not ask for this"));
}
