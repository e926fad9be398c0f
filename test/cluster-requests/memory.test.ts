import { expect } from "chai";
import {
  forgetCluster,
  rememberAccount,
  rememberAdded,
  rememberCopies,
  rememberListed,
  rememberSource,
} from "../../src/cluster/memory.js";
import { log, recordingCluster } from "../patches/recording-cluster.js";

const place = { namespace: "team", name: "hub" };

describe("what is remembered of a cluster", () => {
  afterEach(forgetCluster);

  /** Asks each kind of thing about one name in one namespace, and says which were asked. */
  async function asked(sessionId: string, { api } = recordingCluster()) {
    const asker = { api, log: { ...log, context: { sessionId } } };
    const kinds: string[] = [];
    const note = <T>(kind: string, answer: T) => {
      kinds.push(kind);
      return Promise.resolve(answer);
    };
    await rememberCopies(asker, "team", [place], () =>
      note("copies", undefined),
    );
    await rememberAdded(asker, place, [{ name: "hub" }], () =>
      note("added", undefined),
    );
    expect([
      await rememberSource(asker, place, () => note("source", null)),
      await rememberAccount(asker, place, () => note("account", {})),
      await rememberListed(asker, place, () =>
        note("listed", { secret: null }),
      ),
    ]).to.deep.equal([null, {}, { secret: null }]);
    return kinds;
  }

  const all = ["copies", "added", "source", "account", "listed"];

  it("is each kind of thing on its own, though the names are the same", async () => {
    expect(await asked("one")).to.deep.equal(all);
  });

  it("is not asked again by the same command of the same API server", async () => {
    const cluster = recordingCluster();
    expect(await asked("one", cluster)).to.deep.equal(all);
    expect(await asked("one", cluster)).to.deep.equal([]);
    expect(await asked("another", cluster)).to.deep.equal(all);
    expect(await asked("one", recordingCluster())).to.deep.equal(all);
  });

  it("is asked again once it was to be forgotten", async () => {
    const cluster = recordingCluster();
    await asked("one", cluster);
    forgetCluster();
    expect(await asked("one", cluster)).to.deep.equal(all);
  });
});
