import { expect } from "chai";
import { answer, readable } from "./answer.js";
import { oddCases } from "./odd-cases.js";

describe("matching, as the kubelet does it", () => {
  for (const { title, secrets, image, expected } of oddCases) {
    it(title, () => {
      expect(readable(answer(secrets, image).answer)).to.deep.equal(expected);
    });
  }
});
