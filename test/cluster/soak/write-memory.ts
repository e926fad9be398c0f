import { writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { repository } from "../../garden/project.js";
import { memorySvg } from "./memory-svg.js";
import { kib } from "./memory-verdict.js";
import type { Soak } from "./report.js";

const docs = path.join(repository, "docs", "evidence");

/** Writes the samples of both processes, their picture and a line about them into docs/evidence. */
export async function writeMemoryDocs(soak: Soak): Promise<void> {
  const { memory, verdict, seed, minutes } = soak;
  const date = new Date().toISOString().slice(0, 10);
  const mib = (bytes = 0) => (bytes / 2 ** 20).toFixed(0);
  const line = (name: "patched" | "unpatched") =>
    `${name} ${String(memory[name].length)} deploys, heap ${mib(memory[name].at(0)?.heapUsed)} to ${mib(memory[name].at(-1)?.heapUsed)} MiB, ${kib(verdict[name])} KiB more with each`;
  const { patched, unpatched } = memory;
  const files = {
    "memory.json": {
      parser: "json",
      text: JSON.stringify({ date, seed, minutes, patched, unpatched }),
    },
    "memory.md": {
      parser: "markdown",
      text: `# The memory of a long-running Garden\n\n![The heap after each deploy, patched and unpatched](memory.svg)\n\n${date}, \`npm run soak -- --seed ${String(seed)} --minutes ${String(minutes)} --write\`: ${line("patched")}; ${line("unpatched")}. So the patch adds ${kib(verdict.patched - verdict.unpatched)} KiB to each. The samples are in [memory.json](memory.json).\n`,
    },
  };
  for (const [name, { parser, text }] of Object.entries(files))
    writeFileSync(path.join(docs, name), await format(text, { parser }));
  writeFileSync(path.join(docs, "memory.svg"), memorySvg(memory));
}
