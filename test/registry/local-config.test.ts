import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { fromOutside } from "../../src/config/outside.js";
import {
  parseLocalConfig,
  readLocalConfig,
  type LocalConfig,
} from "../../src/registry/local-config.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";

const nothing: LocalConfig = {
  auths: [],
  credHelpers: new Map(),
  credsStore: null,
};

describe("parseLocalConfig", () => {
  const cases: { text: string; expected: LocalConfig | null }[] = [
    { text: "{}", expected: nothing },
    { text: "{", expected: null },
    { text: "[]", expected: null },
    { text: "null", expected: null },
    {
      text: '{"auths":[{}],"credHelpers":"pass","credsStore":5}',
      expected: nothing,
    },
    {
      text: '{"auths":{"a.io":"me:pw","b.io":null,"c.io":["x"]},"credHelpers":{"a.io":5,"b.io":""}}',
      expected: nothing,
    },
    {
      text: '{"auths":{"a.io":{"auth":"bWU6cHc=","email":5,"username":null}}}',
      expected: { ...nothing, auths: [["a.io", { auth: "bWU6cHc=" }]] },
    },
    {
      text: '{"credHelpers":{"b.io":"gcr","a.io":"pass"},"credsStore":"x"}',
      expected: {
        auths: [],
        credHelpers: new Map([
          ["b.io", "gcr"],
          ["a.io", "pass"],
        ]),
        credsStore: "x",
      },
    },
  ];
  for (const { text, expected } of cases) {
    it(`reads ${text}`, () => {
      expect(parseLocalConfig(fromOutside(text))).to.deep.equal(expected);
    });
  }
});

describe("readLocalConfig without DOCKER_CONFIG", () => {
  const home = process.env["HOME"];
  afterEach(() => {
    if (home === undefined) delete process.env["HOME"];
    else process.env["HOME"] = home;
    removeFolders();
  });

  for (const env of [{}, { DOCKER_CONFIG: "" }])
    it(`reads the folder .docker of the user's home: ${JSON.stringify(env)}`, async () => {
      const folder = temporaryFolder();
      mkdirSync(path.join(folder, ".docker"));
      writeFileSync(
        path.join(folder, ".docker", "config.json"),
        '{"credsStore":"büro"}',
      );
      process.env["HOME"] = folder;
      expect((await readLocalConfig(env)).credsStore).to.equal("büro");
    });
});
