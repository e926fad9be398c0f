import { words } from "../../commands/words.js";
import { printable } from "../../config/printable.js";
import {
  describeLogins,
  describeMiss,
  isServed,
  pulledWith,
} from "../../commands/check/pulled-with.js";
import { serves, type Credential } from "../../registry/credential.js";
import { endOf } from "../../registry/expiry.js";
import {
  lookUp,
  makeKeyring,
  type Keyring,
  type Lookup,
} from "../../registry/keyring.js";
import { nearMisses, type NearMiss } from "../../registry/near-misses.js";
import { onStderr, onStdout as pc } from "../output/colors.js";
import { say, write, writeJson } from "../output/output.js";
import { fileReaders, readersTable } from "./file-readers.js";
import type { MadeSecret } from "./made-secrets.js";
import { readSecrets } from "./secrets-file.js";
import { renderTable } from "../output/table.js";

export interface CheckFileOptions {
  readonly file: string;
  readonly image: readonly string[];
  readonly output: "table" | "json";
}

interface CheckedImage extends Lookup {
  readonly image: string;
  readonly nearMisses: readonly NearMiss[];
}

/** Prints what a node pulls each image with, where the pod has the Secrets of a file in that order. Asks neither a
 *  cluster nor a registry. Returns 1 where the lookup of an image would fail the pod, or no login for it can
 *  work. */
export async function checkFile({
  file,
  image: images,
  output,
}: CheckFileOptions): Promise<number> {
  const { secrets, made } = await readSecrets(file);
  const now = new Date();
  const keyring = makeKeyring(secrets);
  const checked = images.map((image) => ({
    image,
    ...lookUp(keyring, image),
    nearMisses: nearMisses(secrets, image, now),
  }));
  if (output === "json")
    await writeJson({
      images: checked.map(toJson),
      readers: fileReaders(secrets),
      notChecked: made.map(({ what }) => ({ what, reason: madeReason })),
    });
  else {
    const rows = checked.map((one) => row(one, made));
    const table = renderTable(["image", "what a node does"], rows);
    await write(`${table}\n${readersTable(fileReaders(secrets))}`);
  }
  warn(keyring, made.length === 0 ? checked : checked.filter(isMatched));
  for (const { what, command } of made)
    say(`${words.notChecked.phrase}: ${what}: ${madeReason}: ${command}`);
  return checked.some((one) => isRefused(one, now)) ? 1 : 0;
}

/** Whether the lookup fails the pod, or entries are for the image and a node can log in with none of them. */
function isRefused({ attempts, error }: CheckedImage, now: Date): boolean {
  if (error !== null) return true;
  return (
    attempts.length > 0 &&
    attempts.every(
      (attempt) =>
        !serves(attempt) || endOf(attempt.login(), now)?.state === "ended",
    )
  );
}

const madeReason = "its Secret is made in the cluster, and was not given";

function toJson({ image, nearMisses, ...lookup }: CheckedImage) {
  return { image, ...pulledWith(lookup, nearMisses) };
}

function row(
  { image, attempts, error, nearMisses }: CheckedImage,
  made: readonly MadeSecret[],
): string[] {
  const lines = [
    sentence(attempts, error, made),
    ...nearMisses.map((miss) => pc.yellow(printable(describeMiss(miss)))),
  ];
  return [printable(image), lines.join("\n")];
}

function sentence(
  attempts: readonly Credential[],
  error: string | null,
  made: readonly MadeSecret[],
): string {
  if (error !== null) return pc.red(`✗ does not even try: ${error}`);
  if (attempts.length === 0 && made.length > 0)
    return pc.yellow(
      `${words.notKnown.phrase}: no Secret that was given is for it, and that of ${made.map(({ what }) => what).join(", ")} was not`,
    );
  if (attempts.length === 0)
    return pc.yellow("pulls it anonymously: no Secret is for it");
  const logins = describeLogins(attempts).map(printable);
  return attempts
    .map((attempt, index) => {
      const text = logins[index] ?? "";
      return (
        (index === 0 ? "pulls it " : "") +
        (serves(attempt) ? text : pc.yellow(text))
      );
    })
    .join("\n");
}

function isMatched({ attempts }: CheckedImage): boolean {
  return attempts.length > 0;
}

function warn({ ignored }: Keyring, checked: readonly CheckedImage[]): void {
  const warning = onStderr.yellow("warning:");
  for (const { secret, reason } of ignored)
    say(`${warning} Secret ${secret}: ${reason}`);
  for (const { image, attempts, error } of checked) {
    if (error === null && !isServed(attempts))
      say(`${warning} ${printable(image)}: no Secret holds a login for it`);
  }
}
