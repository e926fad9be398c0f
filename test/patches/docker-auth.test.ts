import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import { dockerAuth } from "../../src/patches/docker-auth.js";
import type { KubeApi } from "../../src/patches/garden.js";
import type { PatchContext } from "../../src/patches/patch.js";

const marker = "hunter2";
const reference = { name: "dockerhub", namespace: "credentials" };

class ConfigurationError extends Error {}
const context = {
  configurationError: (message: string) => new ConfigurationError(message),
} as PatchContext;

function apiWith(config: string): KubeApi {
  const secret: V1Secret = {
    type: "kubernetes.io/dockerconfigjson",
    data: { ".dockerconfigjson": Buffer.from(config).toString("base64") },
  };
  return {
    context: "here",
    core: { readNamespacedSecret: () => Promise.resolve(secret) },
  } as unknown as KubeApi;
}

/** As Garden's: reads each Secret, and parses it. */
const buildDockerAuthConfig = dockerAuth.wrap(
  async (references, api) =>
    await Promise.all(
      references.map(async (secret) => {
        const { data } = await api.core.readNamespacedSecret(secret);
        const encoded = data?.[".dockerconfigjson"] ?? "";
        return JSON.parse(Buffer.from(encoded, "base64").toString()) as unknown;
      }),
    ),
  context,
);

async function failure(config: string): Promise<Error> {
  try {
    await buildDockerAuthConfig([reference], apiWith(config));
  } catch (error) {
    return error as Error;
  }
  throw new Error("did not fail");
}

describe("the docker config of the builders", () => {
  for (const config of [`{"auths":${marker}`, "null", `"${marker}"`]) {
    it(`is refused without a quotation: ${config}`, async () => {
      const error = await failure(config);
      expect(error).to.be.instanceOf(ConfigurationError);
      expect(error.message).to.equal(
        "Secret 'dockerhub' in namespace 'credentials' is no pull secret: its .dockerconfigjson is not a JSON object. " +
          "Make it anew: kubectl create secret docker-registry dockerhub --namespace credentials ...",
      );
      expect(error.cause).to.equal(undefined);
    });
  }

  it("is Garden's own where the Secret can be read", async () => {
    const config = { auths: { "https://index.docker.io/v1/": { auth: "x" } } };
    expect(
      await buildDockerAuthConfig([reference], apiWith(JSON.stringify(config))),
    ).to.deep.equal([config]);
  });

  it("is asked for by a client that is otherwise Garden's", async () => {
    const seen: unknown[] = [];
    const own = apiWith("{}");
    await dockerAuth.wrap(async (_, api) => {
      seen.push(
        api.context,
        (await api.core.readNamespacedSecret(reference)).type,
      );
    }, context)([reference], own);
    expect(seen).to.deep.equal(["here", "kubernetes.io/dockerconfigjson"]);
  });
});
