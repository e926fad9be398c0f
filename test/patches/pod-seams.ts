import { expect } from "chai";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import { buildkit } from "../../src/patches/pods/buildkit.js";
import { containerDeploy } from "../../src/patches/pods/container-deploy.js";
import type { DeployAction } from "../../src/garden/garden.js";
import { kaniko } from "../../src/patches/pods/kaniko.js";
import { localMode } from "../../src/patches/pods/local-mode.js";
import { podRunner } from "../../src/patches/pods/pod-runner.js";
import { runPod } from "../../src/patches/pods/run-pod.js";
import { syncMode } from "../../src/patches/pods/sync-mode.js";
import { syncUtil } from "../../src/patches/pods/sync-util.js";
import { deployment, listOf, pod, podSpec, type Seam } from "./seam.js";
import {
  contextOf,
  log,
  namespace,
  providerWith,
} from "./recording-cluster.js";

const action: DeployAction = {
  mode: () => "sync",
  versionString: () => "v-1",
  getSpec: () => ({}),
};

const proxy = "gardendev/k8s-reverse-proxy:0.1.0";

/** What stands in for Garden's function returns what the real one does with the caller's list, as it is. */
export const podSeams: readonly Seam[] = [
  {
    title: "buildkit",
    account: false,
    copies: false,
    run: ({ own, provider }, { context }) => {
      const wrapped = buildkit.wrap(() => deployment(own), context);
      return Promise.resolve(listOf(wrapped(providerWith(provider), "", null)));
    },
  },
  {
    title: "sync-util",
    account: false,
    copies: false,
    run: ({ own, provider }, { context }) => {
      const wrapped = syncUtil.wrap(
        () => ({ deployment: deployment(own), service: {} }),
        context,
      );
      const { deployment: made } = wrapped(providerWith(provider), "", null);
      return Promise.resolve(listOf(made));
    },
  },
  {
    title: "kaniko",
    account: false,
    copies: false,
    run: ({ own, provider }, { context }) => {
      const wrapped = kaniko.wrap(() => pod(own), context);
      return Promise.resolve(
        listOf(wrapped({ provider: providerWith(provider) })),
      );
    },
  },
  {
    title: "container-deploy",
    account: false,
    copies: false,
    run: async ({ own, provider }, { context }) => {
      const wrapped = containerDeploy.wrap(
        () => Promise.resolve(deployment(own)),
        context,
      );
      return listOf(await wrapped({ provider: providerWith(provider) }));
    },
  },
  {
    title: "run-pod",
    account: false,
    copies: false,
    run: async ({ own, provider }, { context }) => {
      const wrapped = runPod.wrap(
        () => Promise.resolve(podSpec(provider)),
        context,
      );
      const made = await wrapped({
        provider: providerWith(provider),
        podSpec: podSpec(own),
      });
      return made.imagePullSecrets;
    },
  },
  {
    title: "pod-runner",
    account: true,
    copies: true,
    run: async ({ own, provider }, { context, api }) => {
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
      const Wrapped = podRunner.wrap(PodRunner, context) as typeof PodRunner;
      const runner = new Wrapped();
      expect(runner).to.be.instanceOf(PodRunner);
      await (runner.createPod as (params: object) => Promise<void>)({ log });
      return listOf(runner.created);
    },
  },
  {
    title: "sync-mode",
    account: true,
    copies: true,
    run: async ({ own, provider: secrets }, { context }) => {
      const app = deployment(own);
      const wrapped = syncMode.wrap(
        () => Promise.resolve({ updated: [app], manifests: [app] }),
        context,
      );
      const provider = providerWith(secrets);
      const ctx = contextOf(provider);
      const made = await wrapped({
        ctx,
        log,
        provider,
        action,
        manifests: [app],
      });
      expect(made.updated).to.deep.equal(made.manifests);
      return listOf(made.updated[0]);
    },
  },
  {
    title: "local-mode",
    account: true,
    copies: true,
    run: async ({ own, provider }, { context }) => {
      const app = deployment(own, "app", proxy);
      const wrapped = localMode.wrap(
        () => Promise.resolve({ updated: [app], manifests: [app] }),
        context,
      );
      const ctx = contextOf(providerWith(provider));
      const made = await wrapped({ ctx, log, action, manifests: [app] });
      return listOf(made.manifests[0]);
    },
  },
];
