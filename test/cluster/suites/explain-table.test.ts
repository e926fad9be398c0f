import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { runCell } from "../explain-table/cell.js";
import { eachOnce } from "../explain-table/choose.js";
import { columns } from "../explain-table/columns.js";
import {
  startBrokenRegistries,
  type BrokenRegistries,
} from "../hub/broken-registries.js";
import { gardenHome } from "./garden.js";
import { cluster } from "./shared-cluster.js";

const cells = eachOnce();

describe("failed pulls are explained, at most 3 s after the kubelet's first failure", () => {
  let broken: BrokenRegistries;
  before(async () => {
    broken = await startBrokenRegistries();
  });
  after(async () => {
    await broken.stop();
    removeFolders();
  });

  it("in every column", () => {
    expect(new Set(cells.map(({ column }) => column)).size).to.equal(
      columns.length,
    );
  });

  for (const cell of cells) {
    const { failure, column } = cell;
    it(`${failure.title}: ${column.title}`, async () => {
      const bench = { cluster: cluster(), broken, home: gardenHome() };
      const said = await runCell(bench, cell);
      expect(said.causes, said.output).to.include(failure.cause);
      expect(said.seconds, said.output).to.be.below(3);
      if (!failure.passes) expect(said.code, said.output).to.equal(1);
    });
  }
});
