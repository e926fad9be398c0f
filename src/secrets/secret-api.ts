import type { Secret } from "../manifests/objects.js";

/** An object in the state in which it was read. */
export interface Seen {
  readonly uid: string;
  readonly resourceVersion: string;
}

/** The four requests that copying Secrets takes. Each rejects with an Error that names what it was about. */
export interface SecretApi {
  /** Null where there is none. */
  read(name: string, namespace: string): Promise<Secret | null>;
  /** The writes resolve to false where the cluster changed meanwhile, so that one must read and plan again. */
  create(secret: Secret, namespace: string): Promise<boolean>;
  update(secret: Secret, namespace: string): Promise<boolean>;
  remove(name: string, namespace: string, as: Seen): Promise<boolean>;
}

/** A Secret can't be brought where it is needed. Others may be there by then: where nothing was written, whoever throws it
 *  says so. */
export class SecretError extends Error {
  override name = "SecretError";
}
