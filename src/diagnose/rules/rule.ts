import type { Cause } from "../causes.js";

/** Recognises one way in which a program says a cause. All phrases are in lower case. */
export interface Rule {
  readonly cause: Cause;
  /** One of these stands in the message; a line break is its end. */
  readonly says: readonly string[];
  /** And one of these. */
  readonly with?: readonly string[];
  /** Whether the node sent a credential; left out where the message doesn't tell. */
  readonly credentialSent?: boolean;
  /** Which programs print it. */
  readonly source: string;
}

/** Said while a login is sent, and while none is (containerd, buildkit). */
export const tokenWithCredential = ["failed to fetch oauth token"];
export const tokenWithout = ["failed to fetch anonymous token"];
