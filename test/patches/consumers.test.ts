import { expect } from "chai";
import { satisfies } from "semver";
import { removeFolders } from "../garden/project.js";
import { consumersOf } from "../garden/consumers.js";
import { madeLists } from "../garden/made-lists.js";
import { patches } from "../../src/patches/index.js";
import { workloadsVariable } from "../../src/patches/workloads/workloads-option.js";
import { consumed, type Consumed } from "./consumed.js";

/** Of the rows that npm Garden has. */
const consumers = await consumersOf(
  patches
    .filter(({ gardens }) => satisfies("0.13.24", gardens))
    .map(({ id }) => id),
);

/** What Garden's own callers of the patched functions are about to create. The row secrets is left out, so that the
 *  callers pass what unpatched ones do. */
describe("Garden's consumers of the patched functions", () => {
  const rows = [...new Set(Array.from(consumers.values(), ({ row }) => row))];
  const env = { [workloadsVariable]: "true" };
  let made: Record<
    | "whole"
    | "without"
    | "whole, with --workloads"
    | "without, with --workloads",
    Consumed
  >;
  before(async () => {
    const without = ["secrets", ...rows];
    made = await consumed({
      whole: { without: ["secrets"] },
      without: { without },
      "whole, with --workloads": { without: ["secrets"], env },
      "without, with --workloads": { without, env },
    });
  });
  after(removeFolders);

  const lists = (variant: keyof typeof made, title: string) =>
    madeLists(made[variant][title]?.manifests ?? []).map(({ names }) => names);

  for (const [title, consumer] of consumers) {
    const { row, names, account, unpatched, workloads } = consumer;
    const option = workloads ? ", with --workloads" : "";

    it(`put the references into what is made by: ${title}${option}`, () => {
      const found = lists(
        workloads ? "whole, with --workloads" : "whole",
        title,
      );
      expect(found).not.to.deep.equal([]);
      const expected = [...(account ? ["from-admin"] : []), ...names];
      for (const list of found) expect(list).to.deep.equal(expected);
    });

    it(`show what Garden does without the row ${row}: ${title}${option}`, () => {
      const found = lists(
        workloads ? "without, with --workloads" : "without",
        title,
      );
      expect(found).not.to.deep.equal([]);
      for (const list of found) expect(list).to.deep.equal(unpatched);
    });

    if (workloads)
      it(`leave alone what is made without --workloads by: ${title}`, () => {
        expect(lists("whole", title)).to.deep.equal([[]]);
      });
  }
});
