import { expect } from "chai";
import { changedGarden } from "../garden/changed-garden.js";
import { cli } from "../garden/process.js";
import {
  exampleProject,
  filesBelow,
  removeFolders,
} from "../garden/project.js";

describe("a command of ours in a Garden that lacks what it calls", () => {
  after(removeFolders);

  const cases = [
    {
      title: "a method of Garden's",
      file: "garden.js",
      from: /(async |Garden\.prototype, ")resolveAction\b/g,
      to: "$1resolveOne",
      lacks: "it has no garden.resolveAction",
    },
    {
      title: "a function, which is there twice",
      file: "plugins/kubernetes/local/config.js",
      from: /^/,
      to: "function createContainerManifests() {}\n",
      lacks: "it declares createContainerManifests 2 times",
    },
  ];
  for (const { title, file, from, to, lacks } of cases)
    it(`ends with a sentence: ${title}`, async () => {
      const garden = changedGarden({
        [file]: (source) => source.replace(from, to),
      });
      const cwd = exampleProject("shop");
      const { code, stdout, stderr } = await cli(
        ["manifests", cwd, "--garden", garden],
        { cwd: "/" },
      );
      expect(stderr).to.contain(
        `garden-pull-secrets does not fit Garden 0.13.24: ${lacks}. Nothing was done.`,
      );
      expect(stderr).not.to.match(/^ +at /m);
      expect(stdout).to.equal("");
      expect(code).to.equal(1);
      expect(
        filesBelow(cwd).filter((name) => name.includes("provider-statuses")),
      ).to.deep.equal([]);
    });
});
