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
---
kind: Test
name: passes
type: exec
spec: { command: [echo, passed] }
`,
};

interface Case {
  readonly title: string;
  readonly args: readonly string[];
  readonly code: number;
  /** What shows that the command did its work. */
  readonly says: string;
}

const cases: readonly Case[] = [
  {
    title: "a command that fails",
    args: ["run", "fails"],
    code: 1,
    says: "1 requested test action(s) failed!",
  },
  {
    title: "a command with JSON for programs",
    args: ["test", "passes", "--output", "json"],
    code: 0,
    says: '"success": true',
  },
];

describe("a project without Kubernetes", () => {
  after(removeFolders);

  for (const { title, args, code, says } of cases) {
    it(`sees no difference: ${title}`, async () => {
      const [patched, unpatched] = await Promise.all(
        [patchedGarden, unpatchedGarden].map(async (garden) => {
          const cwd = project(plain);
          const ended = await garden(args, { cwd });
          return {
            ...ended,
            stdout: normalized(ended.stdout, cwd),
            stderr: normalized(ended.stderr, cwd),
            files: filesBelow(cwd).map((file) => normalized(file, cwd)),
          };
        }),
      );
      expect(unpatched?.code).to.equal(code);
      expect(unpatched?.stdout).to.contain(says);
      expect(patched).to.deep.equal(unpatched);
    });
  }
});
