/** `npm run bench:startup -- [--json] [--pairs 40] [--hooks register,registerHooks]`: what the patch costs at Garden's
 *  start. The same variables as for the tests name the Garden: GARDEN_PULL_SECRETS_TEST_SHAPE and _TEST_NODE. */
import { parseArgs } from "node:util";
import { renderTable } from "../src/cli/output/table.js";
import {
  measureStartup,
  type Timing,
  type Variant,
} from "../test/bundle/startup.js";
import { removeFolders } from "../test/garden/project.js";
import { quartiles, shownQuartiles, type Quartiles } from "./quartiles.js";

interface Measured {
  readonly command: string;
  readonly variant: Variant;
  readonly milliseconds: Quartiles;
  /** Of each round, against the unpatched Garden of that round. */
  readonly ratio: Quartiles;
}

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    pairs: { type: "string", default: "40" },
    hooks: { type: "string", default: "register" },
    commands: { type: "string", default: "version,get config" },
  },
});
const pairs = Number(values.pairs);
if (!Number.isInteger(pairs) || pairs < 1)
  throw new Error(`--pairs is a number of pairs, not ${values.pairs}`);
const hooks = values.hooks.split(",").filter(isHook);

const measured: Measured[] = [];
try {
  for (const command of values.commands.split(",")) {
    const timings = await measureStartup(
      command.split(" "),
      ["unpatched", "patched", ...hooks],
      pairs,
    );
    measured.push(...compared(command, timings));
  }
} finally {
  removeFolders();
}
process.stdout.write(
  values.json
    ? `${JSON.stringify({ pairs, measured }, null, 2)}\n`
    : `${table(measured)}\n`,
);

function isHook(name: string): name is "register" | "registerHooks" {
  if (name === "register" || name === "registerHooks") return true;
  if (name === "") return false;
  throw new Error(`--hooks: register or registerHooks, not ${name}`);
}

function compared(command: string, timings: readonly Timing[]): Measured[] {
  const base = timings[0]?.milliseconds ?? [];
  return timings.map(({ variant, milliseconds }) => ({
    command,
    variant,
    milliseconds: quartiles(milliseconds),
    ratio: quartiles(
      milliseconds.map((time, round) => time / (base[round] ?? NaN)),
    ),
  }));
}

function table(rows: readonly Measured[]): string {
  return renderTable(
    ["garden", "variant", "milliseconds: median (quartiles)", "ratio"],
    rows.map(({ command, variant, milliseconds, ratio }) => [
      command,
      variant === "register" || variant === "registerHooks"
        ? `an empty hook by ${variant}`
        : variant,
      shownQuartiles(milliseconds, 0),
      shownQuartiles(ratio, 3),
    ]),
  );
}
