import type { V1Secret } from "@kubernetes/client-node";
import { pullSecretType } from "../../registry/pull-secret.js";
import { isCopy } from "../../secrets/marker.js";
import { shownType } from "../../secrets/pull-secret-types.js";

/** A Secret by its place. */
export interface Place {
  readonly name: string;
  readonly namespace: string;
}

/** What can't be made, and what the user should do about it. */
export class CreateError extends Error {
  override name = "CreateError";
}

/** Which Secret to make: the one of the provider's that fits what is given, else what is given. Throws CreateError where
 *  several fit, or none and no name is given. */
export function chooseTarget(
  listed: readonly Place[],
  given: Partial<Place>,
): Place {
  const fitting = listed.filter(
    ({ name, namespace }) =>
      (given.name ?? name) === name &&
      (given.namespace ?? namespace) === namespace,
  );
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  if (only)
    throw new CreateError(
      `imagePullSecrets names ${fitting.map(inWords).join(", ")}: choose one with --name and --namespace.`,
    );
  if (given.name === undefined)
    throw new CreateError(
      "imagePullSecrets names no Secret that fits: give --name, and --namespace where it is not default.",
    );
  return { name: given.name, namespace: given.namespace ?? "default" };
}

/** Throws CreateError where the Secret that is there can't become the one that is to be made. */
export function refuseToReplace(
  { name, namespace }: Place,
  existing: V1Secret | null,
): void {
  if (existing === null) return;
  const there = `Secret ${namespace}/${name}`;
  const elsewhere = `Choose another name with --name, or delete it: kubectl delete secret ${name} --namespace ${namespace}`;
  if (isCopy(existing))
    throw new CreateError(
      `${there} is a copy that each deploy brings up to date. Name its source with --namespace.`,
    );
  if (existing.type !== pullSecretType)
    throw new CreateError(
      `${there} is of type ${shownType(existing)}, which can't be changed. ${elsewhere}`,
    );
  if (existing.immutable === true)
    throw new CreateError(`${there} is immutable. ${elsewhere}`);
}

function inWords({ name, namespace }: Place): string {
  return `${namespace}/${name}`;
}
