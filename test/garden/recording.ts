let record: (manifests: readonly object[]) => void = () => undefined;

/** Takes what Garden was about to create, and refuses it. */
export function refuse(manifests: readonly object[]): Promise<never> {
  record(manifests);
  return Promise.reject(new Error("recorded, and not created"));
}

/** Takes what Garden was about to create, and never answers: for those who would try a refusal again. */
export function hold(manifests: readonly object[]): Promise<never> {
  record(manifests);
  return new Promise(() => undefined);
}

/** What `run` was about to create first, or else what it returned. One at a time. */
export async function firstCreated(
  run: () => Promise<unknown>,
): Promise<unknown> {
  const created = new Promise<object>((resolve) => {
    record = (manifests) => resolve({ manifests });
  });
  return await Promise.race([created, run()]);
}
