/** `npm run picture`: makes the README's picture from the output of `npm start`. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { terminalSvg } from "./terminal-svg.js";

const repository = fileURLToPath(new URL("..", import.meta.url));
// On a terminal, where digests are left out; one so wide that nothing is wrapped.
const { status, stdout, stderr } = spawnSync(
  "script",
  ["-qec", "stty cols 200 && npm start --silent", "/dev/null"],
  {
    cwd: repository,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: "1" },
  },
);
if (status !== 0) throw new Error(`npm start failed:\n${stdout}${stderr}`);
writeFileSync(
  new URL("../docs/manifests.svg", import.meta.url),
  terminalSvg(
    `\x1b[2m$\x1b[22m \x1b[1mnpm start\x1b[22m\n\n${stdout.replaceAll("\r\n", "\n")}`,
    "The workloads that Garden creates for the example, with their pull secrets before and after the patch",
  ),
);
