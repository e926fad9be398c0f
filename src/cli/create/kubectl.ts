import { spawn } from "node:child_process";
import { redact } from "../../registry/redact/redact.js";
import { fromOutside, type Outside } from "../../config/outside.js";
import { printableLines } from "../../config/printable.js";

/** Runs the kubectl in PATH, and returns what it prints. Throws an Error with kubectl's own words, or where there is
 *  none. */
export async function runKubectl(
  args: readonly string[],
  input = "",
): Promise<Outside> {
  const child = spawn("kubectl", args, { stdio: ["pipe", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  // It may end without reading.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return await new Promise((resolve, reject) => {
    child.on("error", (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          `kubectl can't be started (${error.code ?? "error"}): --context needs it in PATH.`,
        ),
      ),
    );
    child.on("close", (code) =>
      code === 0
        ? resolve(fromOutside(stdout))
        : reject(
            new Error(
              `kubectl: ${printableLines(redact(fromOutside(stderr.trim()))).replaceAll("\n", "\n  ")}`,
            ),
          ),
    );
  });
}
