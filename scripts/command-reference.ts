import { type Command, Help } from "commander";
import {
  manualOf,
  type Example,
  type Manual,
  type Meaning,
} from "../src/cli/manual.js";
import { program } from "../src/cli/program.js";
import { withBlock } from "./generated-block.js";

/** The command line as users meet it; its actions are never called. */
export function commandLine(): Command {
  return program({ gardenArguments: [], done: () => undefined });
}

/** docs/command-line.md with each command as its help has it now; what several commands explain in the same words
 *  stands there once. Throws where the markers are gone. */
export async function withReference(page: string): Promise<string> {
  const { commands } = commandLine();
  const shared = sharedBy(commands);
  return await withBlock(page, {
    name: "commands",
    madeBy: "npm run docs",
    body: [
      "## What several commands share",
      list(shared),
      ...commands.map((command) => section(command, shared)),
    ].join("\n\n"),
  });
}

const helper = new Help();

/** What the help of a command explains, below its headings. */
const groups: readonly [heading: string, (command: Command) => Meaning[]][] = [
  ["Arguments", argumentsOf],
  ["Options", optionsOf],
  ["Variables", (command) => [...manualFor(command).environment]],
  ["Files", (command) => [...manualFor(command).files]],
  ["Exit codes", (command) => [...manualFor(command).exitCodes]],
];

function sharedBy(commands: readonly Command[]): Meaning[] {
  const all = groups.flatMap(([, itemsOf]) => commands.flatMap(itemsOf));
  return all.filter(
    (item, at) =>
      all.findIndex(isSame(item)) === at && all.filter(isSame(item)).length > 1,
  );
}

function isSame([term, meaning]: Meaning): (other: Meaning) => boolean {
  return ([otherTerm, otherMeaning]) =>
    term === otherTerm && meaning === otherMeaning;
}

function section(command: Command, shared: readonly Meaning[]): string {
  const isShared = (item: Meaning) => shared.some(isSame(item));
  const own = groups.flatMap(([heading, itemsOf]) => {
    const items = itemsOf(command).filter((item) => !isShared(item));
    return items.length > 0 ? [`${heading}:\n\n${list(items)}`] : [];
  });
  const others = groups
    .flatMap(([, itemsOf]) => itemsOf(command).filter(isShared))
    .map(([term]) => `\`${term}\``);
  return [
    `## ${command.name()}`,
    fenced("text", synopsis(command)),
    escaped(command.description()),
    ...own,
    `As [above](#what-several-commands-share): ${others.join(", ")}.`,
    ...exampleBlocks(manualFor(command).examples),
  ].join("\n\n");
}

function manualFor(command: Command): Manual {
  const manual = manualOf(command);
  if (manual === null)
    throw new Error(`the command ${command.name()} has no manual`);
  return manual;
}

function synopsis(command: Command): string {
  return helper
    .commandUsage(command)
    .split("\n")
    .map((line) => line.trim())
    .join("\n");
}

function argumentsOf(command: Command): Meaning[] {
  return helper
    .visibleArguments(command)
    .map((argument) => [
      helper.argumentTerm(argument),
      helper.argumentDescription(argument),
    ]);
}

function optionsOf(command: Command): Meaning[] {
  return helper
    .visibleOptions(command)
    .filter(({ long }) => long !== "--help")
    .map((option) => [
      helper.optionTerm(option),
      helper.optionDescription(option),
    ]);
}

function list(items: readonly Meaning[]): string {
  return items
    .map(([term, meaning]) => `- \`${term}\`: ${escaped(meaning)}`)
    .join("\n");
}

/** Examples for shells whose language is another stand apart: nothing may take them for this one's. */
function exampleBlocks(examples: readonly Example[]): string[] {
  const isForeign = ([purpose]: Example) =>
    ["fish", "powershell", "cmd"].includes(purpose);
  const own = examples.filter((example) => !isForeign(example));
  const foreign = examples.filter(isForeign);
  return [
    ...(own.length > 0 ? [fenced("sh", own.map(lines).join("\n\n"))] : []),
    ...(foreign.length > 0
      ? [fenced("text", foreign.map(lines).join("\n\n"))]
      : []),
  ];
}

function lines([purpose, command]: Example): string {
  return `# ${purpose}\n${command}`;
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** Help text is plain: what Markdown would take for its own is escaped, but for backquotes, which mean code in both. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith("`") ? part : part.replace(/[*<[]/g, "\\$&"),
    )
    .join("");
}
