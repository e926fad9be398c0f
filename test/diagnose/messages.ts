import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Cause } from "../../src/diagnose/causes.js";
import { diagnose, type Diagnosis } from "../../src/diagnose/diagnose.js";

export interface Row {
  /** Where the message was found, or which program prints it. */
  readonly source: string;
  readonly message: string;
  readonly cause: Cause;
  /** Where the message reports several tries. */
  readonly causes?: readonly Cause[];
  readonly image?: string;
  readonly registry?: string;
  readonly credentialSent?: boolean;
  /** Set aside before any rule was written. */
  readonly held?: true;
  /** Found after the rules were written. */
  readonly later?: true;
  /** What was decided after it had been scored, where that is otherwise. */
  readonly settled?: Cause;
  /** The same of whether a credential was sent; null: the message does not say. */
  readonly settledSent?: boolean | null;
}

export const rows = rowsOf("messages.yaml");

/** Messages whose causes, and whether a credential was sent, were decided before `explain` saw them. */
export const blindRows = [
  rowsOf("blind-1.yaml"),
  rowsOf("blind-2.yaml"),
  rowsOf("blind-3.yaml"),
  rowsOf("blind-4.yaml"),
  rowsOf("blind-5.yaml"),
  rowsOf("blind-6.yaml"),
  rowsOf("blind-7.yaml"),
  rowsOf("blind-8.yaml"),
  rowsOf("blind-9.yaml"),
];

function rowsOf(file: string): readonly Row[] {
  return parse(
    readFileSync(new URL(file, import.meta.url), "utf8"),
  ) as readonly Row[];
}

type Expected = Omit<Diagnosis, "message" | "failed" | "remedy">;

export function expected(row: Row): Expected {
  return {
    image: row.image ?? null,
    registry: row.registry ?? null,
    cause: row.cause,
    causes: row.causes ?? [row.cause],
    credentialSent: row.credentialSent ?? null,
  };
}

export function found(row: Row): Expected {
  const { image, registry, cause, causes, credentialSent } = diagnose(
    row.message,
  );
  return { image, registry, cause, causes, credentialSent };
}
