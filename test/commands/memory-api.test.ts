import { expect } from "chai";
import { statusOf } from "../../src/cluster/api-failure.js";
import { memoryApi } from "../../src/commands/inside/memory-api.js";
import { PodRecorded } from "../../src/patches/recorded-pod.js";
import { log } from "../patches/recording-cluster.js";

const writesAndLists = [
  "createNamespacedSecret",
  "replaceNamespacedSecret",
  "deleteNamespacedSecret",
  "listNamespacedPod",
  "listNamespacedEvent",
] as const;

type Requests = Record<
  (typeof writesAndLists)[number] | "request",
  (params: object) => unknown
>;

/** What a call comes to: its answer, or the Error's message. */
async function answer(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    return (error as Error).message;
  }
}

describe("the api that stands in for the cluster", () => {
  const place = { name: "hub", namespace: "shop" };

  it("has each Secret that is read, without data", async () => {
    expect(await memoryApi().core.readNamespacedSecret(place)).to.deep.equal({
      apiVersion: "v1",
      kind: "Secret",
      metadata: place,
      type: "kubernetes.io/dockerconfigjson",
    });
  });

  for (const method of writesAndLists)
    it(`refuses ${method}, by name`, async () => {
      const core = memoryApi().core as unknown as Requests;
      expect(await answer(() => core[method](place))).to.equal(
        `it asks the cluster (core.${method})`,
      );
    });

  it("refuses a request of any other kind", async () => {
    const api = memoryApi() as unknown as Requests;
    expect(await answer(() => api.request({ path: "/version" }))).to.equal(
      "it asks the cluster (request)",
    );
  });

  for (const kind of ["Job", "Pod"])
    it(`has no ${kind} that could not be changed any more`, async () => {
      const manifest = { kind, metadata: { name: "migrate" } };
      const error: unknown = await memoryApi()
        .readBySpec({ namespace: "shop", manifest, log })
        .catch((thrown: unknown) => thrown);
      expect(statusOf(error)).to.equal(404);
    });

  it("hands a pod that was to be created back", async () => {
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "run" } };
    const api = memoryApi() as unknown as {
      createPod: (namespace: string, pod: object) => Promise<unknown>;
    };
    const error: unknown = await api
      .createPod("shop", pod)
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(PodRecorded);
    expect((error as PodRecorded).pod).to.equal(pod);
  });
});
