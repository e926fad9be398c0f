import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import { cli } from "../../garden/process.js";
import { removeFolders } from "../../garden/project.js";
import { eventually, read } from "./objects.js";
import { cluster } from "./shared-cluster.js";

const namespace = "matching-suite";
const image = "gardendev/k8s-sync:0.1.5";

/** Accounts whose passwords Docker Hub knows. What is not in here is refused. */
const passwords = { one: "one-password-0001", two: "two-password-0002" };

type Content = Readonly<Record<string, unknown>>;

interface Case {
  readonly title: string;
  /** In the pod's order: `auths` of a Secret, or the whole Secret. */
  readonly secrets: readonly (
    | { readonly auths: Content }
    | { readonly type: string; readonly stringData: Record<string, string> }
  )[];
  readonly image?: string;
  /** Who logs in at Docker Hub, in order, or what the pod fails at before. */
  readonly expected: readonly string[] | "Secret" | "image";
}

function user(name: string): Content {
  const password =
    name in passwords
      ? passwords[name as keyof typeof passwords]
      : "stale-password-0003";
  return { auth: Buffer.from(`${name}:${password}`).toString("base64") };
}

const hub = "https://index.docker.io/v1/";

const cases: readonly Case[] = [
  {
    title: "Docker Hub's old address",
    secrets: [{ auths: { [hub]: user("one") } }],
    expected: ["one"],
  },
  {
    title: "Docker Hub's new one, which goes first",
    secrets: [{ auths: { [hub]: user("one"), "docker.io": user("two") } }],
    expected: ["two"],
  },
  {
    title: "a path before the host",
    secrets: [
      {
        auths: {
          "docker.io": user("two"),
          "docker.io/gardendev": user("stale"),
        },
      },
    ],
    expected: ["stale", "two"],
  },
  {
    title: "the path of others, and the old address",
    secrets: [
      { auths: { "docker.io/acme": user("stale"), [hub]: user("one") } },
    ],
    expected: ["one"],
  },
  {
    title: "the address of the registry itself",
    secrets: [{ auths: { "registry-1.docker.io": user("one") } }],
    expected: ["anonymous"],
  },
  {
    title: "a star",
    secrets: [{ auths: { "*.io": user("one") } }],
    expected: ["one"],
  },
  {
    title: "a port",
    secrets: [{ auths: { "docker.io:443": user("one") } }],
    expected: ["anonymous"],
  },
  {
    title: "two Secrets, of which the first is stale",
    secrets: [
      { auths: { [hub]: user("stale") } },
      { auths: { [hub]: user("two") } },
    ],
    expected: ["stale", "two"],
  },
  {
    title: "two Secrets, of which the first will do",
    secrets: [
      { auths: { [hub]: user("one") } },
      { auths: { [hub]: user("two") } },
    ],
    expected: ["one"],
  },
  {
    title: "the older type",
    secrets: [
      {
        type: "kubernetes.io/dockercfg",
        stringData: {
          ".dockercfg": JSON.stringify({ "docker.io": user("one") }),
        },
      },
    ],
    expected: ["one"],
  },
  {
    title: "a type that nobody pulls with",
    secrets: [
      {
        type: "Opaque",
        stringData: {
          ".dockerconfigjson": JSON.stringify({
            auths: { "docker.io": user("one") },
          }),
        },
      },
    ],
    expected: ["anonymous"],
  },
  {
    title: "an identity token, which is no login",
    secrets: [{ auths: { "docker.io": { identitytoken: "token" } } }],
    expected: ["anonymous"],
  },
  {
    title: "field names in capitals",
    secrets: [{ auths: { "docker.io": { AUTH: user("one")["auth"] } } }],
    expected: ["one"],
  },
  {
    title: "Docker Hub's old name in the image",
    secrets: [{ auths: { "docker.io/gardendev": user("one") } }],
    image: `index.docker.io/${image}`,
    expected: ["one"],
  },
  {
    title: "auth that is no base64, in the entry of another registry",
    secrets: [
      { auths: { [hub]: user("one") } },
      { auths: { "ghcr.io": { auth: "?" } } },
    ],
    expected: "Secret",
  },
  {
    title: "capitals in the image's name",
    secrets: [{ auths: { [hub]: user("one") } }],
    image: "gardendev/K8s-sync:0.1.5",
    expected: "image",
  },
];

