import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import type { ApiRequest } from "../audit.js";
import { garden } from "./garden.js";
import { readSecret } from "./objects.js";
import {
  prepareSecretProject,
  rotate,
  rotatedData,
  secretProject,
  type SecretProject,
} from "./secret-project.js";
import { secretRequests, writes } from "./secret-requests.js";

const names = ["dockerhub", "second"];

/** Two colleagues deploy at the same moment into the namespace that they share. */
describe("two deploys at once", () => {
  let shared: SecretProject;
  let folders: readonly string[];
  before(async () => {
    shared = await prepareSecretProject("shared", { secrets: names });
    folders = [shared.folder, secretProject("shared", { secrets: names })];
  });
  after(removeFolders);

  async function deployTwice(): Promise<ApiRequest[]> {
    return await secretRequests(async () => {
      const ended = await Promise.all(
        folders.map((folder) => garden(folder, ["deploy"])),
      );
      for (const { code, stdout, stderr } of ended)
        expect(code, stdout + stderr).to.equal(0);
    });
  }

  /** Who comes second finds it done: on reading, or, where both have read before, by a conflict. */
  function expectEachWrittenOnce(
    requests: readonly ApiRequest[],
    verb: string,
  ): void {
    const written = writes(requests);
    expect(written.map((request) => request.verb)).to.deep.equal([verb, verb]);
    expect(written.map(({ name }) => name)).to.have.members(names);
    const refused = requests.filter(({ status }) => status >= 400);
    for (const request of refused)
      expect(["get 404", `${verb} 409`]).to.include(
        `${request.verb} ${String(request.status)}`,
      );
  }

  async function expectCopies(password: string): Promise<void> {
    for (const name of names)
      expect((await readSecret(name, shared.namespace))?.data).to.deep.equal(
        rotatedData(password),
      );
  }

  it("both end well, and each absent Secret is created once", async () => {
    expectEachWrittenOnce(await deployTwice(), "create");
    await expectCopies("first");
  });

  it("both end well, and each rotated Secret is updated once", async () => {
    for (const password of ["second", "third"]) {
      for (const name of names)
        await rotate(shared.credentials, name, password);
      expectEachWrittenOnce(await deployTwice(), "update");
      await expectCopies(password);
    }
  });

  it("both end well, and nothing is written where nothing changed", async () => {
    expect(writes(await deployTwice())).to.deep.equal([]);
  });
});
