/** `npm run soak -- [--minutes 3] [--seed 7] [--json] [--write]`: shakes a cluster at random, and checks after each step what
 *  has to hold. The same seed draws the same steps. `--write` puts the memory of the long-lived processes into docs. */
import { parseArgs } from "node:util";
import { removeFolders } from "../../garden/project.js";
import { startCluster } from "../cluster.js";
import { soakTable } from "./report.js";
import { soak } from "./soak.js";
import { writeMemoryDocs } from "./write-memory.js";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "3" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const minutes = numberOf("minutes", values.minutes);
const seed = numberOf("seed", values.seed);
const say = (line: string) => void process.stderr.write(`${line}\n`);

say(`seed ${String(seed)}, ${String(minutes)} minutes`);
const cluster = await startCluster({ say: (line) => say(`  ${line}`) });
try {
  const result = await soak(cluster, { seed, minutes, say });
  process.stdout.write(
    values.json
      ? `${JSON.stringify(result, null, 2)}\n`
      : `${soakTable(result)}\n`,
  );
  if (values.write) await writeMemoryDocs(result);
  for (const failure of result.failures) say(`FAILED ${failure}`);
  process.exitCode = result.failures.length === 0 ? 0 : 1;
} finally {
  await cluster.stop();
  removeFolders();
}

function numberOf(option: string, given: string): number {
  const number = Number(given);
  if (given === "" || !Number.isFinite(number) || number < 0)
    throw new Error(`--${option} is a number, not ${given}`);
  return number;
}
