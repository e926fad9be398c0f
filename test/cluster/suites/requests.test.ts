import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { benchSecrets, type BenchShape } from "../bench-projects.js";
import { measureRequests, type RequestCount } from "../measure-requests.js";
import { cluster } from "./shared-cluster.js";

const container = (deploys: number): BenchShape => ({
  kind: "container",
  deploys,
  namespaces: 1,
});
const kubernetes = (deploys: number, namespaces: number): BenchShape => ({
  kind: "kubernetes",
  deploys,
  namespaces,
});
const mixed: BenchShape = { kind: "mixed", deploys: 6, namespaces: 2 };
const shapes = [
  container(1),
  container(10),
  kubernetes(2, 2),
  kubernetes(12, 2),
  mixed,
];

describe("the requests of a deploy that are about Secrets", function () {
  this.timeout(600_000);
  let counts: RequestCount[];
  before(async () => {
    counts = await measureRequests(cluster(), shapes);
  });
  after(removeFolders);

  const of = (
    shape: BenchShape,
    garden: RequestCount["garden"],
    run: RequestCount["run"],
  ): RequestCount => {
    const found = counts.find(
      (count) =>
        count.kind === shape.kind &&
        count.deploys === shape.deploys &&
        count.garden === garden &&
        count.run === run,
    );
    if (!found) throw new Error("not measured");
    return found;
  };
  const secretsOf = (...which: Parameters<typeof of>) => {
    const { secretRequests, secretWrites } = of(...which);
    return { requests: secretRequests, writes: secretWrites };
  };

  for (const deploys of [1, 10]) {
    it(`patched, ${String(deploys)} Deploys: two reads and one write for each Secret, then reads only`, () => {
      expect(secretsOf(container(deploys), "patched", "first")).to.deep.equal({
        requests: 6,
        writes: 2,
      });
      expect(secretsOf(container(deploys), "patched", "second")).to.deep.equal({
        requests: 4,
        writes: 0,
      });
    });
  }

  it("unpatched, they grow with the Deploys, and each time all is written again", () => {
    const requests = (deploys: number) =>
      of(container(deploys), "unpatched", "first").secretRequests;
    expect(requests(10)).to.be.greaterThan(8 * requests(1));
    expect(of(container(10), "unpatched", "second").secretWrites).to.equal(80);
  });

  for (const deploys of [2, 12]) {
    it(`with the user's own workloads, ${String(deploys)} Deploys in two namespaces: as many as Secrets and namespaces want`, () => {
      const shape = kubernetes(deploys, 2);
      const first = of(shape, "workloads", "first");
      expect(first.secretRequests).to.equal(2 + 2 * 2 * 2);
      expect(first.secretWrites).to.equal(2 * 2);
      expect(first.accountRequests).to.equal(2);
      const second = of(shape, "workloads", "second");
      expect(second.secretRequests).to.equal(2 + 2 * 2);
      expect(second.accountRequests).to.equal(2);
    });
  }

  for (const shape of shapes) {
    const { kind, deploys, namespaces } = shape;
    it(`are never more than three for each Secret and namespace, and those of accounts, on top: ${kind}, ${String(deploys)}`, () => {
      const patched = counts.filter(
        (count) =>
          count.kind === kind &&
          count.deploys === deploys &&
          count.garden !== "unpatched",
      );
      expect(patched).to.have.length(kind === "mixed" ? 4 : 2);
      for (const count of patched) {
        const unpatched = of(shape, "unpatched", count.run);
        expect(count.requests, count.garden).to.be.at.most(
          unpatched.requests +
            3 * benchSecrets.length * namespaces +
            namespaces,
        );
      }
    });
  }
});
