import { expect } from "chai";
import { cli } from "../garden/shared.js";
import { core, project, removeFolders } from "../garden/project.js";

const files = {
  "project.garden.yml": `apiVersion: garden.io/v1
kind: Project
name: shop
environments: [{ name: only }, { name: none }]
providers:
  - name: openshift
    environments: [only]
    context: nowhere
    defaultHostname: shop.example.test
    namespace: shop
`,
  "web.garden.yml": `kind: Deploy
name: web
type: container
spec: { image: busybox }
`,
};

const sentence = /provider openshift makes pods, and is not covered/;

describe("a provider whose pods the patch does not reach", () => {
  after(removeFolders);

  for (const args of [
    ["manifests", "--diff"],
    ["manifests", "-o", "json"],
    ["check", "--offline"],
    ["create", "--yes"],
    ["clean", "--dry-run"],
    ["explain"],
  ])
    it(`${args.join(" ")} says so, and ends with 1`, async () => {
      const [command = "", ...options] = args;
      const { code, stdout, stderr } = await cli(
        [
          command,
          project(files),
          ...options,
          "--env",
          "only",
          "--garden",
          core,
        ],
        { cwd: "/" },
      );
      expect(code, stderr).to.equal(1);
      expect(stderr).to.match(
        command === "create" ? /provider openshift is not covered/ : sentence,
      );
      expect(stdout + stderr).not.to.match(
        /no pods|no failed image pull|Nothing in the cluster/,
      );
    });

  it("is not made of one that makes none", async () => {
    const { code, stderr } = await cli(
      ["manifests", project(files), "--env", "none", "--garden", core],
      { cwd: "/" },
    );
    expect(code, stderr).to.equal(0);
    expect(stderr)
      .to.contain("Garden makes no pods there")
      .and.not.contain("covered");
  });
});
