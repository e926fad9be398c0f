import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { Variants } from "../garden/consumers-main.js";
import type { Made } from "../garden/made-lists.js";
import { moreActions } from "../garden/more-actions.js";
import { tsNode } from "../garden/process.js";
import {
  exampleProject,
  repository,
  temporaryFolder,
} from "../garden/project.js";

/** What each consumer was about to create. */
export type Consumed = Record<string, { manifests: Made[] }>;

/** A list with a duplicate: without the row secrets, Garden's own callers hand it on to the builders as it is. */
const twice = readFileSync(
  path.join(repository, "examples", "shop", "project.garden.yml"),
  "utf8",
).replace(
  "- name: dockerhub\n",
  "- name: dockerhub\n        namespace: ${var.CREDENTIALS_NAMESPACE}\n      - name: dockerhub\n",
);

/** Runs Garden's consumers in the example, once for each variant of the table. */
export async function consumed<Name extends string>(
  variants: Variants & Readonly<Record<Name, unknown>>,
): Promise<Record<Name, Consumed>> {
  const result = path.join(temporaryFolder(), "result.json");
  const { code, stdout, stderr } = await tsNode(
    "consumers-main.ts",
    [JSON.stringify(variants)],
    {
      cwd: exampleProject("shop", {
        "api/garden.yml": moreActions,
        "project.garden.yml": twice,
      }),
      env: { GARDEN_PULL_SECRETS_RESULT: result },
    },
  );
  expect(code, stdout + stderr).to.equal(0);
  return JSON.parse(readFileSync(result, "utf8")) as Record<Name, Consumed>;
}
