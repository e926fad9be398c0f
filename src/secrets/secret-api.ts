import type { Secret } from "../manifests/objects.js";

/** The five requests that copying Secrets takes. Each rejects with an Error that names what it was about. */
export interface SecretApi {
  /** Null where there is none. */
  read(name: string, namespace: string): Promise<Secret | null>;
  /** The writes resolve to false where the cluster changed meanwhile, so that one must read and plan again. */
  create(secret: Secret, namespace: string): Promise<boolean>;
  update(secret: Secret, namespace: string): Promise<boolean>;
  remove(name: string, namespace: string, uid: string): Promise<boolean>;
}

/** The Secrets can't be brought where they are needed; nothing was written. */
export class SecretError extends Error {
  override name = "SecretError";
}
