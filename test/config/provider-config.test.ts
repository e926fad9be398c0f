import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { ConfigError } from "../../src/config/config-error.js";
import {
  parseProviderConfig,
  type SecretRef,
} from "../../src/config/provider-config.js";

/** The error that `input` is answered with. */
function errorFor(input: unknown): ConfigError {
  try {
    parseProviderConfig(input);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("expected a ConfigError");
}

describe("parseProviderConfig", () => {
  const accepted: { title: string; input: unknown; expected: SecretRef[] }[] = [
    { title: "no list", input: {}, expected: [] },
    {
      title: "undefined",
      input: { imagePullSecrets: undefined },
      expected: [],
    },
    { title: "null", input: { imagePullSecrets: null }, expected: [] },
    { title: "an empty list", input: { imagePullSecrets: [] }, expected: [] },
    {
      title: "a config without a prototype",
      input: Object.assign(Object.create(null) as object, {
        imagePullSecrets: [],
      }),
      expected: [],
    },
    {
      title: "entries in the user's order, beside fields that are not read",
      input: {
        name: "kubernetes",
        context: "my-cluster",
        copySecrets: "not ours to check",
        imagePullSecrets: [
          { name: "team", namespace: "registry" },
          { name: "dockerhub" },
          { name: "team", namespace: "registry" },
        ],
      },
      expected: [
        { name: "team", namespace: "registry", path: "imagePullSecrets[0]" },
        {
          name: "dockerhub",
          namespace: "default",
          path: "imagePullSecrets[1]",
        },
        { name: "team", namespace: "registry", path: "imagePullSecrets[2]" },
      ],
    },
    {
      title: "empty entries, which are left out and counted",
      input: {
        imagePullSecrets: [null, { name: "a" }, undefined, { name: "b" }],
      },
      expected: [
        { name: "a", namespace: "default", path: "imagePullSecrets[1]" },
        { name: "b", namespace: "default", path: "imagePullSecrets[3]" },
      ],
    },
    {
      title: "a namespace that is undefined",
      input: { imagePullSecrets: [{ name: "a", namespace: undefined }] },
      expected: [
        { name: "a", namespace: "default", path: "imagePullSecrets[0]" },
      ],
    },
    ...[
      "a",
      "7",
      "123",
      "my-secret",
      "team.registry.example",
      "a--b",
      "a".repeat(253),
    ].map((name) => ({
      title: `the name ${name.slice(0, 30)}`,
      input: { imagePullSecrets: [{ name }] },
      expected: [{ name, namespace: "default", path: "imagePullSecrets[0]" }],
    })),
    ...["a", "7", "team-a", "a".repeat(63)].map((namespace) => ({
      title: `the namespace ${namespace.slice(0, 30)}`,
      input: { imagePullSecrets: [{ name: "a", namespace }] },
      expected: [{ name: "a", namespace, path: "imagePullSecrets[0]" }],
    })),
  ];

  for (const { title, input, expected } of accepted) {
    it(`reads ${title}`, () => {
      const before = structuredClone(input);
      expect(parseProviderConfig(input)).to.deep.equal({
        imagePullSecrets: expected,
      });
      expect(structuredClone(input)).to.deep.equal(before);
    });
  }

  const notAnObject: { title: string; input: unknown; got: string }[] = [
    { title: "undefined", input: undefined, got: "undefined" },
    { title: "null", input: null, got: "null" },
    { title: "text", input: "imagePullSecrets", got: "a string" },
    { title: "a boolean", input: true, got: "a boolean" },
    { title: "a list", input: [], got: "a list" },
    { title: "a function", input: () => ({}), got: "a function" },
    { title: "a Map", input: new Map(), got: "a Map" },
    { title: "a promise", input: Promise.resolve({}), got: "a Promise" },
  ];

  for (const { title, input, got } of notAnObject) {
    it(`refuses ${title} for a config`, () => {
      const error = errorFor(input);
      expect(error.message).to.equal(
        `The provider config must be an object with a list "imagePullSecrets", got ${got}.`,
      );
      expect(error.paths).to.deep.equal([]);
    });
  }

  const example = "{name: my-secret, namespace: default}";
  const nameRule =
    'Allowed are lower-case letters, digits, "-" and "."; it starts and ends with a letter or digit, and so does each part between dots.';
  const namespaceRule =
    'Allowed are lower-case letters, digits and "-"; it starts and ends with a letter or digit.';

  const refusedLists: { title: string; input: unknown; expected: string }[] = [
    { title: "text", input: "dockerhub", expected: "got a string." },
    {
      title: "the JSON of a list",
      input: '[{"name":"dockerhub"}]',
      expected: "got a string.",
    },
    { title: "a boolean", input: false, expected: "got a boolean." },
    {
      title: "an entry that is no list",
      input: { name: "dockerhub" },
      expected:
        'got an object. Put "- " before its first field to make it an entry of a list.',
    },
  ];

  for (const { title, input, expected } of refusedLists) {
    it(`refuses ${title} for the list`, () => {
      const error = errorFor({ imagePullSecrets: input });
      expect(error.message).to.equal(
        `imagePullSecrets: expected a list of entries such as ${example}, ${expected}`,
      );
      expect(error.paths).to.deep.equal(["imagePullSecrets"]);
    });
  }

  const refusedEntries: {
    title: string;
    input: unknown;
    /** Each problem of the entry, as the path within it and the text. */
    expected: [path: string, text: string][];
  }[] = [
    {
      title: "a name for an entry",
      input: "dockerhub",
      expected: [
        [
          "",
          `expected an entry such as ${example}, got a string. Write {name: dockerhub}.`,
        ],
      ],
    },
    {
      title: "text that is no name, without quoting it",
      input: "dckr_pat_0123456789",
      expected: [["", `expected an entry such as ${example}, got a string.`]],
    },
    {
      title: "the JSON of an entry",
      input: '{"name":"dockerhub"}',
      expected: [["", `expected an entry such as ${example}, got a string.`]],
    },
    {
      title: "text that is too long to be quoted",
      input: "a".repeat(81),
      expected: [["", `expected an entry such as ${example}, got a string.`]],
    },
    {
      title: "a number",
      input: 3,
      expected: [["", `expected an entry such as ${example}, got a number.`]],
    },
    {
      title: "a list",
      input: [{ name: "a" }],
      expected: [["", `expected an entry such as ${example}, got a list.`]],
    },
    {
      title: "an entry without a name",
      input: { namespace: "team" },
      expected: [[".name", "missing, expected the name of a Secret."]],
    },
    {
      title: "a misspelt field",
      input: { nmae: "dockerhub" },
      expected: [
        [".name", "missing, expected the name of a Secret."],
        [".nmae", 'unknown field; an entry has only "name" and "namespace".'],
      ],
    },
    {
      title: "an unknown field that may be a credential, without naming it",
      input: { name: "dockerhub", dckr_pat_0123456789: null },
      expected: [
        ["", 'has an unknown field; an entry has only "name" and "namespace".'],
      ],
    },
    {
      title: "values that are no text",
      input: { name: 12, namespace: true },
      expected: [
        [
          ".name",
          "expected the name of a Secret, got a number. Put it in quotes.",
        ],
        [
          ".namespace",
          'expected the name of a namespace, got a boolean. Leave the field out for "default".',
        ],
      ],
    },
    {
      title: "null values",
      input: { name: null, namespace: null },
      expected: [
        [".name", "expected the name of a Secret, got null."],
        [
          ".namespace",
          'expected the name of a namespace, got null. Leave the field out for "default".',
        ],
      ],
    },
    {
      title: "a value with fields, without quoting them",
      input: { name: { password: "hunter2" } },
      expected: [[".name", "expected the name of a Secret, got an object."]],
    },
    {
      title: "empty values",
      input: { name: "", namespace: "" },
      expected: [
        [".name", "expected the name of a Secret, got an empty string."],
        [
          ".namespace",
          'expected the name of a namespace, got an empty string. Leave the field out for "default".',
        ],
      ],
    },
    {
      title: "upper case",
      input: { name: "DockerHub", namespace: "Team" },
      expected: [
        [
          ".name",
          `"DockerHub" can't be the name of a Secret. Did you mean "dockerhub"? ${nameRule}`,
        ],
        [
          ".namespace",
          `"Team" can't be the name of a namespace. Did you mean "team"? ${namespaceRule}`,
        ],
      ],
    },
    {
      title: "underscores and spaces",
      input: { name: " my_docker hub\n", namespace: "a" },
      expected: [
        [
          ".name",
          `" my_docker hub\\n" can't be the name of a Secret. Did you mean "my-docker-hub"? ${nameRule}`,
        ],
      ],
    },
    ...["-a", "a-", ".a", "a.", "a..b", "a.-b", "ä", "a/b", "\u001b[2J"].map(
      (name): (typeof refusedEntries)[number] => ({
        title: `the name ${JSON.stringify(name)}`,
        input: { name },
        expected: [
          [
            ".name",
            `${JSON.stringify(name)} can't be the name of a Secret. ${nameRule}`,
          ],
        ],
      }),
    ),
    ...["-a", "a-", "a.b"].map(
      (namespace): (typeof refusedEntries)[number] => ({
        title: `the namespace ${JSON.stringify(namespace)}`,
        input: { name: "a", namespace },
        expected: [
          [
            ".namespace",
            `${JSON.stringify(namespace)} can't be the name of a namespace. ${namespaceRule}`,
          ],
        ],
      }),
    ),
    {
      title: "names that are too long",
      input: { name: "a".repeat(254), namespace: "a".repeat(64) },
      expected: [
        [
          ".name",
          "254 characters are too many for the name of a Secret, which has at most 253.",
        ],
        [
          ".namespace",
          "64 characters are too many for the name of a namespace, which has at most 63.",
        ],
      ],
    },
    {
      title: "a name of 80 characters, quoting it",
      input: { name: "A".repeat(80) },
      expected: [
        [
          ".name",
          `"${"A".repeat(80)}" can't be the name of a Secret. Did you mean "${"a".repeat(80)}"? ${nameRule}`,
        ],
      ],
    },
    {
      title: "a name of 81 characters, without quoting it",
      input: { name: "A".repeat(81) },
      expected: [[".name", `this can't be the name of a Secret. ${nameRule}`]],
    },
  ];

  for (const { title, input, expected } of refusedEntries) {
    it(`refuses ${title}`, () => {
      const error = errorFor({ imagePullSecrets: [{ name: "good" }, input] });
      const problems = expected.map(([path, text]) => ({
        path: `imagePullSecrets[1]${path}`,
        text,
      }));
      expect(error.message).to.equal(
        problems.map(({ path, text }) => `${path}: ${text}`).join("\n"),
      );
      expect(error.paths).to.deep.equal(problems.map(({ path }) => path));
    });
  }

  it("names every problem, in order, and counts empty entries", () => {
    const error = errorFor({
      imagePullSecrets: [
        { name: "a", namespace: "" },
        null,
        { name: "b" },
        "c",
        { namespace: "" },
      ],
    });
    expect(error.name).to.equal("ConfigError");
    expect(error.paths).to.deep.equal([
      "imagePullSecrets[0].namespace",
      "imagePullSecrets[3]",
      "imagePullSecrets[4].name",
      "imagePullSecrets[4].namespace",
    ]);
    expect(error.message.split("\n")).to.have.length(4);
  });

  it("keeps nothing of the input beside its message and paths", () => {
    const error = errorFor({
      password: "hunter2",
      imagePullSecrets: [{ name: { token: "hunter2" } }],
    });
    expect(error.cause).to.equal(undefined);
    expect(Object.keys(error).sort()).to.deep.equal(["name", "paths"]);
  });

  it("loads Joi when it is first called, and not before", () => {
    const program = `
      import { createRequire } from "node:module";
      const { parseProviderConfig } = await import("./src/config/provider-config.ts");
      await import("./src/resolver/pull-secrets.ts");
      await import("./src/manifests/with-pull-secrets.ts");
      const { cache } = createRequire(import.meta.url);
      const joi = () => Object.keys(cache).some((file) => file.includes("/joi/"));
      const before = joi();
      parseProviderConfig({});
      console.log(before, joi());
    `;
    // its coverage, of sources that tsx compiles otherwise there, would spoil that of this process
    const withoutCoverage = { ...process.env, NODE_V8_COVERAGE: "" };
    const output = execFileSync(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "--eval", program],
      { encoding: "utf8", env: withoutCoverage },
    );
    expect(output.trim()).to.equal("false true");
  });
});
