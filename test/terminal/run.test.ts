import path from "node:path";
import { expect } from "chai";
import { standIn, withoutPatch } from "../cli/stand-in.js";
import { gardenEnvironment } from "../garden/process.js";
import { removeFolders, repository } from "../garden/project.js";
import { inTerminal, type Terminal } from "./terminal.js";

const main = path.join(repository, "dist", "cli", "main.js");

/** Draws as Garden's screens do: keys come raw, and it hears of the window's size. Ends at "q". */
const drawing = `
const size = () => console.log("size", process.stdout.columns, process.stdout.rows);
process.stdout.on("resize", size);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => console.log(signal));
process.stdin.setRawMode(true).setEncoding("utf8").on("data", (keys) => {
  console.log("keys", JSON.stringify(keys));
  if (keys === "q") process.exit(5);
});
size();
`;

describe("run on a terminal", () => {
  const terminals: Terminal[] = [];
  after(async () => {
    await Promise.all(
      terminals.map(async (terminal) => await terminal.close()),
    );
    removeFolders();
  });

  const start = (command: readonly string[]): Terminal => {
    const terminal = inTerminal(command, {
      cwd: "/",
      env: gardenEnvironment(),
      columns: 90,
      rows: 20,
    });
    terminals.push(terminal);
    return terminal;
  };
  const run = (garden: string) =>
    start([process.execPath, main, "run", "--garden", garden]);

  it("gives Garden keys as they are typed, Ctrl-C among them, and its exit code back", async () => {
    const terminal = run(standIn(drawing));
    await terminal.shows("size 90 20");
    for (const [typed, shown] of [
      ["a", '"a"'],
      ["\x1b[A", String.raw`"\u001b[A"`],
      ["\x03", String.raw`"\u0003"`],
    ] as const) {
      terminal.type(typed);
      await terminal.shows(`keys ${shown}`);
    }
    terminal.type("q");
    expect(await terminal.ended).to.deep.equal({ code: 5, signal: null });
  });

  it("lets Garden hear of a new size of the window", async () => {
    const terminal = run(standIn(drawing));
    await terminal.shows("size 90 20");
    terminal.resize(120, 40);
    await terminal.shows("size 120 40");
    terminal.type("q");
    expect(await terminal.ended).to.deep.equal({ code: 5, signal: null });
  });

  it("adds nothing to the screen", async () => {
    const [patched, plain] = await Promise.all(
      [run(standIn(drawing)), start([withoutPatch(drawing)])].map(
        async (terminal) => {
          await terminal.shows("size 90 20");
          terminal.type("q");
          return await terminal.shows('keys "q"');
        },
      ),
    );
    expect(patched).to.equal(plain);
  });
});
