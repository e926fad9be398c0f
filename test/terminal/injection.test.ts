import xterm from "@xterm/headless";
import { expect } from "chai";
import { reportError } from "../../src/cli/report-error.js";
import { gardenPlaces } from "../leaks/garden-places.js";
import { leaveMachine, localPlaces } from "../leaks/local-places.js";
import { messagePlaces } from "../leaks/message-places.js";
import type { Place } from "../leaks/place.js";
import { registryPlaces } from "../leaks/registry-places.js";
import { heardOf } from "../leaks/said.js";
import { secretPlaces } from "../leaks/secret-places.js";
import { inFull } from "../promises.js";
import { removeFolders } from "../garden/project.js";
import { namePlaces } from "./name-places.js";
import { stopServers } from "../registry/serve.js";
import { gardenLog, type GardensLog } from "./garden-log.js";

/** What a forged text wants to look like. */
const forged = "Deploy succeeded";

const hostile: Readonly<Record<string, string>> = {
  "clears the screen": `\u001B[2J\u001B[H${forged}`,
  "clears the lines above": `\u001B[3A\u001B[J${forged}`,
  "goes to the line's start": `x\r${forged}`,
  "goes back": `xxxxxx${"\b".repeat(60)}${forged}`,
  "begins another line": `x\n${forged}\n`,
  "begins another line, with a return": `x\r\n${forged}\r\n`,
  "moves by tabs and feeds": `x\v\f${forged}`,
  "resets the terminal": `\u001Bc${forged}`,
  "shows another screen": `\u001B[?1049h${forged}`,
  "hides what follows": `${forged}\u001B[8m`,
  "hides the cursor": `${forged}\u001B[?25l`,
  "turns to another alphabet": `\u000E\u001B(0${forged}`,
  rings: `\u0007${forged}`,
  "sets the title": `\u001B]0;${forged}\u0007`,
  "sets the title, by C1": `\u009D0;${forged}\u009C`,
  "clears the screen, by C1": `\u009B2J\u009BH${forged}`,
  "makes a link": `\u001B]8;;https://evil.test\u001B\\${forged}\u001B]8;;\u001B\\`,
  "writes to the clipboard": `\u001B]52;c;ZWNobw==\u0007${forged}`,
  "swallows what follows": `${forged}\u001BP`,
  "swallows what follows, by C1": `${forged}\u0090`,
  "turns the direction": `\u202E${[...forged].reverse().join("")}\u202C`,
  isolates: `\u2067${forged}\u2069`,
  "joins by nothing": `Deploy\u200B \u200Dsucceeded\uFEFF\u2060`,
  "separates lines and paragraphs": `x\u2028${forged}\u2029${forged}`,
  deletes: `x\u007F\u0000${forged}`,
  tags: `${forged}\u{E0041}\u{E0042}`,
};

const columns = 100;
const rows = 20;
const backdrop = Array.from({ length: rows }, (_, row) =>
  `row ${String(row)} `.padEnd(columns, "#"),
);

/** All lines, the wrapped ones put together. */
function linesOf({ buffer: { active } }: xterm.Terminal): string[] {
  const lines: string[] = [];
  for (let at = 0; at < active.length; at += 1) {
    const line = active.getLine(at);
    const text = line?.translateToString(false) ?? "";
    if (line?.isWrapped) lines.push((lines.pop() ?? "") + text);
    else lines.push(text);
  }
  return lines;
}

const written = (terminal: xterm.Terminal, text: string) =>
  new Promise<void>((resolve) => terminal.write(text, resolve));

const withoutBlanks = (text: string) => text.replaceAll(/\s/g, "");

