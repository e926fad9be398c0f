import { fromOutside, textOf, type Outside } from "../../config/outside.js";
import { printable, printableLines } from "../../config/printable.js";
import { causes } from "../../diagnose/causes.js";
import type { ExplainResult } from "../../commands/explain.js";
import {
  diagnoseObjects,
  type PodDiagnosis,
} from "../../diagnose/cluster-objects.js";
import { diagnose, type Diagnosis } from "../../diagnose/diagnose.js";
import {
  askProject,
  sayWhereNoProvider,
  type ProjectPlace,
} from "../start/ask-project.js";
import { onStdout as pc } from "../output/colors.js";
import { columnsOf } from "../output/columns.js";
import { say, write, writeJson } from "../output/output.js";
import { renderRows } from "../output/table.js";
import { readStdin } from "../input/read-input.js";
import { splitMessages } from "./split-messages.js";
import { UsageError } from "../usage-error.js";

export interface ExplainOptions {
  readonly directory?: string;
  readonly gardenOptions: readonly string[];
  readonly garden?: string;
  readonly env?: string;
  readonly message?: string;
  readonly file?: string;
  readonly output: "text" | "json";
}

/** Prints why images could not be pulled, and what to do: one object for `--message`, else a list. Throws UsageError
 *  where nothing was given, or too much; an Error where it can't be read, and where no pod could be looked at; of a
 *  project, as `askGarden` does. */
export async function explain(options: ExplainOptions): Promise<void> {
  const { directory, message, file, garden, env } = options;
  const sources = [directory, message, file].filter(
    (source) => source !== undefined,
  );
  if (sources.length > 1)
    throw new UsageError(
      "Give a project's folder, --message or -f, not two of them.",
    );
  if (
    directory === undefined &&
    [garden, env].some((each) => each !== undefined)
  )
    throw new UsageError("--garden and --env go with a project's folder.");
  const diagnoses = await diagnosesOf(options);
  if (options.output === "text") await showDiagnoses(diagnoses);
  else
    await writeJson(options.message === undefined ? diagnoses : diagnoses[0]);
}

/** Prints them for people. */
export async function showDiagnoses(
  diagnoses: readonly (Diagnosis | PodDiagnosis)[],
): Promise<void> {
  const failures = diagnoses.filter(
    ({ cause }) => cause !== "not-a-pull-failure",
  );
  if (failures.length === 0) say("There is no failed image pull here.");
  await write(failures.map(inWords).join("\n"));
}

async function diagnosesOf(
  options: ExplainOptions,
): Promise<readonly (Diagnosis | PodDiagnosis)[]> {
  const { directory, message, file } = options;
  if (directory !== undefined)
    return await ofProject({ ...options, directory });
  if (file !== undefined) {
    // YAML's parser takes longer to load than all else that is loaded here.
    const { readObjects } = await import("./read-objects.js");
    const { objects, ofOthers } = await readObjects(file);
    return [...diagnoseObjects(objects), ...ofOthers];
  }
  if (message !== undefined) {
    const text = message === "-" ? trimmed((await readStdin()).text) : message;
    return [diagnose(text, { isPull: true })];
  }
  if (process.stdin.isTTY) {
    throw new UsageError(
      "Nothing to explain. Pipe messages into it, give one with --message, or events or pods with -f: " +
        "kubectl get events -o json | garden-pull-secrets explain -f -",
    );
  }
  return splitMessages((await readStdin()).text).map((text) => diagnose(text));
}

function trimmed(text: Outside): Outside {
  return fromOutside(textOf(text).trim());
}

async function ofProject(
  place: ProjectPlace,
): Promise<readonly PodDiagnosis[]> {
  const result = await askProject<ExplainResult>("explain", place, []);
  sayWhereNoProvider(result);
  const { namespaces, problems, diagnoses } = result;
  if (problems.length > 0 && problems.length === namespaces.length)
    throw new Error(
      [...problems.map(printable), "No pod could be looked at."].join("\n"),
    );
  for (const problem of problems) say(printable(problem));
  return diagnoses;
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
    ["Message", pc.dim(printableLines(message))],
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

function podOf({ pod, namespace }: PodDiagnosis): Fact {
  return ["Pod", printable(`${pod} in namespace ${namespace}`)];
}

function credential({ credentialSent }: Diagnosis): string {
  if (credentialSent === null)
    return "the message does not say whether one was sent";
  return credentialSent ? "one was sent" : "none was sent";
}
