import { loginOf } from "../../../src/registry/credential.js";
import { expect } from "chai";
import sinon from "sinon";
import { verifyLogins } from "../../../src/commands/create/gather-logins.js";
import { serve, stopServers } from "../../registry/serve.js";

const login = loginOf("me", "hunter2");

/** What is said of a registry that answers a request without a login, and one with it, like this. */
async function said(without: number, withLogin: number): Promise<string> {
  const { port } = await serve(({ headers }, outgoing) =>
    outgoing
      .writeHead(headers.authorization === undefined ? without : withLogin, {
        "www-authenticate": 'Basic realm="x"',
      })
      .end(),
  );
  try {
    await verifyLogins([{ registry: `127.0.0.1:${port}`, login }]);
    return "taken";
  } catch (error) {
    return (error as Error).message.replace(/^\S+ /, "");
  }
}

describe("verifyLogins", () => {
  afterEach(() => {
    stopServers();
    sinon.restore();
  });

  it("is content where the registry takes the login", async () => {
    expect(await said(401, 200)).to.equal("taken");
  });

  it("fails where the registry refuses it", async () => {
    expect(await said(401, 401)).to.equal(
      "the registry refuses the login. Log in again",
    );
  });

  it("fails where the registry never asks for it, so that nothing is known", async () => {
    expect(await said(200, 200)).to.equal(
      "the registry answers without asking for a login, so nothing is known of it: leave --verify out",
    );
  });

  it("names the variables of a proxy that is none, and not what they hold", async () => {
    const HTTPS_PROXY = "http://me:hunter2@proxy.example.test:99999";
    sinon.stub(process, "env").value({ ...process.env, HTTPS_PROXY });
    const registry = "registry.example.test";
    const error = await verifyLogins([{ registry, login }]).catch(
      (error: unknown) => error,
    );
    expect((error as Error).message).to.equal(
      "registry.example.test: the registry could not be asked from here: HTTP_PROXY or HTTPS_PROXY names no proxy's " +
        "address, such as http://proxy.example.com:3128",
    );
  });
});
