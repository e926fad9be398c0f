import { expect } from "chai";
import { causes } from "../../src/diagnose/causes.js";

describe("the causes", () => {
  for (const [cause, { sentence, remedy }] of Object.entries(causes)) {
    it(`has a sentence and a remedy for ${cause}, without a gap in it`, () => {
      const said = remedy({
        image: "IMAGE",
        registry: "REG",
        server: "SERVER",
        failed: null,
        missing: [],
        namespace: null,
      });
      expect(sentence).to.match(/^[A-Z].+\.$/);
      expect(said).to.match(/^[A-Z].+(?:\.|TOKEN|-f -)$/);
      expect(said).not.to.match(/undefined|null|\$\{/);
    });
  }
});
