import { EventEmitter, once } from "node:events";
import { expect } from "chai";
import {
  createRegistryClient,
  UnreachableError,
} from "../../src/registry/http.js";
import { serve, stopServers } from "./serve.js";

/** Why a request fails. */
async function failure(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    return error instanceof UnreachableError ? error.reason : String(error);
  }
  return "none";
}

describe("a registry client", () => {
  const proxy = process.env["https_proxy"];
  afterEach(() => {
    stopServers();
    if (proxy === undefined) delete process.env["https_proxy"];
    else process.env["https_proxy"] = proxy;
  });

  it("ends what is under way when it is closed", async () => {
    const requests = new EventEmitter();
    const asked = once(requests, "asked");
    const { url } = await serve(() => requests.emit("asked"));
    const client = await createRegistryClient();
    const reason = failure(client.ask({ method: "GET", url }));
    await asked;
    await client.close();
    expect(await reason).to.equal("connection");
  });

  it("asks this machine, and nobody else, where the proxy has no address", async () => {
    process.env["https_proxy"] = "http://hunter2 :no port";
    const { url } = await serve((_incoming, outgoing) => outgoing.end());
    const client = await createRegistryClient();
    const elsewhere = new URL("https://registry.example.test");
    expect((await client.ask({ method: "GET", url })).status).to.equal(200);
    expect(
      await failure(client.ask({ method: "GET", url: elsewhere })),
    ).to.equal("proxy-address");
    expect(await failure(client.close())).to.equal("none");
  });
});
