import { expect } from "chai";
import type {
  CleanFacts,
  DeployFact,
  LabelledSecret,
} from "../../../src/commands/clean/facts.js";
import { planClean } from "../../../src/commands/clean/plan.js";
import type { Manifest } from "../../../src/manifests/pod-specs.js";
import {
  account,
  adoptedCopy,
  copy,
  deploy,
  deploymentOf,
  facts,
  job,
  ourManager,
  ownedBy,
  pod,
  workload,
} from "./objects.js";

/** Each object in a line, and behind it what needs it. */
function planned(input: CleanFacts): string[] {
  return planClean(input).map(
    ({ verdict, kind, name, needs, action }) =>
      `${verdict} ${kind}/${name}${action === null ? "" : `: ${JSON.stringify(action)}`}` +
      needs.map(({ by, free }) => `; ${by}: ${free}`).join(""),
  );
}

const removed = 'remove Secret/hub: {"kind":"delete"}';
const takenOff = (...names: string[]) =>
  `remove ServiceAccount/default: ${JSON.stringify({ kind: "take-off", names })}`;
const redeploy =
  "without the patch: garden deploy web --force; or garden delete deploy web";
const ofGarden = { labels: { "garden.io/service": "web" } };
const ofRelease = (namespace: string) => ({
  annotations: {
    "meta.helm.sh/release-name": "web-one",
    "meta.helm.sh/release-namespace": namespace,
  },
});

