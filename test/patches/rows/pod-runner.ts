import { expect } from "chai";
import type { Manifest } from "../../../src/manifests/pod-specs.js";
import { log, namespace, providerWith } from "../recording-cluster.js";
import type { RowCase } from "../row-case.js";
import { listOf, pod, projectSecrets } from "../seam.js";

export const row: RowCase = {
  lists: {
    account: true,
    copies: true,
    run: async ({ own, provider }, { context, api }, rowOf) => {
      class PodRunner {
        readonly api = api;
        readonly namespace = namespace;
        readonly provider = providerWith(provider);
        pod = pod(own);
        created: Manifest | undefined;
        createPod(): Promise<void> {
          this.created = this.pod;
          return Promise.resolve();
        }
      }
      const Wrapped = rowOf("pod-runner").wrap(PodRunner, context);
      const runner = new (Wrapped as typeof PodRunner)();
      expect(runner).to.be.instanceOf(PodRunner);
      await (runner.createPod as (params: object) => Promise<void>)({ log });
      return listOf(runner.created);
    },
  },
  consumers: {
    "pull-image": {
      calls: {
        name: "pullBuild",
        params: { localId: "api:1", remoteId: "api:1" },
      },
      names: projectSecrets,
      account: true,
      unpatched: [],
    },
  },
  shown: ["Pod/pull-image"],
};
