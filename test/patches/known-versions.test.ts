import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { workloadsVariable } from "../../src/patches/workloads/workloads-option.js";
import { tsNode } from "../garden/process.js";
import {
  exampleProject,
  removeFolders,
  temporaryFolder,
} from "../garden/project.js";

const settings = `kind: Deploy
name: settings
type: kubernetes
spec:
  manifests:
    - apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
`;

/** Those that make no pod, and those that may. */
const commands = [
  "get status",
  "get outputs",
  "_get-deploy-status",
  "exec",
  "logs",
  "validate",
  "delete deploy",
  "sync start",
  "dev",
];

/** The states that Garden's own handlers find after a deploy with --workloads, by the command that asks. */
async function statesAfterDeploy(): Promise<unknown> {
  const result = path.join(temporaryFolder(), "result.json");
  const { code, stdout, stderr } = await tsNode(
    "known-versions-main.ts",
    ["deploy.settings", JSON.stringify(["deploy", ...commands])],
    {
      cwd: exampleProject("shop", { "settings/garden.yml": settings }),
      env: {
        GARDEN_PULL_SECRETS_RESULT: result,
        [workloadsVariable]: "true",
      },
    },
  );
  expect(code, stdout + stderr).to.equal(0);
  return JSON.parse(readFileSync(result, "utf8"));
}

describe("a Deploy that was deployed with --workloads", () => {
  after(removeFolders);

  it("is ready to every command that asks for its status", async () => {
    expect(await statesAfterDeploy()).to.deep.equal(
      Object.fromEntries(
        ["deploy", ...commands].map((name) => [name, "ready"]),
      ),
    );
  });
});
