import { spawn } from "node:child_process";
import { fromOutside, textOf, type Outside } from "../config/outside.js";
import { loginOf, type Login } from "./credential.js";

/** What a credential helper says about a registry. */
export type HelperAnswer =
  | { readonly kind: "login"; readonly login: Login }
  /** It has none. */
  | { readonly kind: "none" }
  /** It has an identity token in place of a password. */
  | { readonly kind: "token" }
  /** The reason holds nothing of what it printed: that may be a login. */
  | { readonly kind: "failed"; readonly reason: string };

/** A helper may ask the user to unlock something. */
const limitMilliseconds = 60_000;

/** Longer than any answer. */
const maxBytes = 256 * 1024;

/** Asks a credential helper as docker does (docker-credential-helpers): `docker-credential-<name> get`, with the server
 *  on its stdin. */
export async function askHelper(
  name: string,
  server: string,
  milliseconds = limitMilliseconds,
): Promise<HelperAnswer> {
  const program = `docker-credential-${name}`;
  if (!/^[\w.-]+$/.test(name))
    return failed("the docker config names a helper that is no name");
  const { code, output } = await run(program, server, milliseconds);
  switch (code) {
    case "time-out":
      return failed(
        `${program} does not answer within ${milliseconds / 1000} s`,
      );
    case "ENOENT":
      return failed(`there is no ${program} in PATH`);
    case 0:
      return read(program, output);
    default:
      // It says so on stdout, and ends with 1.
      return /credentials not found/i.test(textOf(output))
        ? { kind: "none" }
        : failed(
            `${program} failed (${code}); it says why by hand: echo ${server} | ${program} get`,
          );
  }
}

function failed(reason: string): HelperAnswer {
  return { kind: "failed", reason };
}

function read(program: string, output: Outside): HelperAnswer {
  let answer: { Username?: unknown; Secret?: unknown } | null;
  try {
    answer = JSON.parse(textOf(output)) as typeof answer;
  } catch {
    // Its message would quote the credential.
    answer = null;
  }
  const { Username: username, Secret: secret } = answer ?? {};
  if (typeof username !== "string" || typeof secret !== "string")
    return failed(`${program} answers with no credential`);
  if (username === "<token>") return { kind: "token" };
  if (username === "" || secret === "") return { kind: "none" };
  return { kind: "login", login: loginOf(username, secret) };
}

interface Ended {
  /** An exit code, a signal, or why there is none. */
  readonly code: number | string;
  readonly output: Outside;
}

function run(
  program: string,
  input: string,
  milliseconds: number,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, ["get"], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    let output = "";
    const end = (code: number | string) => {
      clearTimeout(timer);
      child.stdout.destroy();
      resolve({ code, output: fromOutside(output) });
    };
    // What it has started may keep its stdout open: its end is not waited for.
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      end("time-out");
    }, milliseconds);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.length <= maxBytes) return;
      child.kill("SIGKILL");
      end("too long an answer");
    });
    child.on("error", (error: NodeJS.ErrnoException) =>
      end(error.code ?? "error"),
    );
    child.on("close", (code, signal) => end(code ?? signal ?? "no exit code"));
    // It may end without reading.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
