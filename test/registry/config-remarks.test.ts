import { expect } from "chai";
import {
  remarksOn,
  type ConfigRemark,
} from "../../src/registry/config-remarks.js";

function remarks(json: string, type = "dockerconfigjson"): ConfigRemark[] {
  return remarksOn({
    type: `kubernetes.io/${type}`,
    data: { [`.${type}`]: Buffer.from(json).toString("base64") },
  });
}

const me = '{"username":"me","password":"hunter2"}';

describe("remarksOn", () => {
  const cases: {
    title: string;
    json: string;
    type?: string;
    expected: ConfigRemark[];
  }[] = [
    { title: "a login", json: `{"auths":{"ghcr.io":${me}}}`, expected: [] },
    {
      title: "helpers and a store, in any case",
      json: '{"CREDHELPERS":{"ghcr.io":"pass"},"credsStore":"desktop"}',
      expected: [{ kind: "credHelpers" }, { kind: "credsStore" }],
    },
    {
      title: "helpers and a store that are none",
      json: '{"credHelpers":{},"credsStore":"","auths":null}',
      expected: [],
    },
    {
      title: "helpers that are null",
      json: '{"credHelpers":null,"credsStore":null}',
      expected: [],
    },
    {
      title: "an identity token that is null, and one that is not in auths",
      json: `{"plugins":{"a.io":{"identitytoken":"t"}},"auths":{"a.io":${me},"b.io":{"auth":"bWU6cHc=","identitytoken":null}}}`,
      expected: [],
    },
    {
      title: "entries with only a name or only a password",
      json: '{"auths":{"a.io":{"username":"me"},"b.io":{"password":"hunter2"}}}',
      expected: [
        { kind: "no-password", key: "a.io" },
        { kind: "no-name", key: "b.io" },
      ],
    },
    {
      title: "an identity token, with and without a name",
      json: '{"auths":{"a.io":{"identitytoken":"t"},"b.io":{"auth":"bWU6","IdentityToken":"t"}}}',
      expected: [
        { kind: "identitytoken", key: "a.io" },
        { kind: "identitytoken", key: "b.io" },
      ],
    },
    {
      title:
        "an empty identity token in an empty entry, whose key holds a user",
      json: '{"auths":{"me:hunter2@a.io":{"identitytoken":""}}}',
      expected: [{ kind: "empty", key: "***@a.io" }],
    },
    {
      title: "Docker Hub's registry, however it is written",
      json: `{"auths":{"https://registry-1.docker.io/v2/":${me},"http://registry-1.docker.io":${me},"registry-1.docker.io":${me}}}`,
      expected: [
        { kind: "hub-host", key: "https://registry-1.docker.io/v2/" },
        { kind: "hub-host", key: "http://registry-1.docker.io" },
        { kind: "hub-host", key: "registry-1.docker.io" },
      ],
    },
    {
      title: "registries whose address holds that of Docker Hub's",
      json: `{"auths":{"https://a.io/registry-1.docker.io":${me},"registry-1.docker.io.a.io":${me}}}`,
      expected: [],
    },
    {
      title: "the older type, in which credsStore is a key",
      json: '{"credsStore":{},"a.io":{"identitytoken":"t"}}',
      type: "dockercfg",
      expected: [
        { kind: "empty", key: "credsStore" },
        { kind: "identitytoken", key: "a.io" },
      ],
    },
    {
      title: "line breaks at the end of names and passwords",
      json: '{"auths":{"a.io":{"auth":"bWU6cHcK"},"b.io":{"username":"me\\r","password":"pw"},"c.io":{"auth":"bWU6cHc=\\n"}}}',
      expected: [
        { kind: "line-break", key: "a.io" },
        { kind: "line-break", key: "b.io" },
      ],
    },
    { title: "null", json: "null", expected: [] },
    { title: "what a node can't read", json: "{", expected: [] },
    { title: "what a node ignores", json: "{}", type: "other", expected: [] },
  ];
  for (const { title, json, type, expected } of cases) {
    it(`remarks on ${title}`, () => {
      expect(remarks(json, type)).to.deep.equal(expected);
    });
  }
});
