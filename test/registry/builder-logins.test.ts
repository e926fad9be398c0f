import { expect } from "chai";
import {
  loginsForDocker,
  loginsForSkopeo,
} from "../../src/registry/builder-logins.js";

const encode = (text: string) => Buffer.from(text).toString("base64");

/** Whether an entry is a login; null where the reader reads no docker config that holds it. */
type Expected = boolean | null;

const cases: {
  title: string;
  entry: unknown;
  docker: Expected;
  skopeo: Expected;
}[] = [
  { title: "nothing", entry: null, docker: false, skopeo: false },
  { title: "no fields", entry: {}, docker: false, skopeo: false },
  { title: "a list", entry: [], docker: null, skopeo: null },
  {
    title: "a name and a password",
    entry: { username: "me", password: "hunter2" },
    docker: true,
    skopeo: false,
  },
  {
    title: "a name alone",
    entry: { username: "me" },
    docker: false,
    skopeo: false,
  },
  {
    title: "a password alone",
    entry: { password: "hunter2" },
    docker: false,
    skopeo: false,
  },
  {
    title: "a name and an empty password",
    entry: { username: "me", password: "" },
    docker: false,
    skopeo: false,
  },
  {
    title: "an empty name and a password",
    entry: { username: "", password: "hunter2" },
    docker: false,
    skopeo: false,
  },
  {
    title: "an auth",
    entry: { auth: encode("me:hunter2") },
    docker: true,
    skopeo: true,
  },
  {
    title: "an auth that is null, beside a name and a password",
    entry: { auth: null, username: "me", password: "hunter2" },
    docker: true,
    skopeo: false,
  },
  {
    title: "an empty auth, beside a name and a password",
    entry: { auth: "", username: "me", password: "hunter2" },
    docker: true,
    skopeo: false,
  },
  {
    title: "an auth with an empty password, beside a name and a password",
    entry: { auth: encode("me:"), username: "me", password: "hunter2" },
    docker: false,
    skopeo: false,
  },
  {
    title: "an auth whose password is made of zero bytes",
    entry: { auth: encode("me:\0\0") },
    docker: false,
    skopeo: false,
  },
  {
    title: "an auth without a name",
    entry: { auth: encode(":hunter2") },
    docker: null,
    skopeo: false,
  },
  {
    title: "an auth without a name, beside an identity token",
    entry: { auth: encode(":hunter2"), identitytoken: "t" },
    docker: null,
    skopeo: true,
  },
  {
    title: "an auth without a colon, beside an identity token",
    entry: { auth: encode("hunter2"), identitytoken: "t" },
    docker: null,
    skopeo: false,
  },
  {
    title: "empty tokens",
    entry: { identitytoken: "", registrytoken: "" },
    docker: false,
    skopeo: false,
  },
  {
    title: "a number for a field that docker alone knows",
    entry: { auth: encode("me:hunter2"), serveraddress: 5 },
    docker: null,
    skopeo: true,
  },
];

describe("the logins that a builder reads", () => {
  for (const { title, entry, docker, skopeo } of cases) {
    it(`of an entry with ${title}`, () => {
      const config = {
        kind: "config",
        auths: { "a.io": entry },
        credHelpers: {},
      } as const;
      const answers = (expected: Expected) =>
        expected === null ? null : [expected];
      expect(loginsForDocker(config)).to.deep.equal(answers(docker));
      expect(loginsForSkopeo(config)).to.deep.equal(answers(skopeo));
    });
  }

  it("of each entry, in their order", () => {
    const config = {
      kind: "config",
      auths: { "a.io": {}, "b.io": { auth: encode("me:hunter2") } },
      credHelpers: {},
    } as const;
    expect(loginsForDocker(config)).to.deep.equal([false, true]);
    expect(loginsForSkopeo(config)).to.deep.equal([false, true]);
  });

  for (const { title, helper, expected } of [
    { title: "a helper that is null", helper: null, expected: [true] },
    { title: "a helper that is no text", helper: 5, expected: null },
  ])
    it(`beside ${title}`, () => {
      const config = {
        kind: "config",
        auths: { "a.io": { auth: encode("me:hunter2") } },
        credHelpers: { "b.io": helper },
      } as const;
      expect(loginsForDocker(config)).to.deep.equal(expected);
      expect(loginsForSkopeo(config)).to.deep.equal(expected);
    });
});
