import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import sinon from "sinon";
import { copySecrets } from "../../src/secrets/copy-secrets.js";
import { SecretError, type SecretApi } from "../../src/secrets/secret-api.js";
import {
  copiedSecret,
  dockerConfig,
  sourceSecret,
  targetSecret,
} from "./secrets.js";

function fakeApi(...reads: (V1Secret | null)[]) {
  const read = sinon.stub<
    Parameters<SecretApi["read"]>,
    ReturnType<SecretApi["read"]>
  >();
  for (const [call, secret] of reads.entries())
    read.onCall(call).resolves(secret);
  return {
    read,
    create: sinon
      .stub<Parameters<SecretApi["create"]>, Promise<boolean>>()
      .resolves(true),
    update: sinon
      .stub<Parameters<SecretApi["update"]>, Promise<boolean>>()
      .resolves(true),
    remove: sinon
      .stub<Parameters<SecretApi["remove"]>, Promise<boolean>>()
      .resolves(true),
  };
}

/** Copies, and returns the reasons of what was announced. */
async function copy(api: SecretApi, ...sources: V1Secret[]): Promise<string[]> {
  const reasons: string[] = [];
  await copySecrets(api, sources, "shop", ({ reason }) => reasons.push(reason));
  return reasons;
}

async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("it did not fail");
}

/** The stubs stand for what a test can't time on a real API server: somebody else writing in between. */
describe("copySecrets", () => {
  const old = { data: dockerConfig("old") };

  it("reads each once and writes nothing where nothing differs", async () => {
    const api = fakeApi(copiedSecret());
    expect(await copy(api, sourceSecret())).to.deep.equal(["same"]);
    expect([
      api.read.callCount,
      api.create.callCount,
      api.update.callCount,
    ]).to.deep.equal([1, 0, 0]);
  });

  it("does not read the namespace that the source lies in", async () => {
    const api = fakeApi();
    await copySecrets(api, [sourceSecret()], "default", () => undefined);
    expect(api.read.callCount).to.equal(0);
  });

  it("writes nothing at all where one is refused", async () => {
    const api = fakeApi(null, targetSecret({ type: "Opaque" }));
    const other = sourceSecret({
      metadata: { name: "ghcr", namespace: "default" },
    });
    const error = await failure(copy(api, other, sourceSecret()));
    expect(error.message).to.match(
      /^Secret 'dockerhub' in namespace 'shop' is of type Opaque/,
    );
    expect(api.create.callCount).to.equal(0);
  });

  it("fails for one that can't be written, while another one is", async () => {
    const api = fakeApi(null, null);
    api.create.onSecondCall().rejects(new SecretError("no right"));
    const other = sourceSecret({
      metadata: { name: "ghcr", namespace: "default" },
    });
    const error = await failure(copy(api, other, sourceSecret()));
    expect(error).to.be.instanceOf(SecretError);
    expect(
      api.create.args.map(([{ metadata }]) => metadata?.name),
    ).to.deep.equal(["ghcr", "dockerhub"]);
  });

  it("says of each that can't be written what became of it, once all are done", async () => {
    const api = fakeApi(copiedSecret({ ...old, immutable: true }), null);
    let isOver = false;
    api.create.onFirstCall().rejects(new SecretError("Failed creating 'ghcr'"));
    api.create.onSecondCall().callsFake(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      isOver = true;
      throw new SecretError("Failed creating 'dockerhub'");
    });
    const other = sourceSecret({
      metadata: { name: "ghcr", namespace: "default" },
    });
    const error = await failure(copy(api, sourceSecret(), other));
    expect(isOver).to.equal(true);
    expect(error.message).to.equal(
      "Failed creating 'dockerhub'. Its older copy is already deleted, so the namespace has none until the command is run again.\nFailed creating 'ghcr'",
    );
  });

  it("throws what is no failure of a request as it is", async () => {
    const api = fakeApi(null);
    const bug = new TypeError("no such thing");
    api.create.rejects(bug);
    expect(await failure(copy(api, sourceSecret()))).to.equal(bug);
  });

  it("looks again where somebody else made it in between", async () => {
    const api = fakeApi(null, copiedSecret());
    api.create.resolves(false);
    expect(await copy(api, sourceSecret())).to.deep.equal(["absent", "same"]);
    expect(api.create.callCount).to.equal(1);
  });

  it("looks again where somebody else changed it in between", async () => {
    const api = fakeApi(copiedSecret(old), copiedSecret(old));
    api.update.onFirstCall().resolves(false);
    expect(await copy(api, sourceSecret())).to.deep.equal([
      "changed",
      "changed",
    ]);
    expect(api.update.callCount).to.equal(2);
  });

  it("announces what it does before it does it, whatever becomes of that", async () => {
    const api = fakeApi(targetSecret(old), null);
    const reasons: string[] = [];
    const seen: string[][] = [];
    api.update.callsFake(() => {
      seen.push([...reasons]);
      return Promise.reject(new SecretError("the connection was reset"));
    });
    const other = sourceSecret({
      metadata: { name: "ghcr", namespace: "default" },
    });
    const error = await failure(
      copySecrets(api, [sourceSecret(), other], "shop", ({ reason }) =>
        reasons.push(reason),
      ),
    );
    expect(error.message).to.equal("the connection was reset");
    expect(seen).to.deep.equal([["older-copy"]]);
    expect(reasons).to.deep.equal(["older-copy", "absent"]);
  });

  it("recreates an immutable copy, as long as it is what was read", async () => {
    const api = fakeApi(copiedSecret({ ...old, immutable: true }));
    await copy(api, sourceSecret());
    expect(api.remove.firstCall.args).to.deep.equal([
      "dockerhub",
      "shop",
      { uid: "u-target", resourceVersion: "3" },
    ]);
    expect(api.create.firstCall.args[0].data).to.deep.equal(
      dockerConfig("new"),
    );
    sinon.assert.callOrder(api.remove, api.create);
  });

  it("gives up on a Secret that changes all the time, and says so", async () => {
    const api = fakeApi();
    api.read.resolves(copiedSecret(old));
    api.update.resolves(false);
    const error = await failure(copy(api, sourceSecret()));
    expect(error.message).to.equal(
      "Secret 'dockerhub' in namespace 'shop' was changed by somebody else 5 times while it was being copied. Run the command again; if it goes on, look for a controller that writes this Secret.",
    );
  });
});
