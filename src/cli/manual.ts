import { Help, type Command } from "commander";

/** A term, and what it means. */
export type Meaning = readonly [term: string, meaning: string];

/** A command line, and what it is for. */
export type Example = readonly [purpose: string, command: string];

/** What a command's help says behind its options. */
export interface Manual {
  readonly exitCodes: readonly Meaning[];
  readonly environment: readonly Meaning[];
  readonly files: readonly Meaning[];
  readonly examples: readonly Example[];
}

const manuals = new WeakMap<Command, Manual>();

/** Gives a command its manual: `formatHelp` and the reference in docs/command-line.md show it. */
export function setManual(command: Command, manual: Manual): void {
  manuals.set(command, manual);
}

export function manualOf(command: Command): Manual | null {
  return manuals.get(command) ?? null;
}

/** The help of a command as commander lays it out, with the manual behind it. */
export function formatHelp(command: Command, helper: Help): string {
  const words = new Help().formatHelp(command, helper);
  const manual = manualOf(command);
  return manual === null ? words : `${words}\n${sectionsOf(manual, helper)}`;
}

function sectionsOf(manual: Manual, helper: Help): string {
  const { exitCodes, environment, files, examples } = manual;
  return [
    ...list("Exit codes:", exitCodes, helper),
    ...list("Environment:", environment, helper),
    ...list("Files:", files, helper),
    ...helper.formatItemList("Examples:", examples.map(exampleLines), helper),
  ].join("\n");
}

function list(
  heading: string,
  items: readonly Meaning[],
  helper: Help,
): string[] {
  const width = Math.max(0, ...items.map(([term]) => term.length));
  return helper.formatItemList(
    heading,
    items.map(([term, meaning]) =>
      helper.formatItem(term, width, meaning, helper),
    ),
    helper,
  );
}

function exampleLines([purpose, command]: Example): string {
  return `  # ${purpose}\n  ${command}`;
}
