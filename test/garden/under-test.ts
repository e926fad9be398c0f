import { execFileSync } from "node:child_process";
import { bundledGarden } from "../bundle/bundle.js";
import type { LauncherVersion } from "../bundle/launcher.js";
import { nodeBinary } from "../nodes/node-binary.js";

/** Which Garden the tests start, and on which Node; a bundle is made before the first test.
 *  GARDEN_PULL_SECRETS_TEST_NODE: the Node of every process that holds Garden, a version or a path; else this Node.
 *  GARDEN_PULL_SECRETS_TEST_SHAPE: npm (as it is) or bundle (in the layout of the official binary). */
const givenNode = process.env["GARDEN_PULL_SECRETS_TEST_NODE"] ?? "";
const givenShape = process.env["GARDEN_PULL_SECRETS_TEST_SHAPE"] ?? "npm";
if (!["npm", "bundle"].includes(givenShape))
  throw new Error(
    `GARDEN_PULL_SECRETS_TEST_SHAPE is npm or bundle, not ${givenShape}`,
  );

/** The Node of every process that holds Garden. */
export const gardenNode = await namedNode(givenNode);

/** The root of the bundle, or null where npm Garden is tested. */
export const bundleRoot =
  givenShape === "bundle"
    ? await bundledGarden({
        node: gardenNode,
        launcher: launcherWith(gardenNode),
      })
    : null;

/** The binaries with Node 22 inside are the newer ones, which keep a compile cache. */
function launcherWith(node: string): LauncherVersion {
  const version = execFileSync(node, ["--version"], { encoding: "utf8" });
  return Number(/^v(\d+)/.exec(version)?.[1]) < 22 ? "0.13.24" : "0.13.36";
}

async function namedNode(given: string): Promise<string> {
  if (given === "") return process.execPath;
  return /^[\d.]+$/.test(given) ? await nodeBinary(given) : given;
}
