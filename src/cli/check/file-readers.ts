import type { V1Secret } from "@kubernetes/client-node";
import { printable } from "../../config/printable.js";
import { secretName } from "../../registry/keyring.js";
import { readBy, readers, type ReaderVerdict } from "../../registry/readers.js";
import { renderTable } from "../output/table.js";

/** What a Secret of a file is to one of its readers, as `check -f -o json` prints it. */
export interface FileReader extends ReaderVerdict {
  readonly secret: string;
}

/** What each Secret is to a node and to each of Garden's builders. */
export function fileReaders(secrets: readonly V1Secret[]): FileReader[] {
  return secrets.flatMap((secret, index) =>
    readers.map((reader) => ({
      secret: secretName(secret, index),
      ...readBy(reader, secret),
    })),
  );
}

/** A row for each reader of the Secrets that builders have more of than a node; nothing where there is none. */
export function readersTable(found: readonly FileReader[]): string {
  const forBuilders = found.filter(({ secret }) =>
    isForBuilders(found.filter((other) => other.secret === secret)),
  );
  if (forBuilders.length === 0) return "";
  const rows = forBuilders.map(({ secret, reader, state, reason }) => [
    printable(secret),
    reader,
    `${state}: ${printable(reason)}`,
  ]);
  return `\n${renderTable(["secret", "reader", "whether it works"], rows)}\n`;
}

function isForBuilders(verdicts: readonly FileReader[]): boolean {
  const isNone = ({ state }: FileReader) => state === "does not";
  return (
    verdicts.some(
      (one) => one.reader === "node" && isNone(one) && !one.breaks,
    ) && !verdicts.every(isNone)
  );
}
