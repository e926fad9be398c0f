/** Who refused or did not answer. */
export type FailedPart =
  | {
      readonly part: "registry" | "token server" | "mirror" | "storage";
      readonly host: string;
    }
  /** null: the message does not name it. */
  | { readonly part: "proxy"; readonly host: string | null };

/** What a remedy may speak of; "the image" and "the registry" where a message names none. */
export interface Subject {
  readonly image: string;
  readonly registry: string;
  /** The `--docker-server` for which every client looks up a Secret's entry. */
  readonly server: string;
  /** Of the pod that waits; null: it is not known. */
  readonly namespace: string | null;
  /** The pull secrets that the message says are missing. */
  readonly missing: readonly string[];
  /** null: the message does not say. */
  readonly failed: FailedPart | null;
}