interface Checked {
  readonly images: readonly {
    readonly served: boolean;
    readonly attempts: readonly { readonly username: string }[];
    readonly error: string | null;
  }[];
}

/** What `check -f` says of the Secrets as the cluster holds them, as who would log in. */
async function whatCheckSays(
  names: readonly string[],
  of: string,
): Promise<Case["expected"]> {
  const stdin = await cluster().kubectl(
    "get",
    "secrets",
    ...names,
    `--namespace=${namespace}`,
    "--output=json",
  );
  const ended = await cli(["check", "-f", "-", "--image", of, "-o", "json"], {
    cwd: cluster().folder,
    stdin,
  });
  const [checked] = (JSON.parse(ended.stdout) as Checked).images;
  if (checked === undefined) throw new Error(ended.stderr);
  expect(ended.code).to.equal(checked.error === null ? 0 : 1);
  if (checked.error !== null)
    return checked.error.startsWith("Secret ") ? "Secret" : "image";
  // A node ends with the first login that is good; containerd takes an empty one for none.
  const users = checked.attempts.map(({ username }) => username || "anonymous");
  const enough = users.findIndex(
    (name) => name in passwords || name === "anonymous",
  );
  return users.length === 0
    ? ["anonymous"]
    : users.slice(0, enough < 0 ? undefined : enough + 1);
}

/** What the node does: who asks Docker Hub for a token, or what it fails at without asking. */
async function whatTheNodeDoes(
  name: string,
  secrets: readonly string[],
  of: string,
): Promise<Case["expected"]> {
  await cluster().apply({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 0,
      imagePullSecrets: secrets.map((secret) => ({ name: secret })),
      containers: [
        {
          name: "main",
          image: of,
          imagePullPolicy: "Always",
          command: ["true"],
        },
      ],
    },
  });
  const reason = await eventually(
    `an end of the pull of ${name}`,
    60,
    async () => {
      const pod = await read<V1Pod>("pod", name, namespace);
      const state = pod?.status?.containerStatuses?.[0]?.state;
      const waiting = state?.waiting?.reason;
      return waiting === "ContainerCreating"
        ? null
        : (waiting ?? (state && "pulled"));
    },
  );
  if (reason === "InvalidImageName") return "image";
  const users = cluster()
    .hub.log()
    .filter(({ kind }) => kind === "token")
    .map((request) => request.user ?? "anonymous");
  // What the kubelet says of a Secret that it can't read is its reason, too: no word for it.
  if (users.length === 0) return "Secret";
  // containerd tries a refused login again, by GET where it was POST.
  return users.filter((one, index) => one !== users[index - 1]);
}

describe("what check -f says, and what the node does", () => {
  before(() => cluster().createNamespace(namespace));
  after(async () => {
    await cluster().kubectl("delete", "namespace", namespace, "--wait=false");
    removeFolders();
  });

  for (const [
    index,
    { title, secrets, image: of = image, expected },
  ] of cases.entries()) {
    it(`is the same for ${title}`, async () => {
      const names = secrets.map((_, number) => `case-${index}-${number}`);
      await cluster().apply(
        ...secrets.map((secret, number) => ({
          apiVersion: "v1",
          kind: "Secret",
          metadata: { name: names[number], namespace },
          ...("auths" in secret
            ? {
                type: "kubernetes.io/dockerconfigjson",
                stringData: { ".dockerconfigjson": JSON.stringify(secret) },
              }
            : secret),
        })),
      );
      const { hub } = cluster();
      hub.reset();
      for (const [name, password] of Object.entries(passwords))
        hub.setPassword(name, password);
      expect(await whatCheckSays(names, of)).to.deep.equal(expected);
      expect(await whatTheNodeDoes(`case-${index}`, names, of)).to.deep.equal(
        expected,
      );
      await cluster().kubectl(
        "delete",
        "pod",
        `case-${index}`,
        `--namespace=${namespace}`,
      );
    });
  }
});