/** Writes the output below a full screen, and looks at what that makes of it. */
async function expectHarmless(output: string, given: string): Promise<void> {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 10_000,
    allowProposedApi: true,
    convertEol: true,
  });
  const events: string[] = [];
  terminal.onTitleChange((title) => events.push(`title ${title}`));
  terminal.onBell(() => events.push("bell"));
  terminal.onData((answer) => events.push(`answer ${answer}`));
  await written(terminal, `\u001B]0;shop\u0007${backdrop.join("\r\n")}\r\n`);
  const modes = { ...terminal.modes };
  await written(terminal, output);
  const { active } = terminal.buffer;
  expect(events).to.deep.equal(["title shop"]);
  expect(active.type).to.equal("normal");
  expect({ ...terminal.modes }).to.deep.equal(modes);
  expect(active.cursorX).to.equal(0);
  // It can be written on.
  await written(terminal, "after");
  const lines = linesOf(terminal);
  expect(lines.slice(0, rows)).to.deep.equal(backdrop);
  const plain = output.replaceAll(/\u001B\[[\d;]*m/g, "");
  expect(plain).not.to.match(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  const shown = [...plain.split("\n").slice(0, -1), "after"];
  expect(lines.slice(rows).map(withoutBlanks).join("\n").trimEnd()).to.equal(
    shown.map(withoutBlanks).join("\n"),
  );
  // A name may be the first thing on its line.
  if (!given.startsWith(forged))
    for (const line of lines) expect(line).not.to.match(/^Deploy succeeded/);
  const last = active.baseY + active.cursorY;
  const cell = active.getLine(last)?.getCell(0);
  expect([
    cell?.getChars(),
    cell?.isInvisible(),
    cell?.isInverse(),
  ]).to.deep.equal(["a", 0, 0]);
}

/** All that a command shows whose input is hostile: on the terminal, and in Garden's log. */
async function shownBy(
  place: Place,
  text: string,
  turn: number,
  log: GardensLog,
): Promise<string> {
  const logged: string[] = [];
  const { printed, error } = await heardOf(
    (witness) => place.run(text, turn, witness),
    place.input?.(text, turn),
    (level, line) => logged.push(log(level, line)),
  );
  const reported = await heardOf(() => {
    if (error !== undefined) reportError(error);
  });
  return [
    ...logged,
    // It would be Garden that shows it.
    ...(place.title.includes("the patched Garden") && error instanceof Error
      ? [log("error", error.message)]
      : []),
    printed,
    reported.printed,
  ].join("");
}

describe("no text from outside steers a terminal", () => {
  let log: GardensLog;
  before(async () => {
    log = await gardenLog();
  });
  after(() => {
    leaveMachine();
    stopServers();
    removeFolders();
  });

  for (const [title, text] of Object.entries(hostile))
    it(`would be seen where it did: ${title}`, async () => {
      const seen = await expectHarmless(`${text}\n`, text).then(
        () => null,
        (error: unknown) => error,
      );
      expect(seen).to.be.an("error");
    });

  let turn = 0;
  /** Ways in which a text is written there, others for the next text: four, in part one; of very many one, and the text
   *  as it is. */
  const some = ({ notations }: Place) => {
    const all = Object.values(notations);
    const isAnyText = all.length > 40;
    const count = Math.min(all.length, inFull && !isAnyText ? 4 : 1);
    const chosen = Array.from(
      { length: count },
      (_, index) => all[(turn + index) % all.length],
    ).filter((write) => write !== undefined);
    return isAnyText ? [...chosen, (text: string) => text] : chosen;
  };
  for (const place of [
    ...messagePlaces,
    ...secretPlaces,
    ...registryPlaces,
    ...localPlaces,
    ...gardenPlaces,
    ...namePlaces,
  ])
    it(place.title, async () => {
      for (const [title, text] of Object.entries(hostile)) {
        for (const write of some(place)) {
          turn += 1;
          const output = await shownBy(place, write(text), turn, log);
          try {
            await expectHarmless(output, text);
          } catch (error) {
            throw new Error(`${title}: ${JSON.stringify(output)}`, {
              cause: error,
            });
          }
        }
      }
    });
});
