import { expect } from "chai";
import { normalized } from "../garden/normalize.js";
import { patchedGarden, unpatchedGarden } from "../garden/process.js";
import {
  filesBelow,
  project,
  removeFolders,
  type Files,
} from "../garden/project.js";

const plain: Files = {
  "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: plain
environments: [{ name: default }]
providers: [{ name: exec, initScript: touch initialised }]
---
kind: Run
name: fails
type: exec
spec: { command: [sh, -c, "echo out; echo err >&2; touch done; exit 3"] }
`,
};

describe("a project without Kubernetes", () => {
  after(removeFolders);

  it("sees no difference in a command that fails", async () => {
    const [patched, unpatched] = await Promise.all(
      [patchedGarden, unpatchedGarden].map(async (garden) => {
        const cwd = project(plain);
        const ended = await garden(["run", "fails"], { cwd });
        return {
          ...ended,
          stdout: normalized(ended.stdout, cwd),
          stderr: normalized(ended.stderr, cwd),
          files: filesBelow(cwd).map((file) => normalized(file, cwd)),
        };
      }),
    );
    expect(unpatched?.code).to.equal(1);
    expect(unpatched?.stdout).to.contain("1 requested test action(s) failed!");
    expect(patched).to.deep.equal(unpatched);
  });
});
