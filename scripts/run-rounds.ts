/** Runs a test file several times in one process: `tsx scripts/run-rounds.ts <file> <rounds>`. Ends with 1 where a round
 *  failed. */
import { readFileSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";
import { parse } from "yaml";

const [file = "", rounds = "1"] = process.argv.slice(2);
const { timeout } = parse(readFileSync(".mocharc.yml", "utf8")) as {
  timeout: number;
};
const mocha = new Mocha({ timeout });
mocha.addFile(path.resolve(file));
await mocha.loadFilesAsync();
mocha.cleanReferencesAfterRun(false);
let passed = 0;
for (let round = 1; round <= Number(rounds); round++) {
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures === 0) passed++;
  else console.log(`${file} failed in round ${String(round)} of ${rounds}.`);
}
console.log(`${file}: ${String(passed)} of ${rounds}`);
process.exit(passed === Number(rounds) ? 0 : 1);
