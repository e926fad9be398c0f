import { loginOf } from "../../../src/registry/credential.js";
import { expect } from "chai";
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
  afterEach(stopServers);

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
});
