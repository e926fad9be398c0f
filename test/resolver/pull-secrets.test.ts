import { expect } from "chai";
import fc from "fast-check";
import { ConfigError } from "../../src/config/config-error.js";
import type { ProviderConfig } from "../../src/config/provider-config.js";
import { resolvePullSecrets } from "../../src/resolver/pull-secrets.js";

/** A config with these Secrets, each given as `namespace/name`. */
function config(...secrets: string[]): ProviderConfig {
  return {
    imagePullSecrets: secrets.map((secret, index) => {
      const [namespace = "", name = ""] = secret.split("/");
      return { name, namespace, path: `imagePullSecrets[${index}]` };
    }),
  };
}

describe("resolvePullSecrets", () => {
  const cases: {
    title: string;
    input: ProviderConfig;
    references: string[];
    sources: string[];
  }[] = [
    { title: "no Secret", input: config(), references: [], sources: [] },
    {
      title: "Secrets in the user's order",
      input: config("default/b", "team/a", "default/c"),
      references: ["b", "a", "c"],
      sources: ["default/b", "team/a", "default/c"],
    },
    {
      title: "a Secret that is listed again, where it was first",
      input: config("default/b", "team/a", "default/b", "team/a"),
      references: ["b", "a"],
      sources: ["default/b", "team/a"],
    },
    {
      title: "a Secret by the name of an object's field",
      input: config("default/constructor"),
      references: ["constructor"],
      sources: ["default/constructor"],
    },
  ];

  for (const { title, input, references, sources } of cases) {
    it(`resolves ${title}`, () => {
      expect(resolvePullSecrets(input)).to.deep.equal({
        references: references.map((name) => ({ name })),
        sources: config(...sources).imagePullSecrets.map(
          ({ name, namespace }) => ({ name, namespace }),
        ),
      });
    });
  }

  /** What is said of the Secret `dockerhub` from two namespaces. */
  function clash(entries: string, namespaces: [string, string]): string {
    return (
      `${entries}: the Secret "dockerhub" can't come from both namespace "${namespaces[0]}" and namespace ` +
      `"${namespaces[1]}", because the namespace of a pod holds only one Secret of that name. Rename one of the two ` +
      `Secrets, or remove one of the entries.`
    );
  }

  const clashes: {
    title: string;
    input: ProviderConfig;
    messages: string[];
    indices: number[];
  }[] = [
    {
      title: "one name from two namespaces",
      input: config("default/dockerhub", "team/other", "team/dockerhub"),
      messages: [
        clash("imagePullSecrets[0] and imagePullSecrets[2]", [
          "default",
          "team",
        ]),
      ],
      indices: [0, 2],
    },
    {
      title: "one name from three namespaces",
      input: config("a/other", "c/dockerhub", "b/dockerhub", "a/dockerhub"),
      messages: [
        clash("imagePullSecrets[1] and imagePullSecrets[2]", ["c", "b"]),
        clash("imagePullSecrets[1] and imagePullSecrets[3]", ["c", "a"]),
      ],
      indices: [1, 2, 3],
    },
  ];

  for (const { title, input, messages, indices } of clashes) {
    it(`refuses ${title}`, () => {
      let caught: unknown;
      try {
        resolvePullSecrets(input);
      } catch (error) {
        caught = error;
      }
      expect(caught).to.be.instanceOf(ConfigError);
      const { message, paths } = caught as ConfigError;
      expect(message).to.equal(messages.join("\n"));
      expect(paths).to.deep.equal(
        indices.map((index) => `imagePullSecrets[${index}]`),
      );
    });
  }

  it("counts entries as the user does, where empty ones were left out", () => {
    const input = {
      imagePullSecrets: [
        { name: "a", namespace: "x", path: "imagePullSecrets[1]" },
        { name: "a", namespace: "y", path: "imagePullSecrets[4]" },
      ],
    };
    expect(() => resolvePullSecrets(input)).to.throw(
      ConfigError,
      /^imagePullSecrets\[1\] and imagePullSecrets\[4\]: /,
    );
  });

  it("resolves or refuses any list, and loses nothing", () => {
    const secret = fc.constantFrom("x/a", "x/b", "x/c", "y/a", "y/d", "z/e");
    fc.assert(
      fc.property(fc.array(secret, { maxLength: 8 }), (secrets) => {
        const unique = [...new Set(secrets)];
        const names = unique.map((each) => each.slice(2));
        const resolve = () => resolvePullSecrets(config(...secrets));
        if (new Set(names).size < names.length) {
          expect(resolve).to.throw(ConfigError);
          return;
        }
        const { references, sources } = resolve();
        expect(references).to.deep.equal(names.map((name) => ({ name })));
        expect(
          sources.map(({ name, namespace }) => `${namespace}/${name}`),
        ).to.deep.equal(unique);
      }),
    );
  });
});
