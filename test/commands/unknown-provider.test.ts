import { expect } from "chai";
import { cli } from "../garden/shared.js";
import { core, project, removeFolders } from "../garden/project.js";

const files = {
  "project.garden.yml": `apiVersion: garden.io/v1
kind: Project
name: clouded
environments: [{ name: dev }, { name: laptop }]
providers:
  - name: local-kubernetes
    context: none
    imagePullSecrets: [{ name: hub-login }]
  - { name: cloudformation, environments: [dev], stack: shop }
`,
};

describe("a project with a provider that this Garden has no plugin for", () => {
  after(removeFolders);

  for (const args of [
    ["manifests"],
    ["check"],
    ["create", "--yes"],
    ["clean", "--dry-run"],
    ["explain"],
  ])
    it(`${args.join(" ")} says which, and where to get it from`, async () => {
      const [command = "", ...options] = args;
      const { code, stdout, stderr } = await cli(
        [command, project(files), ...options, "--garden", core],
        { cwd: "/" },
      );
      expect(code).to.equal(1);
      expect(stdout).to.equal("");
      expect(stderr)
        .to.contain("provider 'cloudformation' has not been registered")
        .and.contain("--garden <path>");
      expect(stderr).not.to.match(/TypeError|GitHub: |^ +at /m);
    });

  it("is shown in an environment without that provider", async () => {
    const { code, stderr } = await cli(
      ["manifests", project(files), "--env", "laptop", "--garden", core],
      { cwd: "/" },
    );
    expect(code, stderr).to.equal(0);
  });
});
