import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { removeFolders, temporaryFolder } from "../garden/project.js";
import { isThere } from "../left-out.js";
import { counting, offTerminal, onTerminal, type Acts } from "./signalled.js";
import { standIn, withoutPatch } from "./stand-in.js";

const plain = `
console.log("ready", process.ppid, process.pid);
process.stdin.resume();`;

/** Ends by SIGTERM only: not because its standard input ends with `run`. */
const ending = `
process.on("SIGTERM", () => {
  console.log("SIGTERM");
  process.exit();
});
setInterval(() => undefined, 2 ** 30);
${plain}`;

/** Sends `signals` to `run` itself, one after the other, each when Garden has got the one before, and types a line when it
 *  has got the last: by then, all that `run` made of the others has come. */
function oneByOne(signals: readonly NodeJS.Signals[]): Acts {
  const sent = signals.map(
    (signal, index) =>
      [
        signals[index - 1] ?? "ready",
        ({ run }: { run: number }) => process.kill(run, signal),
      ] as const,
  );
  return [...sent, [signals.at(-1) ?? "ready", ({ type }) => type("\n")]];
}

const places = [
  { title: "without a terminal", start: offTerminal },
  ...(isThere("script") ? [{ title: "on a terminal", start: onTerminal }] : []),
];

describe("run, and signals", () => {
  after(removeFolders);

  for (const { title, start } of places)
    describe(title, () => {
      for (const signals of [
        ["SIGINT", "SIGTERM"],
        ["SIGTERM", "SIGINT"],
        ["SIGHUP", "SIGTERM"],
        ["SIGINT", "SIGINT", "SIGTERM"],
        ["SIGTERM", "SIGTERM", "SIGHUP"],
      ] as const) {
        it(`relays ${signals.join(", ")}, each once, and waits for what Garden makes of it`, async () => {
          const garden = standIn(counting);
          expect(await start(garden, oneByOne(signals))).to.deep.equal({
            code: 7,
            words: ["ready", ...signals],
            stderr: "",
          });
        });
      }

      it("ends with 128 + the number of a signal that ended Garden", async () => {
        const ended = await start(standIn(plain), [
          ["ready", ({ run }) => process.kill(run, "SIGTERM")],
        ]);
        expect(ended).to.deep.equal({
          code: 143,
          words: ["ready"],
          stderr: "",
        });
      });

      it("says nothing of a patch that was not loaded where a signal came first", async () => {
        const ended = await start(withoutPatch(plain), [
          ["ready", ({ run }) => process.kill(run, "SIGTERM")],
        ]);
        expect(ended.words).to.deep.equal(["ready"]);
        expect(ended.stderr).to.equal("");
      });

      it("ends when Garden is killed, and leaves nothing", async () => {
        const temporary = temporaryFolder();
        const ended = await start(
          standIn(plain),
          [["ready", ({ garden }) => process.kill(garden, "SIGKILL")]],
          { temporary },
        );
        expect(ended.code).to.equal(137);
        expect(readdirSync(temporary)).to.deep.equal([]);
      });

      it("ends Garden when it is killed itself; the next start removes what it leaves", async () => {
        const temporary = temporaryFolder();
        const ended = await start(
          standIn(ending),
          [
            ["ready", ({ run }) => process.kill(run, "SIGKILL")],
            ["SIGTERM", ({ type }) => type("\n")],
          ],
          { temporary, then: "read line" },
        );
        // On a terminal the shell says "Killed" as well.
        expect(ended.words.slice(0, 2)).to.include("ready");
        expect(ended.words).to.include("SIGTERM");
        expect(readdirSync(temporary)).to.have.length(1);
        await offTerminal(standIn(""), [], { temporary });
        expect(readdirSync(temporary)).to.deep.equal([]);
      });
    });

  it("hears of a signal that comes when Garden has just been started", async () => {
    const garden = standIn(plain);
    const preload = `data:text/javascript,${encodeURIComponent(`
      import { ChildProcess } from "node:child_process";
      const { spawn } = ChildProcess.prototype;
      ChildProcess.prototype.spawn = function (options) {
        const error = spawn.call(this, options);
        if (options.file === ${JSON.stringify(garden)}) process.kill(process.pid, "SIGTERM");
        return error;
      };`)}`;
    const ended = await offTerminal(garden, [], { preload });
    expect(ended.code).to.equal(143);
    expect(ended.stderr).to.equal("");
  });

  if (isThere("script"))
    for (const times of [1, 2])
      it(`leaves Ctrl-C to the terminal, which interrupts Garden itself (${times})`, async () => {
        const keys = Array.from(
          { length: times },
          (_, index) =>
            [
              index === 0 ? "ready" : "SIGINT",
              ({ type }: { type: (keys: string) => void }) => type("\x03"),
            ] as const,
        );
        const ended = await onTerminal(standIn(counting), [
          ...keys,
          ["SIGINT", ({ run }) => process.kill(run, "SIGTERM")],
          ["SIGTERM", ({ type }) => type("\n")],
        ]);
        expect(ended).to.deep.equal({
          code: 7,
          words: ["ready", ...keys.map(() => "SIGINT"), "SIGTERM"],
          stderr: "",
        });
      });

  it("leaves what other processes and other machines have for themselves", async () => {
    const temporary = temporaryFolder();
    const others = [
      "garden-pull-secrets-0a1b2c3d-1-abcdef",
      "garden-pull-secrets-abcdef",
      "garden-pull-secrets-test-abcdef",
    ];
    for (const name of others) mkdirSync(path.join(temporary, name));
    let alive: string[] = [];
    await offTerminal(
      standIn(counting),
      [
        [
          "ready",
          ({ type }) => {
            void offTerminal(standIn(""), [], { temporary }).then(() => {
              alive = readdirSync(temporary);
              type("\n");
            });
          },
        ],
      ],
      { temporary },
    );
    expect(alive, "the folder of a process that runs is there").to.have.length(
      others.length + 1,
    );
    expect(readdirSync(temporary).sort()).to.deep.equal([...others].sort());
  });
});
