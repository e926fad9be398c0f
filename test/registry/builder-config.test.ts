import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import fc from "fast-check";
import {
  builderConfigOf,
  type BuilderConfig,
} from "../../src/registry/builder-config.js";
import { isThere } from "../left-out.js";
import { documents, configs } from "./generate/docker-configs.js";
import { jsonText, member, object, oddValues } from "./generate/json.js";
import { keys } from "./generate/keys.js";

interface GardenInit {
  prepareDockerAuth(
    api: object,
    provider: object,
    namespace: string,
  ): Promise<V1Secret>;
}

const helpers = object(
  member(
    jsonText(keys),
    fc.oneof(fc.constantFrom('"ecr-login"', '"gcr"', '""'), oddValues),
  ),
  3,
);
const forBuilders = object(
  fc.oneof(
    {
      weight: 4,
      arbitrary: member(
        fc.constantFrom('"auths"', '"auths"', '"Auths"'),
        configs,
      ),
    },
    {
      weight: 4,
      arbitrary: member(
        fc.constantFrom('"credHelpers"', '"credHelpers"', '"credhelpers"'),
        fc.oneof(
          { weight: 5, arbitrary: helpers },
          { weight: 1, arbitrary: oddValues },
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: member(
        fc.constantFrom('"credsStore"', '"HttpHeaders"', '"__proto__"'),
        oddValues,
      ),
    },
  ),
  4,
);

const content = fc.oneof(
  { weight: 8, arbitrary: forBuilders },
  { weight: 2, arbitrary: documents },
  { weight: 1, arbitrary: oddValues },
  { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
);
const type = "kubernetes.io/dockerconfigjson";

const secrets: fc.Arbitrary<V1Secret> = fc
  .tuple(
    fc.constantFrom(
      ...Array<string>(12).fill(type),
      "kubernetes.io/dockercfg",
      "Opaque",
      "",
    ),
    fc.constantFrom(
      ...Array<string>(12).fill(".dockerconfigjson"),
      ".dockercfg",
    ),
    content,
    fc.constantFrom(...Array<string>(8).fill(""), "\n", "=", "?"),
  )
  .map(([type, dataKey, text, more]) => ({
    metadata: { name: "hub", namespace: "creds" },
    ...(type !== "" && { type }),
    data: { [dataKey]: Buffer.from(text).toString("base64") + more },
  }));

if (isThere("schema"))
  describe("what Garden's builders get of Secrets", () => {
    let garden: GardenInit;
    before(async () => {
      const file = "@garden-io/core/build/src/plugins/kubernetes/init.js";
      garden = (await import(file)) as GardenInit;
    });

    /** What Garden's own function makes of them. */
    async function gardens(
      given: readonly V1Secret[],
    ): Promise<
      Extract<BuilderConfig, { kind: "config" }> | { readonly kind: "refused" }
    > {
      const core = {
        readNamespacedSecret: ({ name }: { name: string }) =>
          Promise.resolve(given[Number(name)]),
      };
      const imagePullSecrets = given.map((_, index) => ({
        name: String(index),
        namespace: "creds",
      }));
      const provider = { config: { imagePullSecrets } };
      try {
        const made = await garden.prepareDockerAuth({ core }, provider, "ns");
        const encoded = made.data?.[".dockerconfigjson"] ?? "";
        const config = JSON.parse(
          Buffer.from(encoded, "base64").toString(),
        ) as {
          auths: Record<string, unknown>;
          credHelpers: Record<string, unknown>;
        };
        const { auths, credHelpers } = config;
        return { kind: "config", auths, credHelpers };
      } catch {
        return { kind: "refused" };
      }
    }

    it("is what Garden's own prepareDockerAuth makes of them", async () => {
      const seen = { config: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.array(secrets, { minLength: 1, maxLength: 3 }),
          async (given) => {
            const expected = await gardens(given);
            const config = builderConfigOf(given);
            seen[config.kind]++;
            expect(
              config.kind === "config" ? config : { kind: config.kind },
            ).to.deep.equal(expected);
          },
        ),
        { numRuns: 3000 },
      );
      expect(Math.min(seen.config, seen.refused)).to.be.greaterThan(300);
    });
  });

describe("a Secret that Garden's builders can't be given", () => {
  const data = (text: string) => ({
    ".dockerconfigjson": Buffer.from(text).toString("base64"),
  });
  const cases: { title?: string; secret: V1Secret; reason: string }[] = [
    {
      secret: { data: {} },
      reason: `it is of type Opaque, not ${type}`,
    },
    { secret: { type }, reason: "it holds nothing under .dockerconfigjson" },
    {
      secret: { type, data: data('{"hunter2"') },
      reason: ".dockerconfigjson is not JSON",
    },
    ...["null", "5", '"auths"'].map((text) => ({
      title: `, of ${text}`,
      secret: { type, data: data(text) },
      reason: ".dockerconfigjson holds no object",
    })),
    {
      secret: { type, data: data('{"Auths":{},"credsStore":"desktop"}') },
      reason: ".dockerconfigjson has neither auths nor credHelpers",
    },
  ];
  for (const { title = "", secret, reason } of cases) {
    it(`says why${title}: ${reason}`, () => {
      expect(builderConfigOf([secret])).to.deep.equal({
        kind: "refused",
        reason,
      });
    });
  }
});
