import type { Command } from "commander";
import type { CommandLine } from "../command-line.js";
import { setManual } from "../manual.js";
import { colorVariables, wrongUsage } from "../options.js";

/** Declares the command `docs`. */
export function addDocs(root: Command, { done }: CommandLine): void {
  const command = root
    .command("docs")
    .summary("list the pages of the manual, or print where one lies")
    .description(
      "Prints the path of a page of this package's manual. Without a page it lists them all, with their titles.",
    )
    .argument("[page]", "its name in the list")
    .argument("[section]", "a heading of the page; its line is named on stderr")
    .action(async (page?: string, section?: string) => {
      const { docs } = await import("./docs.js");
      await docs(page, section);
      done(0);
    });
  setManual(command, {
    exitCodes: [["0", "the pages, or the path, are printed"], wrongUsage],
    environment: [colorVariables],
    files: [],
    examples: [
      ["what is there?", "garden-pull-secrets docs"],
      [
        "what does the manual say of a message?",
        'grep toomanyrequests "$(garden-pull-secrets docs troubleshooting)"',
      ],
    ],
  });
}
