import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import sinon from "sinon";
import {
  gatherLogins,
  usersOf,
} from "../../../src/commands/create/gather-logins.js";
import { CreateError } from "../../../src/commands/create/target.js";
import { removeFolders, temporaryFolder } from "../../garden/project.js";

const withPort = "registry.example.com:443";

/** What a project's images name that is no address. */
const noAddresses = ["registry.example.com:99999", "10.0.0.300:5000"];

describe("gatherLogins", () => {
  before(() => {
    const DOCKER_CONFIG = temporaryFolder();
    const auth = Buffer.from("me:hunter2").toString("base64");
    writeFileSync(
      path.join(DOCKER_CONFIG, "config.json"),
      JSON.stringify({ auths: { [withPort]: { auth } } }),
    );
    sinon.stub(process, "env").value({ ...process.env, DOCKER_CONFIG });
  });
  after(() => {
    sinon.restore();
    removeFolders();
  });

  for (const mustHave of [true, false])
    it(`takes the login of a registry with the port 443, ${mustHave ? "as it is given" : "as an image names it"}`, async () => {
      const { logins } = await gatherLogins([withPort], mustHave);
      expect(usersOf(logins)).to.deep.equal([
        { registry: withPort, username: "me" },
      ]);
    });

  it("leaves out what is no address, and takes the logins of the others", async () => {
    const found = await gatherLogins([...noAddresses, withPort], false);
    expect(found.logins.map(({ registry }) => registry)).to.deep.equal([
      withPort,
    ]);
    expect(found.without).to.deep.equal(
      noAddresses.map((registry) => ({
        registry,
        reason: "it is no address of a registry",
      })),
    );
  });

  const aHost =
    "is no registry: give a host, with its port if it has one, such as ghcr.io or registry.example.com:5000.";
  for (const { given, said } of [
    ...noAddresses.map((given) => ({ given, said: `'${given}' ${aHost}` })),
    {
      given: "https://me:hunter2@a.test",
      said: `'https://***@a.test' ${aHost}`,
    },
    {
      given: "https://me:hun/ter2@a.test",
      said: `'https://***@a.test' ${aHost}`,
    },
    {
      given: "https://me:12/ter2@a.test",
      said: `'https://***@a.test' ${aHost}`,
    },
    {
      given: "../proj",
      said: `'../proj' ${aHost} A project's folder stands before --registry.`,
    },
  ])
    it(`refuses ${given} where it is given`, async () => {
      const error = await gatherLogins([withPort, given], true).catch(
        (error: unknown) => error,
      );
      expect(error).to.be.instanceOf(CreateError);
      expect((error as CreateError).message).to.equal(said);
    });
});
