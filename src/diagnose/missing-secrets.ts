/** Pull secrets that a message says are missing. */
export interface MissingSecrets {
  readonly names: readonly string[];
  /** null: the message doesn't say. */
  readonly namespace: string | null;
}

/** The kubelet's event since 1.28: names, joined with a comma (pkg/kubelet/kubelet_pods.go). */
const listed =
  /unable to retrieve some image pull secrets \(([a-z\d., -]{1,1024})\)/i;

/** Its log up to 1.27. */
const single =
  /unable to retrieve pull secret ([a-z\d.-]{1,253})\/([a-z\d.-]{1,253}) for /i;

/** Which pull secrets are missing, by their names. In: a message, flat. Out: no names where it speaks of none. */
export function missingSecrets(text: string): MissingSecrets {
  const [, names] = listed.exec(text) ?? [];
  if (names !== undefined) return { names: names.split(", "), namespace: null };
  const [, namespace, name] = single.exec(text) ?? [];
  return name === undefined || namespace === undefined
    ? { names: [], namespace: null }
    : { names: [name], namespace };
}
