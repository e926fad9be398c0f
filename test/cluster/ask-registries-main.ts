import { askRegistries } from "../../src/commands/check/ask-registries.js";
import { checksOf } from "../../src/commands/check/checks.js";
import type { ProjectFacts } from "../../src/commands/check/facts.js";

/** Asks registries about the facts on standard input, in a process whose environment leads to them, and prints how long
 *  that took and how many checks had each verdict. */
const text = (await process.stdin.toArray()).join("");
const facts = JSON.parse(text) as ProjectFacts;
const started = performance.now();
const answers = await askRegistries(facts);
const seconds = (performance.now() - started) / 1000;
const verdicts: Record<string, number> = {};
for (const { id, verdict } of checksOf(facts, answers, new Date())) {
  if (id !== "image-pull") continue;
  verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
}
process.stdout.write(JSON.stringify({ seconds, verdicts }));
