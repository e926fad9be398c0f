import { expect } from "chai";
import {
  inKeys,
  outputReferences,
} from "../../src/commands/inside/output-references.js";

/** A template as Garden 0.13.53 and newer keep it. */
class ParsedTemplate {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toJSON() {
    return this.#text;
  }
}

describe("the outputs of providers that a config takes", () => {
  for (const { title, config, expected } of [
    {
      title: "none",
      config: { name: "kubernetes", a: [1, null] },
      expected: [],
    },
    {
      title: "in any depth, and each once",
      config: {
        context: "${providers.terraform.outputs.context}",
        copySecrets: [{ name: "a-${providers.terraform.outputs.context}" }],
      },
      expected: ["terraform.context"],
    },
    {
      title: "several in one text, by keys with dashes, in brackets",
      config:
        "${providers.my-vault.outputs.user-name}:${providers[\"exec\"].outputs['initScript'].log}",
      expected: ["my-vault.user-name", "exec.initScript.log"],
    },
    {
      title: "in an expression",
      config:
        "${environment.name == 'dev' ? providers.exec.outputs.a : providers.exec.outputs.b[0]}",
      expected: ["exec.a", "exec.b.0"],
    },
    {
      title: "all of a provider's",
      config: "${jsonEncode(providers.terraform.outputs)}",
      expected: ["terraform"],
    },
    {
      title: "not a provider's config, nor variables of that name",
      config:
        "${providers.kubernetes.config.context} ${var.providers.x.outputs} providers.x.outputs.y",
      expected: [],
    },
    {
      title: "not what Garden leaves as text",
      config: "$${providers.terraform.outputs.context}",
      expected: [],
    },
    {
      title: "of a newer Garden's parsed template",
      config: {
        name: "kubernetes",
        unresolvedConfig: {
          context: new ParsedTemplate("${providers.terraform.outputs.context}"),
        },
      },
      expected: ["terraform.context"],
    },
    {
      title: "not what Garden notes of the file, which may lead back to itself",
      config: (() => {
        const config: Record<string, unknown> = {
          context: "${providers.terraform.outputs.context}",
        };
        config["internal"] = { yamlDoc: config };
        return config;
      })(),
      expected: ["terraform.context"],
    },
  ])
    it(title, () => {
      expect(outputReferences(config).map(inKeys)).to.deep.equal(expected);
    });
});
