import { fromOutside, textOf, type Outside } from "../../config/outside.js";
import { printable, printableLines } from "../../config/printable.js";
import { causes } from "../../diagnose/causes.js";
import type { ExplainResult } from "../../commands/explain.js";
import type { PodDiagnosis } from "../../diagnose/cluster-objects.js";
import { diagnose, type Diagnosis } from "../../diagnose/diagnose.js";
import { askProject, type ProjectPlace } from "../start/ask-project.js";
import { sayCoverage } from "../start/say-coverage.js";
import { onStdout as pc } from "../output/colors.js";
import { columnsOf } from "../output/columns.js";
import { say, write, writeJson } from "../output/output.js";
import { sayLeftOut } from "../output/say-left-out.js";
import { words } from "../../commands/words.js";
import { renderRows } from "../output/table.js";
import { readInput, readStdin } from "../input/read-input.js";
import { diagnoseInput, type Found } from "./diagnose-input.js";
import { eachOnce, isFailure } from "./each-once.js";
import { UsageError } from "../usage-error.js";

export interface ExplainOptions extends Omit<ProjectPlace, "directory"> {
  readonly directory?: string;
  readonly message?: string;
  readonly file?: string;
  readonly output: "text" | "json";
}

/** Prints why images could not be pulled, and what to do: one object for `--message`, else a list. Throws UsageError
 *  where nothing was given, or too much; an Error where it can't be read, and where no pod could be looked at; of a
 *  project, as `askGarden` does. */
export async function explain(options: ExplainOptions): Promise<void> {
  const { directory, message, file } = options;
  const { garden, env, providerOutput, prepareProviders } = options;
  const sources = [directory, message, file].filter(
    (source) => source !== undefined,
  );
  if (sources.length > 1)
    throw new UsageError(
      "Give a project's folder, --message or -f, not two of them.",
    );
  if (
    directory === undefined &&
    [garden, env, providerOutput, prepareProviders].some(
      (each) => each !== undefined,
    )
  )
    throw new UsageError(
      "--garden, --env, --provider-output and --prepare-providers go with a project's folder.",
    );
  const { diagnoses, looked } = await diagnosesOf(options);
  if (options.output === "text") await showDiagnoses(diagnoses, looked);
  else
    await writeJson(options.message === undefined ? diagnoses : diagnoses[0]);
}

/** Prints them for people: what failed, each once, or that nothing did, as far as that is known. */
export async function showDiagnoses(
  diagnoses: Found["diagnoses"],
  looked: Found["looked"],
): Promise<void> {
  const failures = eachOnce(diagnoses.filter(isFailure));
  if (failures.length === 0) say(noFailures[looked]);
  await write(failures.map(inWords).join("\n"));
}

const noFailures: Readonly<Record<Found["looked"], string>> = {
  all: `${words.noFailedPull.phrase} here.`,
  some: `${words.noFailedPull.phrase} in what was looked at.`,
  words:
    `Whether a pull failed is ${words.notKnown.phrase}: nothing here tells of one. Ask the cluster: ` +
    "kubectl get events,pods -o json | garden-pull-secrets explain -f -",
};

async function diagnosesOf(options: ExplainOptions): Promise<Found> {
  const { directory } = options;
  return directory === undefined
    ? await ofMessages(options)
    : await ofProject({ ...options, directory });
}

async function ofMessages({ message, file }: ExplainOptions): Promise<Found> {
  if (file !== undefined) {
    const { advice } = await import("./read-objects.js");
    return await diagnoseInput(await readInput(file, advice), true);
  }
  if (message !== undefined) {
    const text = message === "-" ? trimmed((await readStdin()).text) : message;
    return {
      diagnoses: [diagnose(text, { isPull: true })],
      looked: "words",
    };
  }
  if (process.stdin.isTTY) {
    throw new UsageError(
      "Nothing to explain. Pipe messages into it, give one with --message, or events or pods with -f: " +
        "kubectl get events -o json | garden-pull-secrets explain -f -",
    );
  }
  return await diagnoseInput(await readStdin(), false);
}

function trimmed(text: Outside): Outside {
  return fromOutside(textOf(text).trim());
}

async function ofProject(place: ProjectPlace): Promise<Found> {
  const result = await askProject<ExplainResult>("explain", place, []);
  const isCovered = sayCoverage(result) === 0;
  const { namespaces, notShown, problems, diagnoses } = result;
  if (
    !isCovered ||
    (problems.length > 0 && problems.length === namespaces.length)
  )
    throw new Error(
      [...problems.map(printable), "No pod could be looked at."].join("\n"),
    );
  sayLeftOut(words.notLookedAt, notShown);
  for (const problem of problems) say(printable(problem));
  const leftOut = [...problems, ...notShown, ...result.notCovered];
  return { diagnoses, looked: leftOut.length === 0 ? "all" : "some" };
}

type Fact = readonly [name: string, text: string];

function inWords(diagnosis: Diagnosis | PodDiagnosis): string {
  const { cause, image, registry, remedy, message } = diagnosis;
  const others = diagnosis.causes.filter((other) => other !== cause);
  const columns = columnsOf(process.stdout);
  const facts: Fact[] = [
    ...("pod" in diagnosis ? [podOf(diagnosis)] : []),
    ["Image", printable(image ?? "the message does not name it")],
    ["Registry", printable(registry ?? "the message does not name it")],
    ["Credential", credential(diagnosis)],
    ...others.map((other): Fact => ["Also tried", causes[other].sentence]),
    ["Do", printable(remedy)],
    ["Message", firstLines(printableLines(message))],
  ];
  return [
    renderRows([[pc.bold(causes[cause].sentence)]], columns),
    renderRows(
      facts.map(([name, text]) => [`  ${name}:`, text]),
      columns,
    ),
    "",
  ].join("\n");
}

/** More than any node says. */
const maxLines = 500;

function firstLines(text: string): string {
  const lines = text.split("\n");
  const rest = lines.length - maxLines;
  const last =
    rest > 0 ? [`and ${String(rest)} more lines: -o json has them all`] : [];
  return [...lines.slice(0, maxLines), ...last]
    .map((line) => pc.dim(line))
    .join("\n");
}

function podOf({ pod, namespace }: PodDiagnosis): Fact {
  return ["Pod", printable(`${pod} in namespace ${namespace}`)];
}

function credential({ credentialSent }: Diagnosis): string {
  if (credentialSent === null)
    return "the message does not say whether one was sent";
  return credentialSent ? "one was sent" : "none was sent";
}
