#!/usr/bin/env node
import { program } from "./program.js";
import { reportError } from "./report-error.js";

// A reader that has seen enough (`| head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

const [, , ...words] = process.argv;
const separator = words.includes("--") ? words.indexOf("--") : words.length;

const cli = program({
  gardenArguments: words.slice(separator + 1),
  done: (code) => {
    process.exitCode = code;
  },
});
for (const command of [cli, ...cli.commands]) command.exitOverride();

try {
  await cli.parseAsync(words.slice(0, separator), { from: "user" });
} catch (error) {
  process.exitCode = reportError(error);
}
