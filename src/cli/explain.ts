import { causes } from "../diagnose/causes.js";
import { diagnoseObjects } from "../diagnose/cluster-objects.js";
import { diagnose, type Diagnosis } from "../diagnose/diagnose.js";
import { onStdout as pc } from "./colors.js";
import { say, write } from "./output.js";
import { readObjects } from "./read-objects.js";
import { readStdin } from "./read-stdin.js";
import { splitMessages } from "./split-messages.js";
import { UsageError } from "./usage-error.js";

export interface ExplainOptions {
  readonly message?: string;
  readonly file?: string;
  readonly output: "text" | "json";
}

/** Prints why images could not be pulled, and what to do: one object for `--message`, else a list. Throws UsageError
 *  where nothing was given, or nothing that can be read. */
export async function explain(options: ExplainOptions): Promise<void> {
  if (options.message !== undefined && options.file !== undefined)
    throw new UsageError("Give --message or -f, not both.");
  const diagnoses = await diagnosesOf(options);
  if (options.output === "json") {
    const result = options.message === undefined ? diagnoses : diagnoses[0];
    await write(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  const failures = diagnoses.filter(
    ({ cause }) => cause !== "not-a-pull-failure",
  );
  if (failures.length === 0) say("Nothing here tells of a failed image pull.");
  await write(failures.map(inWords).join("\n"));
}

async function diagnosesOf({
  message,
  file,
}: ExplainOptions): Promise<Diagnosis[]> {
  if (file !== undefined) return diagnoseObjects(await readObjects(file));
  if (message === "-") return [diagnose((await readStdin()).trim())];
  if (message !== undefined) return [diagnose(message)];
  if (process.stdin.isTTY) {
    throw new UsageError(
      "Nothing to explain. Pipe messages into it, give one with --message, or events or pods with -f: " +
        "kubectl get events -o json | garden-pull-secrets explain -f -",
    );
  }
  return splitMessages(await readStdin()).map((text) => diagnose(text));
}

function inWords(diagnosis: Diagnosis): string {
  const { cause, image, registry, remedy } = diagnosis;
  const others = diagnosis.causes.filter((other) => other !== cause);
  const facts = [
    ["Image", image ?? "the message does not name it"],
    ["Registry", registry ?? "the message does not name it"],
    ["Credential", credential(diagnosis)],
    ...others.map((other) => ["Also tried", causes[other].sentence]),
    ["Do", remedy],
  ];
  return [
    pc.bold(causes[cause].sentence),
    ...facts.map(
      ([name = "", text = ""]) =>
        `  ${`${name}:`.padEnd(12)}${printable(text)}`,
    ),
    ...printable(diagnosis.message)
      .split("\n")
      .map((line) => pc.dim(`  | ${line}`)),
    "",
  ].join("\n");
}

function credential({ credentialSent }: Diagnosis): string {
  if (credentialSent === null)
    return "the message does not tell whether one was sent";
  return credentialSent ? "one was sent" : "none was sent";
}

/** Without what would steer the terminal. */
function printable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, "");
}
