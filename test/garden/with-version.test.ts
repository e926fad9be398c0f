import { expect } from "chai";
import { withVersion } from "../../src/garden/actions.js";
import type { GardenLog } from "../../src/garden/garden.js";

describe("withVersion", () => {
  it("changes the version, and hands on all that Garden gives", () => {
    const given: unknown[][] = [];
    const action = {
      versionString: (...args: unknown[]) => {
        given.push(args);
        return "v-1";
      },
    };
    const changed = withVersion(action, (version) => `${version}-secrets`);
    const log = {} as GardenLog;
    const old = changed.versionString;
    expect([changed.versionString(log), old()]).to.deep.equal([
      "v-1-secrets",
      "v-1-secrets",
    ]);
    expect(given).to.deep.equal([[log], []]);
    expect(action.versionString()).to.equal("v-1");
  });
});
