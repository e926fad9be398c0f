import { reveal } from "../config/hidden.js";
import type { Login } from "./credential.js";

/** When a login ends, where its password says so: a JSON Web Token by `exp` (RFC 7519), as Azure's registries give out,
 *  and a token of Amazon ECR by `expiration`. Null for all others. */
export function expiryOf({ password }: Login): Date | null {
  const text = reveal(password).toString();
  const [, jwt] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
  const seconds =
    jwt === undefined
      ? numberIn(text, "base64", "expiration")
      : numberIn(jwt, "base64url", "exp");
  return seconds === null ? null : new Date(seconds * 1000);
}

/** When a login ends, seen from a time. */
export interface LoginEnd {
  readonly at: Date;
  readonly state: "ended" | "soon" | "later";
}

/** A login that lasts no longer needs somebody who renews it. */
const soonHours = 24;

/** When a login ends, and whether that is over or near. Null where the password does not tell. */
export function endOf(login: Login, now: Date): LoginEnd | null {
  const at = expiryOf(login);
  if (at === null) return null;
  const hours = (at.getTime() - now.getTime()) / 3_600_000;
  if (hours <= 0) return { at, state: "ended" };
  return { at, state: hours <= soonHours ? "soon" : "later" };
}

/** The latest second that is a date. */
const latest = 8.64e12;

function numberIn(
  text: string,
  encoding: "base64" | "base64url",
  field: string,
): number | null {
  const json = Buffer.from(text, encoding).toString();
  try {
    const value = (JSON.parse(json) as Record<string, unknown>)[field];
    return typeof value === "number" && Math.abs(value) <= latest
      ? value
      : null;
  } catch {
    // It is some password that looks like one.
    return null;
  }
}
