/** `npm run bench:hostile`: how long each parser takes for hostile inputs of 10 kB, 100 kB and 1 MB. Exits with 1 where
 *  ten times the input takes more than 15 times as long. A title's part as an argument measures these parsers only.
 *  It runs with much room for young objects: else it is the collection of garbage that grows, from 100 kB to 1 MB. */
import { renderTable } from "../src/cli/output/table.js";
import { parsers, type Hostile, type Parser } from "./hostile/parsers.js";

const sizes = [10_000, 100_000, 1_000_000] as const;
const maxRatio = 15;
/** In milliseconds: less counts as this much. Below, it is the compiler and the collection of garbage that is measured. */
const noise = 10;
/** In milliseconds: when a size has taken this long, in whatever many runs, the least of them is taken. */
const enough = 100;
const maxRuns = 5;
/** How often an input is measured again whose time seems to grow too much: other processes only add to it. */
const maxAttempts = 4;
/** What 1 MB given to `explain` may take. */
const maxMs = 1000;

interface Measured {
  readonly parser: string;
  readonly input: string;
  readonly times: readonly number[];
  readonly ratio: number;
}

/** The least processor time of several runs. */
async function milliseconds({ run }: Parser, text: string): Promise<number> {
  let least = Infinity;
  let spent = 0;
  for (let runs = 0; runs < maxRuns && spent < enough; runs += 1) {
    const start = process.cpuUsage();
    await run(text);
    const { user, system } = process.cpuUsage(start);
    spent += (user + system) / 1000;
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** The most that ten times the input takes longer. */
function growth(times: readonly number[]): number {
  return Math.max(
    ...times
      .slice(1)
      .map(
        (time, index) =>
          Math.max(time, noise) / Math.max(times[index] ?? 0, noise),
      ),
  );
}

async function measure(
  parser: Parser,
  { title, make }: Hostile,
): Promise<Measured> {
  const texts = sizes.map(make);
  let times = texts.map(() => Infinity);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const again: number[] = [];
    for (const text of texts) again.push(await milliseconds(parser, text));
    times = times.map((time, index) => Math.min(time, again[index] ?? time));
    if (growth(times) <= maxRatio) break;
  }
  return {
    ...{ parser: parser.title, input: title, times },
    ratio: growth(times),
  };
}

/** Of all inputs of a parser, the steepest first. */
async function measureAll(parser: Parser): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const input of parser.inputs) all.push(await measure(parser, input));
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
  const all = await silently(() => measureAll(parser));
  const [steepest] = all;
  if (steepest === undefined) continue;
  const seconds = process.cpuUsage().user / 1_000_000;
  process.stderr.write(
    `${seconds.toFixed(0)} s: ${parser.title}: ${steepest.ratio.toFixed(1)}\n`,
  );
  const slowest = Math.max(...all.map(({ times }) => times.at(-1) ?? 0));
  for (const { input, times, ratio } of all.filter(
    (one, index) => index > 0 && one.ratio > maxRatio,
  ))
    process.stderr.write(
      `${parser.title}: ${input}: ${times.map((time) => time.toFixed(1)).join(", ")} ms, ${ratio.toFixed(1)}\n`,
    );
  if (steepest.ratio > maxRatio) process.exitCode = 1;
  if (parser.title.includes("`explain`") && slowest > maxMs)
    process.exitCode = 1;
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
