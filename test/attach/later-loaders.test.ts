import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { gardenNode } from "../garden/under-test.js";
import {
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import {
  closedHooks,
  deployBeside,
  loaders,
  positions,
  withLoader,
} from "../matrix/loaders.js";

/** With the Node under test; the others by `npm run matrix`. */
describe("beside another module loader", () => {
  after(removeFolders);

  for (const loader of loaders)
    for (const position of positions)
      it(`${loader}, registered ${position} the patch, Garden is patched`, async () => {
        const options = withLoader(loader, position);
        const { carries, stderr } = await deployBeside(gardenNode, options);
        expect(carries, stderr).to.equal(true);
      });

  // Node 21.1 loads all that `--import` names at once, so that another loader may come in the midst of it.
  for (let turns = 0; turns < 8; turns++)
    it(`one that is registered ${String(turns)} turns of the event loop after the patch began keeps nothing out unseen`, async () => {
      const folder = temporaryFolder();
      writeFileSync(path.join(folder, "main.mjs"), "export {};\n");
      const { stdout } = await promisify(execFile)(gardenNode, [
        path.join(repository, "test", "garden", "loader-at-main.js"),
        String(turns),
        closedHooks(),
        folder,
      ]);
      expect(stdout).to.match(/^(?:patched|kept out: .*loader.*)\n$/);
    });

  it("one that asks no other, registered before the patch, changes nothing", async () => {
    const options = withLoader("closed", "before");
    const { carries, stderr } = await deployBeside(gardenNode, options);
    expect(carries, stderr).to.equal(true);
  });

  it("one that asks no other, registered after the patch, ends Garden before it reaches the cluster", async () => {
    const options = withLoader("closed", "after");
    const { carries, reached, code, stderr } = await deployBeside(
      gardenNode,
      options,
    );
    if (carries) return;
    expect({ reached, code }).to.deep.equal({ reached: false, code: 1 });
    expect(stderr).to.match(/garden-pull-secrets: .*loader/);
  });
});
