import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { measureRequests, type RequestCount } from "../measure-requests.js";
import { cluster } from "./shared-cluster.js";

describe("the requests of a deploy that are about Secrets", function () {
  this.timeout(600_000);
  let counts: RequestCount[];
  before(async () => {
    counts = await measureRequests(cluster(), [1, 10]);
  });
  after(removeFolders);

  const of = (deploys: number, garden: string, run: string) => {
    const found = counts.find(
      (count) =>
        count.deploys === deploys &&
        count.garden === garden &&
        count.run === run,
    );
    if (!found) throw new Error("not measured");
    return { requests: found.secretRequests, writes: found.secretWrites };
  };

  for (const deploys of [1, 10]) {
    it(`patched, ${String(deploys)} Deploys: two reads and one write for each Secret, then reads only`, () => {
      expect(of(deploys, "patched", "first")).to.deep.equal({
        requests: 6,
        writes: 2,
      });
      expect(of(deploys, "patched", "second")).to.deep.equal({
        requests: 4,
        writes: 0,
      });
    });
  }

  it("unpatched, they grow with the Deploys, and each time all is written again", () => {
    expect(of(10, "unpatched", "first").requests).to.be.greaterThan(
      8 * of(1, "unpatched", "first").requests,
    );
    expect(of(10, "unpatched", "second").writes).to.equal(80);
  });
});
