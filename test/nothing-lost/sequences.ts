import fc from "fast-check";

/** The namespaces of a sequence: two with sources, and two with pods, the second of which two projects share. */
export const sourceNamespaces = ["creds-a", "creds-b"] as const;
export const podNamespaces = ["shop", "system"] as const;

export interface Place {
  readonly namespace: string;
  readonly name: string;
}

export interface Project {
  readonly imagePullSecrets: readonly Place[];
  readonly copySecrets: readonly Place[];
}

const at = (namespace: string, name: string): Place => ({ namespace, name });

/** Two projects that want Secrets of the same names. */
export const projects: Readonly<Record<"a" | "b", Project>> = {
  a: {
    imagePullSecrets: [at("creds-a", "hub"), at("creds-a", "team")],
    copySecrets: [at("creds-a", "app")],
  },
  b: {
    imagePullSecrets: [at("creds-b", "hub")],
    copySecrets: [at("creds-b", "team")],
  },
};

export const sources: readonly Place[] = [
  ...Object.values(projects).flatMap(({ imagePullSecrets, copySecrets }) => [
    ...imagePullSecrets,
    ...copySecrets,
  ]),
];

/** Secrets that were there before the patch. Those that carry something of our marker are somebody else's all the same. */
export const foreignSecrets = [
  "opaque",
  "same",
  "other",
  "immutable",
  "legacy",
  "labelled",
  "labelled-opaque",
  "marked-opaque",
  "marked-renamed",
  "marked-here",
] as const;
export type ForeignSecret = (typeof foreignSecrets)[number];

export const kinds = [
  "Pod",
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "ReplicationController",
  "Job",
  "CronJob",
] as const;

export type Kind = (typeof kinds)[number];

export const ways = [
  "pull",
  "volume",
  "projected",
  "env",
  "envFrom",
  "init",
  "csi",
] as const;

/** Something that needs a Secret: pods or what makes them, a ServiceAccount, or a custom resource of a Deploy. */
export type User = { readonly namespace: string; readonly secret: string } & (
  | {
      readonly by: "workload";
      readonly kind: Kind;
      readonly way: (typeof ways)[number];
    }
  | { readonly by: "account" | "our-account" | "resource" }
);

/** What somebody else does to a Secret. */
export type Edit = Place & {
  readonly what:
    "data" | "type" | "freeze" | "delete" | "labels" | "strip" | "create";
};

export type Operation =
  | {
      readonly does: "deploy";
      readonly project: "a" | "b";
      readonly namespace: string;
    }
  | { readonly does: "clean"; readonly project: "a" | "b" }
  | {
      readonly does: "create";
      readonly place: Place;
      readonly registries: readonly string[];
    };

/** What happens at the n-th request of a step, or the n-th write. The answers may come before or after the request took
 *  effect. */
export interface Interruption {
  readonly at: number;
  readonly of: "requests" | "writes";
  readonly what:
    | {
        readonly answer: 0 | 403 | 409 | 429 | 500;
        readonly takesEffect: boolean;
      }
    | { readonly edit: Edit }
    /** Of the very Secret that the request is about. */
    | { readonly meanwhile: Edit["what"] };
}

export interface Step {
  readonly edits: readonly Edit[];
  readonly adds: readonly User[];
  /** Removes the users at these places of the list. */
  readonly ends: readonly number[];
  /** What runs at once. */
  readonly operations: readonly Operation[];
  readonly interruptions: readonly Interruption[];
  /** Whose request is next. */
  readonly order: readonly number[];
}

export interface Sequence {
  readonly there: readonly (Place & { readonly what: ForeignSecret })[];
  readonly appIsPullSecret: boolean;
  readonly users: readonly User[];
  readonly steps: readonly Step[];
}

const podNamespace = fc.constantFrom(...podNamespaces);
const name = fc.constantFrom("hub", "team", "app");
const target = fc.record({ namespace: podNamespace, name });
const anySource = fc.constantFrom(...sources);
const project = fc.constantFrom("a" as const, "b" as const);

const users = (of: readonly Kind[]): fc.Arbitrary<User> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        by: fc.constant("workload" as const),
        namespace: podNamespace,
        secret: name,
        kind: fc.constantFrom(...of),
        way: fc.constantFrom(...ways),
      }),
    },
    fc.record({
      by: fc.constantFrom("account", "our-account", "resource"),
      namespace: podNamespace,
      secret: name,
    }),
  );

/** Copies whose source has another type now, and frozen ones, are deleted and created: these come often. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(anySource, fc.constantFrom("data", "type", "type", "freeze"))
    .map(([place, what]) => ({ ...place, what })),
  fc
    .tuple(
      target,
      fc.constantFrom(
        ...(["data", "freeze", "freeze", "freeze"] as const),
        ...(["delete", "labels", "strip", "create"] as const),
      ),
    )
    .map(([place, what]) => ({ ...place, what })),
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("deploy" as const),
      project,
      namespace: podNamespace,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant("clean" as const), project }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("create" as const),
      place: fc.oneof(anySource, target, fc.constant(at("creds-a", "new"))),
      registries: fc.subarray(["docker.io", "ghcr.io", "reg.test:5000"], {
        minLength: 1,
      }),
    }),
  },
);

const happens = fc.oneof(
  fc.record({ of: fc.constant("requests" as const), at: fc.nat(25) }),
  fc.record({ of: fc.constant("writes" as const), at: fc.nat(3) }),
);

const happening = fc.oneof(
  fc.record({
    answer: fc.constantFrom(0, 403, 409, 429, 500),
    takesEffect: fc.boolean(),
  }),
  fc.record({ edit }),
  fc.record({
    meanwhile: fc.constantFrom("data", "delete", "labels", "strip", "create"),
  }),
);

const interruption: fc.Arbitrary<Interruption> = fc
  .tuple(happens, happening)
  .map(([place, what]) => ({ ...place, what }));

const steps = (of: readonly Kind[]): fc.Arbitrary<Step> =>
  fc.record({
    edits: fc.array(edit, { maxLength: 4 }),
    adds: fc.array(users(of), { maxLength: 2 }),
    ends: fc.array(fc.nat(5), { maxLength: 2 }),
    operations: fc.array(operation, { minLength: 1, maxLength: 2 }),
    interruptions: fc.array(interruption, { maxLength: 3 }),
    order: fc.array(fc.nat(7), { minLength: 1, maxLength: 6 }),
  });

/** Clusters with workloads of these kinds, and what is done to them. */
export const sequences = (of: readonly Kind[]): fc.Arbitrary<Sequence> =>
  fc.record({
    there: fc.uniqueArray(
      fc
        .tuple(target, fc.constantFrom(...foreignSecrets))
        .map(([place, what]) => ({ ...place, what })),
      {
        maxLength: 3,
        selector: (each) => `${each.namespace}/${each.name}`,
      },
    ),
    appIsPullSecret: fc.boolean(),
    users: fc.array(users(of), { maxLength: 4 }),
    steps: fc.array(steps(of), { minLength: 1, maxLength: 6 }),
  });
