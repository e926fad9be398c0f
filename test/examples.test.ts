import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { filesBelow, repository } from "./garden/project.js";

const folderOf = (name: string) => path.join(repository, "examples", name);

/** No project config is one for both lines of Garden: each takes an `apiVersion` that the other refuses. */
describe("the example for Garden 0.14", () => {
  const read = (example: string, file: string) =>
    readFileSync(path.join(folderOf(example), file), "utf8");

  /** What 0.14 has otherwise. */
  const changes: readonly (readonly [string, string])[] = [
    ["garden.io/v1", "garden.io/v2"],
    ["  files: ", "  manifestFiles: "],
    [
      "build: api\nspec:\n",
      "dependencies: [build.api]\nspec:\n  image: ${actions.build.api.outputs.deployment-image-id}\n",
    ],
  ];

  it("is the one for 0.13, but for what 0.14 spells otherwise", () => {
    const files = filesBelow(folderOf("shop"));
    expect(filesBelow(folderOf("shop-0.14"))).to.deep.equal(files);
    for (const file of files) {
      const translated = changes.reduce(
        (text, [from, to]) => text.replace(from, to),
        read("shop", file),
      );
      expect(read("shop-0.14", file), file).to.equal(translated);
    }
  });
});
