import { type Command, Help } from "commander";
import { manualOf, type Example, type Meaning } from "../src/cli/manual.js";
import { program } from "../src/cli/program.js";
import { table, withBlock } from "./generated-block.js";

/** The command line as users meet it; its actions are never called. */
export function commandLine(): Command {
  return program({ gardenArguments: [], done: () => undefined });
}

/** docs/command-line.md with each command as its help has it now. Throws where the markers are gone. */
export async function withReference(page: string): Promise<string> {
  return await withBlock(page, {
    name: "commands",
    madeBy: "npm run docs",
    body: commandLine().commands.map(section).join("\n\n"),
  });
}

const helper = new Help();

function section(command: Command): string {
  const manual = manualOf(command);
  if (manual === null)
    throw new Error(`the command ${command.name()} has no manual`);
  return [
    `## ${command.name()}`,
    fenced("text", synopsis(command)),
    escaped(command.description()),
    ...meanings("Argument", argumentsOf(command)),
    ...meanings("Option", optionsOf(command)),
    ...meanings("Exit code", manual.exitCodes),
    ...meanings("Variable", manual.environment),
    ...meanings("File", manual.files),
    ...exampleBlocks(manual.examples),
  ].join("\n\n");
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
    .map((option) => [
      helper.optionTerm(option),
      helper.optionDescription(option),
    ]);
}

function meanings(heading: string, items: readonly Meaning[]): string[] {
  if (items.length === 0) return [];
  const rows = items.map(([term, meaning]) => [
    `\`${term}\``,
    escaped(meaning),
  ]);
  return [table([[heading, ""], ...rows])];
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
