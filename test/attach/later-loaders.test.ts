import { expect } from "chai";
import { gardenNode } from "../garden/under-test.js";
import { removeFolders } from "../garden/project.js";
import {
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
