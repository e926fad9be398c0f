import type { V1Secret } from "@kubernetes/client-node";
import { SecretError, type SecretApi } from "../secrets/secret-api.js";
import type { KubeApi } from "./garden.js";

/** Garden retries what is worth it, but waits for an answer forever. */
const timeoutMs = 20_000;

/** The Secret requests, by Garden's own client: its retries, proxies and credentials. */
export function secretApi(api: KubeApi): SecretApi {
  const { core } = api;
  return {
    read: async (name, namespace) =>
      await request("reading", name, namespace, [404], null, () =>
        core.readNamespacedSecret({ name, namespace }),
      ),
    create: async (secret, namespace) =>
      await request(
        "creating",
        nameOf(secret),
        namespace,
        [409],
        false,
        async () => {
          await core.createNamespacedSecret({ namespace, body: secret });
          return true;
        },
      ),
    update: async (secret, namespace) =>
      await request(
        "updating",
        nameOf(secret),
        namespace,
        [404, 409],
        false,
        async () => {
          await core.replaceNamespacedSecret({
            name: nameOf(secret),
            namespace,
            body: secret,
          });
          return true;
        },
      ),
    remove: async (name, namespace, uid) =>
      await request(
        "deleting",
        name,
        namespace,
        [404, 409],
        false,
        async () => {
          await core.deleteNamespacedSecret({
            name,
            namespace,
            body: { preconditions: { uid } },
          });
          return true;
        },
      ),
  };
}

function nameOf(secret: V1Secret): string {
  return secret.metadata?.name ?? "";
}

/** `send`'s answer, or `otherwise` for an expected status. Errors name the Secret and never quote it. */
async function request<T>(
  verb: string,
  name: string,
  namespace: string,
  expected: readonly number[],
  otherwise: T,
  send: () => Promise<T>,
): Promise<T> {
  const what = `${verb} Secret '${name}' in namespace '${namespace}'`;
  try {
    return await withTimeout(send(), what);
  } catch (error) {
    if (error instanceof SecretError) throw error;
    const { responseStatusCode, apiMessage, code } = error as {
      responseStatusCode?: number;
      apiMessage?: string;
      code?: string;
    };
    if (
      responseStatusCode !== undefined &&
      expected.includes(responseStatusCode)
    )
      return otherwise;
    throw new SecretError(
      `Failed ${what}: ${reasonOf(responseStatusCode, apiMessage, code)}`,
    );
  }
}

function reasonOf(
  status: number | undefined,
  message: string | undefined,
  code: string | undefined,
): string {
  if (status === 403)
    return `the right is missing (${message ?? "403"}). See docs/rbac.yaml for what is needed`;
  if (status !== undefined)
    return `the API server answered ${String(status)}${message ? `: ${message}` : ""}`;
  return `the API server could not be asked${code === undefined ? "" : ` (${code})`}`;
}

async function withTimeout<T>(answer: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new SecretError(
          `Failed ${what}: no answer from the API server within ${String(timeoutMs / 1000)} s`,
        ),
      );
    }, timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
