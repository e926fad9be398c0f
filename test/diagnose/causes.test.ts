import { expect } from "chai";
import { causes } from "../../src/diagnose/causes.js";

const entries = Object.entries(causes);

describe("the causes", () => {
  it("say which of them time can cure", () => {
    const curable = entries
      .filter(([, { waits }]) => waits !== false && waits !== null)
      .map(([cause, { waits }]) => [cause, waits]);
    expect(Object.fromEntries(curable)).to.deep.equal({
      "secret-missing": 30,
      "kubelet-qps": true,
      dns: true,
      network: true,
      "login-throttled": true,
      "registry-error": true,
      corrupt: true,
    });
  });

  it("leave what is not known to others", () => {
    const open = entries.filter(([, { waits }]) => waits === null);
    expect(open.map(([cause]) => cause)).to.have.members([
      "unknown",
      "not-a-pull-failure",
    ]);
  });

  for (const [cause, { sentence, remedy }] of entries) {
    it(`has a sentence and a remedy for ${cause}, without a gap in it`, () => {
      const said = remedy({
        image: "IMAGE",
        registry: "REG",
        server: "SERVER",
      });
      expect(sentence).to.match(/^[A-Z].+\.$/);
      expect(said).to.match(/^[A-Z].+\.$/);
      expect(said).not.to.match(/undefined|null|\$\{/);
    });
  }
});
