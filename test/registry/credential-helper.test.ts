import { reveal } from "../../src/config/hidden.js";
import { encodeLogin } from "../../src/registry/credential.js";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import sinon from "sinon";
import { askHelper } from "../../src/registry/credential-helper.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";
import { helperFolder, keeps } from "./helpers.js";

const server = "https://index.docker.io/v1/";

function answerFile(username: string): string {
  const file = path.join(temporaryFolder(), "answer.json");
  writeFileSync(
    file,
    JSON.stringify({ Username: username, Secret: "hunter2" }),
  );
  return file;
}

/** A named pipe: whoever opens it to read waits until it is written to, and the other way round. */
function fifo(): string {
  const file = path.join(temporaryFolder(), "fifo");
  execFileSync("mkfifo", [file]);
  return file;
}

describe("askHelper", () => {
  const searchPath = process.env["PATH"];
  before(() => {
    const folder = helperFolder({
      good: keeps(server, "me", "hunter2"),
      token: `echo '{"Username":"<token>","Secret":"hunter2"}'`,
      empty: `echo '{"Username":"","Secret":""}'`,
      nameless: `echo '{"Username":"","Secret":"hunter2"}'`,
      secretless: `echo '{"Username":"me","Secret":""}'`,
      number: `echo '{"Username":1,"Secret":"hunter2"}'`,
      half: `echo '{"Username":"me"}'`,
      // More than comes at once, in letters of two bytes: one of the two is torn, wherever it comes in pieces.
      odd: `cat '${answerFile("é".repeat(100_000))}'`,
      even: `cat '${answerFile(`e${"é".repeat(100_000)}`)}'`,
      // More than a pipe holds.
      noisy: "yes hunter2 | head -c 1000000 >&2; exit 4",
      broken: `echo '{"Secret":"hunter2"'`,
      other: "echo '[]'",
      fails: "echo hunter2; exit 3",
      endless: "while :; do echo hunter2hunter2hunter2hunter2hunter2; done",
      dies: "kill -9 $$",
      deaf: "exec <&-; exit 1",
    });
    process.env["PATH"] = `${folder}${path.delimiter}${searchPath ?? ""}`;
  });
  after(() => {
    process.env["PATH"] = searchPath;
    removeFolders();
  });

  it("asks for the server, by stdin, and takes its login", async () => {
    const answer = await askHelper("good", server);
    expect(answer.kind).to.equal("login");
    if (answer.kind !== "login") return;
    expect(
      Buffer.from(encodeLogin(answer.login), "base64").toString(),
    ).to.equal("me:hunter2");
    expect(await askHelper("good", "ghcr.io")).to.deep.equal({ kind: "none" });
  });

  for (const name of ["odd", "even"]) {
    it(`reads letters that come in pieces, at ${name} places`, async () => {
      const answer = await askHelper(name, server);
      expect(
        answer.kind === "login" && reveal(answer.login.username).toString(),
      ).to.match(/^e?é{100000}$/);
    });
  }

  const program = (name: string) => `docker-credential-${name}`;
  const failure = (name: string, code: string, asked = server) => ({
    kind: "failed",
    reason: `${program(name)} failed (${code}); it says why by hand: echo ${asked} | ${program(name)} get`,
  });
  const long = "x".repeat(1_000_000);
  const cases: readonly { name: string; expected: object; server?: string }[] =
    [
      { name: "token", expected: { kind: "token" } },
      { name: "empty", expected: { kind: "none" } },
      { name: "nameless", expected: { kind: "none" } },
      { name: "secretless", expected: { kind: "none" } },
      {
        name: "number",
        expected: {
          kind: "failed",
          reason: `${program("number")} answers with no credential`,
        },
      },
      {
        name: "half",
        expected: {
          kind: "failed",
          reason: `${program("half")} answers with no credential`,
        },
      },
      {
        name: "noisy",
        expected: failure("noisy", "4"),
      },
      {
        name: "broken",
        expected: {
          kind: "failed",
          reason: `${program("broken")} answers with no credential`,
        },
      },
      {
        name: "other",
        expected: {
          kind: "failed",
          reason: `${program("other")} answers with no credential`,
        },
      },
      {
        name: "fails",
        expected: failure("fails", "3"),
      },
      {
        name: "endless",
        expected: failure("endless", "too long an answer"),
      },
      {
        name: "dies",
        expected: failure("dies", "SIGKILL"),
      },
      {
        name: "deaf",
        server: long,
        expected: failure("deaf", "1", long),
      },
      {
        name: "absent",
        expected: {
          kind: "failed",
          reason: `there is no ${program("absent")} in PATH`,
        },
      },
      {
        name: "../evil",
        expected: {
          kind: "failed",
          reason: "the docker config names a helper that is no name",
        },
      },
    ];
  for (const { name, server: asked = server, expected } of cases) {
    it(`says what is wrong with ${name}, and nothing of what it printed`, async () => {
      expect(await askHelper(name, asked)).to.deep.equal(expected);
    });
  }

  it("waits a minute, and not for what a helper has started", async () => {
    const started = fifo();
    const goOn = fifo();
    // What it starts keeps its stdout open, until somebody writes to `goOn`.
    const folder = helperFolder({
      slow: `sh -c "echo > '${started}'; exec cat '${goOn}'"; exit`,
    });
    process.env["PATH"] =
      `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`;
    const clock = sinon.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout"],
    });
    try {
      const answer = askHelper("slow", server);
      await readFile(started);
      clock.tick(60_000);
      expect(await answer).to.deep.equal({
        kind: "failed",
        reason: `${program("slow")} does not answer within 60 s`,
      });
    } finally {
      clock.restore();
      await writeFile(goOn, "");
    }
  });
});
