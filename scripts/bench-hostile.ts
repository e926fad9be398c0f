/** `npm run bench:hostile`: how long each parser takes for hostile inputs of 10 kB, 100 kB and 1 MB. Exits with 1 where
 *  ten times the input takes more than 15 times as long. A title's part as an argument measures these parsers only. */
import { renderTable } from "../src/cli/output/table.js";
import { parsers, type Hostile, type Parser } from "./hostile/parsers.js";

const sizes = [10_000, 100_000, 1_000_000] as const;
const maxRatio = 15;
/** In milliseconds: below this, a measurement says nothing. */
const noise = 2;
/** What is spent on one input, unless it seems to take too long. */
const enoughAtFirst = 100;
/** What one message may take. */
const maxMs = 1000;

interface Measured {
  readonly parser: string;
  readonly input: string;
  readonly times: readonly number[];
  readonly ratio: number;
}

/** The least processor time of several runs: other processes and the collection of garbage only add to it. */
async function milliseconds(
  { run }: Parser,
  text: string,
  runs: number,
  enough: number,
): Promise<number> {
  let least = Infinity;
  let spent = 0;
  for (let tried = 0; tried < runs && spent < enough; tried += 1) {
    const start = process.cpuUsage();
    await run(text);
    const { user, system } = process.cpuUsage(start);
    spent += (user + system) / 1000;
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

async function measure(
  parser: Parser,
  { title, make }: Hostile,
  runs: number,
  enough = Infinity,
): Promise<Measured> {
  const times: number[] = [];
  for (const size of sizes)
    times.push(await milliseconds(parser, make(size), runs, enough));
  const ratios = times
    .slice(1)
    .map((time, index) => time / Math.max(times[index] ?? 0, noise));
  return {
    ...{ parser: parser.title, input: title, times },
    ratio: Math.max(...ratios),
  };
}

/** Measures again, and longer, what seems too much. */
async function worstOf(parser: Parser): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const input of parser.inputs) {
    const first = await measure(parser, input, 2, enoughAtFirst);
    all.push(
      first.ratio > maxRatio / 1.5
        ? await measure(parser, input, 20, 1500)
        : first,
    );
  }
  return all.sort((one, other) => other.ratio - one.ratio);
}

const write = process.stdout.write.bind(process.stdout);
/** What is printed is measured, and not shown. */
const silently = async <T>(work: () => Promise<T>): Promise<T> => {
  process.stdout.write = (
    _: unknown,
    encoding?: unknown,
    done: unknown = encoding,
  ) => {
    if (typeof done === "function") (done as () => void)();
    return true;
  };
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
};

const wanted = process.argv[2] ?? "";
const rows: string[][] = [];
for (const parser of parsers.filter(({ title }) => title.includes(wanted))) {
  const all = await silently(() => worstOf(parser));
  const [steepest] = all;
  if (steepest === undefined) continue;
  process.stderr.write(`${parser.title}: ${steepest.ratio.toFixed(1)}\n`);
  const slowest = Math.max(...all.map(({ times }) => times.at(-1) ?? 0));
  for (const { input, times, ratio } of all.filter(
    (one, index) => index > 0 && one.ratio > maxRatio,
  ))
    process.stderr.write(
      `${parser.title}: ${input}: ${times.map((time) => time.toFixed(1)).join(", ")} ms, ${ratio.toFixed(1)}\n`,
    );
  if (steepest.ratio > maxRatio) process.exitCode = 1;
  if (parser.title.includes("explain") && slowest > maxMs) process.exitCode = 1;
  rows.push([
    parser.title,
    String(all.length),
    ...steepest.times.map((time) => time.toFixed(1)),
    steepest.ratio.toFixed(1),
    steepest.input.slice(0, 40),
    slowest.toFixed(0),
  ]);
}
const headings = [
  "parser",
  "inputs",
  "10 kB",
  "100 kB",
  "1 MB",
  "ratio",
  "steepest input",
  "slowest 1 MB",
];
process.stdout.write(`${renderTable(headings, rows)}\n`);
