import { inspect } from "node:util";
import { expect } from "chai";
import { parseProviderConfig } from "../../src/config/provider-config.js";
import { gardenProviderSchema } from "../garden/provider-schema.js";
import { isThere } from "../left-out.js";

type Verdict = { name: string; namespace: string }[] | "refused";

/** What we make of a list of pull secrets. */
function ourVerdict(imagePullSecrets: unknown): Verdict {
  try {
    const config = parseProviderConfig({ imagePullSecrets });
    return config.imagePullSecrets.map(({ name, namespace }) => ({
      name,
      namespace,
    }));
  } catch {
    return "refused";
  }
}

if (isThere("schema"))
  describe("the provider config, as Garden's own schema has it", () => {
    /** What Garden makes of it. */
    let gardenVerdict: (imagePullSecrets: unknown) => Verdict;

    before(async () => {
      const schema = await gardenProviderSchema();
      gardenVerdict = (imagePullSecrets) => {
        const { value, error } = schema.validate({
          name: "kubernetes",
          context: "my-cluster",
          imagePullSecrets,
        });
        if (error !== undefined) {
          expect(error.message).to.include("imagePullSecrets");
          return "refused";
        }
        return (value as { imagePullSecrets: Exclude<Verdict, "refused"> })
          .imagePullSecrets;
      };
    });

    const same: unknown[] = [
      undefined,
      [],
      [null],
      [undefined],
      [null, { name: "a" }, undefined, { name: "b", namespace: "team" }],
      [{ name: "a" }, { name: "a" }, { name: "a", namespace: "team" }],
      [{ name: "a", namespace: undefined }],
      [{ name: "my-secret-2" }],
      [{ name: "2a" }],
      [{ name: "a--b" }],
      [{ name: "a".repeat(63), namespace: "b".repeat(63) }],
      "dockerhub",
      false,
      {},
      { name: "a" },
      ["a"],
      [3],
      [false],
      [""],
      [[]],
      [{}],
      [{ namespace: "team" }],
      [{ name: "a", nmaespace: "team" }],
      [{ name: null }],
      [{ name: 12 }],
      [{ name: "" }],
      [{ name: "a", namespace: null }],
      [{ name: "a", namespace: "" }],
      [{ name: "DockerHub" }],
      [{ name: "my_secret" }],
      [{ name: " a" }],
      [{ name: "a\n" }],
      [{ name: "-a" }],
      [{ name: "a-" }],
      [{ name: "a", namespace: "Team" }],
      [{ name: "a", namespace: "a.b" }],
      [{ name: "a", namespace: "b".repeat(64) }],
    ];

    for (const input of same) {
      it(`agrees on ${inspect(input, { breakLength: Infinity })}`, () => {
        expect(ourVerdict(input)).to.deep.equal(gardenVerdict(input));
      });
    }

    /** Garden is narrower: its names are DNS labels that are not all digits, and its list can't be null. */
    const onlyOurs: { input: unknown; expected: Verdict }[] = [
      { input: null, expected: [] },
      ...["team.registry", "123", "a".repeat(64)].map((name) => ({
        input: [{ name }],
        expected: [{ name, namespace: "default" }],
      })),
      {
        input: [{ name: "a", namespace: "123" }],
        expected: [{ name: "a", namespace: "123" }],
      },
    ];

    for (const { input, expected } of onlyOurs) {
      it(`allows ${JSON.stringify(input)}, which Garden does not`, () => {
        expect(gardenVerdict(input)).to.equal("refused");
        expect(ourVerdict(input)).to.deep.equal(expected);
      });
    }
  });
