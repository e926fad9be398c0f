import { expect } from "chai";
import type { Agreement } from "../garden/agreement-main.js";
import { tsNode } from "../garden/process.js";
import { removeFolders } from "../garden/project.js";

const cases = 10_000;

describe("the buildkit and the sync-util Deployment", () => {
  after(removeFolders);

  it(`carry the same clean references in ${String(cases)} generated cases, whatever the caller passed`, async () => {
    const { code, stdout, stderr } = await tsNode(
      "agreement-main.ts",
      [String(cases), "1"],
      { cwd: "." },
    );
    expect(code, stderr).to.equal(0);
    const result = JSON.parse(stdout) as Agreement;
    expect(result).to.deep.equal({
      cases,
      incomplete: 4544,
      unpatchedFailures: 4544,
    });
  });
});
