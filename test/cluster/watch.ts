import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Cluster } from "./cluster.js";

interface ObjectList {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly unknown[];
}

/**
 * Waits until the objects of an API path, like `/api/v1/namespaces/shop/pods`, are as they are looked for: `find` is
 * asked once for what is there and once after each change, until it answers with something. `query` narrows the list, like
 * `{ fieldSelector: "metadata.name=web" }`.
 */
export async function whenListed<T>(
  { kubectl, binaries, kubeconfig }: Cluster,
  path: string,
  find: (objects: readonly unknown[]) => T | null | undefined | false,
  query: Readonly<Record<string, string>> = {},
): Promise<T> {
  const urlOf = (more: Readonly<Record<string, string>>) =>
    `${path}?${String(new URLSearchParams({ ...query, ...more }))}`;
  for (;;) {
    const text = await kubectl("get", "--raw", urlOf({}));
    const { metadata, items } = JSON.parse(text) as ObjectList;
    const found = find(items);
    if (found !== null && found !== undefined && found !== false) return found;
    const changes = urlOf({
      watch: "true",
      resourceVersion: metadata.resourceVersion,
    });
    const watch = spawn(
      binaries.kubectl,
      ["get", `--kubeconfig=${kubeconfig}`, "--raw", changes],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    // The API server ends a watch after some minutes.
    await Promise.race([once(watch.stdout, "data"), once(watch, "close")]);
    watch.kill();
  }
}
