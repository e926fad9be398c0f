import { expect } from "chai";
import { tsNode } from "../garden/process.js";
import { removeFolders, repository } from "../garden/project.js";

/** In how many processes: there are some thousand Gardens, of each row, 8 faults, and 16 that are wrong besides. */
const parts = 2;

describe("each row of the table, in Gardens with each fault", () => {
  after(removeFolders);

  for (let part = 0; part < parts; part++)
    it(`does what \`seams\` says, and nothing reaches the cluster where a mandatory one is missing (${String(part + 1)} of ${String(parts)})`, async () => {
      const { stdout, stderr } = await tsNode(
        "faulty-main.ts",
        [String(part), String(parts)],
        { cwd: repository },
      );
      expect(stderr).to.equal("");
      const { tried, wrong } = JSON.parse(stdout) as {
        tried: number;
        wrong: string[];
      };
      expect(wrong).to.deep.equal([]);
      expect(tried).to.be.at.least(2000 / parts);
    });
});
