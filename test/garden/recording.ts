import { AsyncLocalStorage } from "node:async_hooks";

/** Of the call that Garden's code runs for: what goes on after a refusal is not taken for the next call's. */
const record = new AsyncLocalStorage<(manifests: readonly object[]) => void>();

/** Takes what Garden was about to create, and refuses it. */
export function refuse(manifests: readonly object[]): Promise<never> {
  record.getStore()?.(manifests);
  return Promise.reject(new Error("recorded, and not created"));
}

/** Takes what Garden was about to create, and never answers: for those who would try a refusal again. */
export function hold(manifests: readonly object[]): Promise<never> {
  record.getStore()?.(manifests);
  return new Promise(() => undefined);
}

/** What `run` was about to create first, or else what it returned. */
export async function firstCreated(
  run: () => Promise<unknown>,
): Promise<unknown> {
  return await new Promise((resolve, reject) => {
    record
      .run((manifests) => resolve({ manifests }), run)
      .then(resolve, reject);
  });
}
