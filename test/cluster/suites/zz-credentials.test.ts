import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { allCredentials, findings } from "./credentials.js";
import { prepareExample } from "./example.js";
import { everythingSaid, garden } from "./garden.js";
import { cluster } from "./shared-cluster.js";

const silly = ["--log-level", "silly"];

/** The last suite: mocha sorts the files by name. */
describe("the credentials, after all that Garden did here", function () {
  this.timeout(600_000);
  let words: ReadonlySet<string>;
  before(async () => {
    const { folder } = await prepareExample("silly");
    const deployed = await garden(folder, ["deploy", ...silly]);
    expect(deployed.code, "garden deploy").to.equal(0);
    await garden(folder, ["sync", "start", "web", "--deploy", ...silly]);
    words = await allCredentials(cluster());
  });
  after(removeFolders);

  it("are many, the account's and the Hub's tokens among them", () => {
    expect(words.size).to.be.greaterThan(10);
    expect(words.has(cluster().credentials.password)).to.equal(true);
    expect(cluster().hub.issuedTokens()).not.to.deep.equal([]);
  });

  it("would be found", () => {
    for (const word of words) {
      const planted = { where: "planted", text: `before ${word} after` };
      expect(findings([planted], words)).not.to.deep.equal([]);
    }
  });

  it("are searched for in Garden's output and in log files at level silly", () => {
    // Garden says this at level silly only.
    const atSilly = "Resolving template strings for provider kubernetes";
    const places = everythingSaid()
      .filter(({ text }) => text.includes(atSilly))
      .map(({ where }) => where);
    expect(places).to.include("garden deploy --log-level silly");
    expect(places).to.include(".garden/logs/development.log");
  });

  it("are in no output, no log file and no error", () => {
    expect(findings(everythingSaid(), words)).to.deep.equal([]);
  });

  it("are in no object but Secrets, so kubectl apply was never given one", async () => {
    const kinds =
      "deployments,statefulsets,daemonsets,pods,configmaps,services,events,jobs";
    const text = await cluster().kubectl(
      "get",
      kinds,
      "--all-namespaces",
      "--output=json",
    );
    expect(findings([{ where: "the cluster", text }], words)).to.deep.equal([]);
  });
});