describe("planClean: a copy", () => {
  const users: {
    title: string;
    objects: Manifest[];
    expected: string;
  }[] = [
    { title: "nobody", objects: [], expected: removed },
    {
      title: "who lists another Secret",
      objects: [workload("Deployment", "web", ["team"]), pod("one", [])],
      expected: removed,
    },
    {
      title: "a pod that has ended, or is about to",
      objects: [
        pod("done", ["hub"], "Succeeded"),
        pod("broken", ["hub"], "Failed"),
        pod("going", ["hub"], "Running", { deletionTimestamp: new Date() }),
      ],
      expected: removed,
    },
    {
      title: "an earlier revision without pods",
      objects: [
        workload("ReplicaSet", "web-1", ["hub"], { replicas: 0 }),
        workload("ReplicationController", "old", ["hub"], { replicas: 0 }),
      ],
      expected: removed,
    },
    {
      title: "a Job that is over",
      objects: [
        job("done", ["hub"], "Complete"),
        job("broken", ["hub"], "Failed"),
      ],
      expected: removed,
    },
    ...["Deployment", "StatefulSet", "DaemonSet"].map((kind) => ({
      title: `a ${kind} of a Deploy`,
      objects: [workload(kind, "web", ["hub"], ofGarden)],
      expected: `needed Secret/hub; ${kind}/web: ${redeploy}`,
    })),
    {
      title: "a Deployment of a release",
      objects: [workload("Deployment", "w", ["hub"], ofRelease("shop"))],
      expected: `needed Secret/hub; Deployment/w: ${redeploy}`,
    },
    {
      title: "a Deployment of a release, elsewhere",
      objects: [
        workload("Deployment", "w", ["hub"], {
          namespace: "other",
          ...ofRelease("shop"),
        }),
      ],
      expected: `needed Secret/hub; Deployment/w: ${redeploy}`,
    },
    {
      title: "a Deployment of another release of that name",
      objects: [workload("Deployment", "w", ["hub"], ofRelease("other"))],
      expected:
        "needed Secret/hub; Deployment/w: kubectl edit deployment w --namespace shop",
    },
    {
      title: "a Deployment of a Deploy that Garden runs elsewhere",
      objects: [
        workload("Deployment", "api", ["hub"], {
          labels: { "garden.io/service": "elsewhere" },
        }),
      ],
      expected:
        "needed Secret/hub; Deployment/api: without the patch: garden deploy elsewhere --force",
    },
    {
      title: "a Deployment of no pods, which may want some",
      objects: [workload("Deployment", "web", ["hub"], { replicas: 0 })],
      expected:
        "needed Secret/hub; Deployment/web: kubectl edit deployment web --namespace shop",
    },
    {
      title: "a Deploy that the project no longer has",
      objects: [
        workload("CronJob", "night", ["hub"], {
          labels: { "garden.io/service": "gone" },
        }),
      ],
      expected:
        "needed Secret/hub; CronJob/night: kubectl edit cronjob night --namespace shop",
    },
    {
      title: "a ReplicaSet and a ReplicationController of somebody's own",
      objects: [
        workload("ReplicaSet", "rs", ["hub"], { replicas: 1 }),
        workload("ReplicationController", "rc", ["hub"]),
      ],
      expected:
        "needed Secret/hub; ReplicaSet/rs: kubectl edit replicaset rs --namespace shop; " +
        "ReplicationController/rc: kubectl edit replicationcontroller rc --namespace shop",
    },
    {
      title: "builders",
      objects: [
        workload("Deployment", "garden-buildkit", ["hub"]),
        workload("Deployment", "garden-util", ["hub"]),
      ],
      expected:
        "needed Secret/hub; Deployment/garden-buildkit: kubectl delete deployment garden-buildkit --namespace shop; " +
        "Deployment/garden-util: kubectl delete deployment garden-util --namespace shop",
    },
    {
      title: "what Garden has in its own namespace",
      objects: [
        workload("Deployment", "default-backend", ["hub"], {
          namespace: "garden-system",
        }),
      ],
      expected:
        "needed Secret/hub; Deployment/default-backend: garden plugins local-kubernetes uninstall-garden-services",
    },
    {
      title: "a pod of its own, and a Job that runs",
      objects: [
        pod("seed", ["hub"], "Pending"),
        job("import", ["hub"], "Suspended"),
      ],
      expected:
        "needed Secret/hub; Pod/seed: kubectl delete pod seed --namespace shop, or wait until it ends; " +
        "Job/import: kubectl delete job import --namespace shop, or wait until it ends",
    },
    {
      title: "a Deployment, once, whose pods list it as well",
      objects: [
        pod("web-1-a", ["hub"], "Running", ownedBy("ReplicaSet", "web-1")),
        workload("ReplicaSet", "web-1", ["hub"], {
          replicas: 1,
          ...ownedBy("Deployment", "web"),
        }),
        workload("Deployment", "web", ["hub"], ofGarden),
      ],
      expected: `needed Secret/hub; Deployment/web: ${redeploy}`,
    },
    {
      title: "a rollout that is not over",
      objects: [
        pod("web-1-a", ["hub"], "Running", ownedBy("ReplicaSet", "web-1")),
        workload("ReplicaSet", "web-1", ["hub"], {
          replicas: 1,
          ...ownedBy("Deployment", "web"),
        }),
        workload("Deployment", "web", [], ofGarden),
      ],
      expected:
        "needed Secret/hub; ReplicaSet/web-1: kubectl rollout status deployment web --namespace shop",
    },
    {
      title: "a Job of a CronJob's earlier template",
      objects: [
        workload("Job", "night-1", ["hub"], ownedBy("CronJob", "night")),
        workload("CronJob", "night", []),
      ],
      expected:
        "needed Secret/hub; Job/night-1: kubectl delete job night-1 --namespace shop",
    },
    {
      title: "a pod that has it from its account, by the pod alone",
      objects: [
        pod("web-1-a", ["hub"], "Running", ownedBy("ReplicaSet", "web-1")),
        workload("ReplicaSet", "web-1", [], {
          replicas: 1,
          ...ownedBy("Deployment", "web"),
        }),
        workload("Deployment", "web", [], ofGarden),
      ],
      expected:
        "needed Secret/hub; Pod/web-1-a: kubectl delete pod web-1-a --namespace shop",
    },
  ];
  for (const { title, objects, expected } of users)
    it(`used by ${title}`, () =>
      void expect(
        planned(
          facts({ copies: [copy("hub")], objects }, [
            deploy("web", false, "web-one"),
            { ...deploy("elsewhere"), namespace: "other" },
          ]),
        ),
      ).to.deep.equal([expected]));

  const container = (more: object) => ({
    containers: [{ name: "main", ...more }],
  });
  const volume = (more: object) => ({ volumes: [{ name: "v", ...more }] });
  const secretKeyRef = { name: "hub", key: ".dockerconfigjson" };
  const otherUses = {
    "a volume": volume({ secret: { secretName: "hub" } }),
    "a projected volume": volume({
      projected: { sources: [{ secret: { name: "hub" } }] },
    }),
    "a variable": container({
      env: [{ name: "CONFIG", valueFrom: { secretKeyRef } }],
    }),
    "all its variables": container({
      envFrom: [{ secretRef: { name: "hub" } }],
    }),
    "an init container's variable": {
      initContainers: [
        { name: "i", env: [{ name: "CONFIG", valueFrom: { secretKeyRef } }] },
      ],
    },
    "a CSI volume": volume({
      csi: { driver: "d", nodePublishSecretRef: { name: "hub" } },
    }),
  };
  for (const [title, podSpec] of Object.entries(otherUses))
    it(`used by ${title} stays`, () => {
      const objects = [
        deploymentOf("web", podSpec, ofGarden),
        deploymentOf("own", podSpec),
      ];
      expect(
        planned(facts({ copies: [copy("hub")], objects }, [deploy("web")])),
      ).to.deep.equal([
        "needed Secret/hub; Deployment/web: take it out of Deploy web, and deploy that again; or garden delete deploy web; " +
          "Deployment/own: kubectl edit deployment own --namespace shop",
      ]);
    });

  it("used by a custom resource of a Deploy stays, in that one's namespace", () => {
    const rollout = (namespace?: string): Manifest => {
      const found = {
        apiVersion: "argoproj.io/v1alpha1",
        kind: "Rollout",
        metadata: { name: "web", ...(namespace && { namespace }) },
        spec: { template: { spec: { imagePullSecrets: [{ name: "hub" }] } } },
      };
      return found;
    };
    const input = (deployed: Partial<DeployFact>) =>
      facts({ copies: [copy("hub")] }, [{ ...deploy("web"), ...deployed }]);
    const takeOut =
      "needed Secret/hub; Rollout/web: take it out of Deploy web, and deploy that again";
    expect(planned(input({ resources: [rollout()] }))).to.deep.equal([
      `${takeOut}; or garden delete deploy web`,
    ]);
    expect(
      planned(input({ namespace: "other", resources: [rollout("shop")] })),
    ).to.deep.equal([takeOut]);
    expect(planned(input({ resources: [rollout("other")] }))).to.deep.equal([
      removed,
    ]);
    expect(
      planned(input({ namespace: "other", resources: [rollout()] })),
    ).to.deep.equal([removed]);
  });

  it("that merely carries the label stays as it is", () => {
    const { type, metadata } = copy("hub");
    const { labels = {} } = metadata;
    for (const secret of [
      { type: "Opaque", metadata },
      { type: "Opaque", metadata: { ...metadata, annotations: {} } },
      { type, metadata: { ...metadata, labels, annotations: {} } },
      { type, metadata: { ...metadata, name: "renamed" } },
    ])
      expect(
        planClean(facts({ copies: [secret as LabelledSecret] })).map(
          ({ verdict, action, reason }) => [verdict, action, reason],
        ),
      ).to.deep.equal([
        [
          "kept",
          null,
          "it carries the patch's label, but is no copy that the patch made: it stays as it is",
        ],
      ]);
  });

  it("that copySecrets asks for stays, without our marker", () => {
    const input = facts({ copies: [copy("hub")] });
    const place = { name: "hub", namespace: "creds" };
    expect(planned({ ...input, copySecrets: [place] })).to.deep.equal([
      'kept Secret/hub: {"kind":"unmark"}',
    ]);
    expect(
      planned({
        ...input,
        copySecrets: [
          { ...place, namespace: "other" },
          { ...place, name: "other" },
        ],
      }),
    ).to.deep.equal([removed]);
  });

  it("that was there before stays, used or not, and loses its marker", () => {
    const objects = [workload("Deployment", "web", ["hub"])];
    for (const found of [{}, { objects }])
      expect(
        planned(facts({ copies: [adoptedCopy("hub")], ...found })),
      ).to.deep.equal(['kept Secret/hub: {"kind":"unmark"}']);
  });

  it("that the provider config names as a source by now stays", () => {
    const input = facts({ copies: [copy("hub")] });
    const sources = [{ name: "hub", namespace: "shop" }];
    expect(planned({ ...input, sources })).to.deep.equal(["kept Secret/hub"]);
  });

  it("goes by its own namespace alone", () => {
    const { namespaces, ...others } = facts({ copies: [copy("hub")] });
    const other = {
      namespace: "other",
      copies: [],
      accounts: [],
      objects: [workload("Deployment", "web", ["hub"])],
    };
    expect(
      planned({ ...others, namespaces: [...namespaces, other] }),
    ).to.deep.equal([removed]);
  });
});

describe("planClean: an account", () => {
  const ours = account("default", ["hub"], ourManager);
  const cases: { title: string; input: CleanFacts; expected: string[] }[] = [
    {
      title: "of somebody else keeps its list, and the copy",
      input: facts({
        copies: [copy("hub")],
        accounts: [account("default", ["hub"], "kubectl-edit")],
      }),
      expected: [
        "needed Secret/hub; ServiceAccount/default: kubectl edit serviceaccount default --namespace shop",
      ],
    },
    {
      title: "that we know only by other fields is somebody else's",
      input: facts({
        accounts: [
          {
            ...account("default", ["hub"]),
            metadata: {
              name: "default",
              managedFields: [
                { manager: ourManager, fieldsV1: { "f:metadata": {} } },
              ],
            },
          },
        ],
      }),
      expected: [],
    },
    {
      title: "of ours gives the references back, and with them the copy",
      input: facts({ copies: [copy("hub")], accounts: [ours] }, [
        deploy("web"),
      ]),
      expected: [takenOff("hub"), removed],
    },
    {
      title: "keeps what others have put there",
      input: facts({
        copies: [copy("older")],
        accounts: [account("default", ["admin", "hub", "older"], ourManager)],
      }),
      expected: [
        takenOff("hub", "older"),
        'remove Secret/older: {"kind":"delete"}',
      ],
    },
    {
      title: "keeps the name of a Secret that was there before",
      input: facts({
        copies: [adoptedCopy("team")],
        accounts: [account("default", ["team", "hub"], ourManager)],
      }),
      expected: [takenOff("hub"), 'kept Secret/team: {"kind":"unmark"}'],
    },
    {
      title: "with nothing of ours on its list keeps it, without our manager",
      input: facts({ accounts: [account("default", ["x"], ourManager)] }),
      expected: ['kept ServiceAccount/default: {"kind":"take-off","names":[]}'],
    },
    {
      title:
        "is needed by what was deployed with the option, and needs the copy",
      input: facts({ copies: [copy("hub")], accounts: [ours] }, [
        deploy("api"),
        deploy("web", true),
      ]),
      expected: [
        `needed ServiceAccount/default; Deploy web: ${redeploy}`,
        `needed Secret/hub; ServiceAccount/default: ${redeploy}`,
      ],
    },
    {
      title: "may mount the copy as well, which stays then",
      input: facts({
        copies: [copy("hub")],
        accounts: [{ ...ours, secrets: [{ name: "hub" }] }],
      }),
      expected: [
        takenOff("hub"),
        "needed Secret/hub; ServiceAccount/default: kubectl edit serviceaccount default --namespace shop",
      ],
    },
    {
      title:
        "keeps a name of which there is no copy of the patch's, but one with its label",
      input: facts({
        copies: [{ ...copy("older"), type: "Opaque" }],
        accounts: [account("default", ["older", "hub"], ourManager)],
      }),
      expected: [takenOff("hub"), "kept Secret/older"],
    },
    {
      title: "is not needed by what was deployed elsewhere",
      input: facts({ accounts: [ours] }, [
        { ...deploy("web", true), namespaces: ["other"] },
      ]),
      expected: [takenOff("hub")],
    },
  ];
  for (const { title, input, expected } of cases)
    it(title, () => void expect(planned(input)).to.deep.equal(expected));
});
