import { expect } from "chai";
import { cli } from "../../garden/process.js";
import { core, removeFolders } from "../../garden/project.js";
import { kubernetesDeploy } from "../projects.js";
import { gardenHome } from "./garden.js";
import { whenPods } from "./objects.js";
import { secretProject } from "./secret-project.js";
import { cluster } from "./shared-cluster.js";

const namespace = "matching-suite";
/** No other suite's pods pull it, and none may still be at it. */
const repository = "gardendev/matching";
const image = `${repository}:1.0`;

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
    image: "gardendev/Matching:1.0",
    expected: "image",
  },
];

interface CheckedImage {
  readonly workloads?: readonly string[];
  readonly served: boolean;
  readonly attempts: readonly { readonly username: string }[];
  readonly error: string | null;
}

interface Checked {
  readonly images: readonly CheckedImage[];
}

/** What a verdict of `check` comes to on a node: it ends with the first login that is good; containerd takes an empty
 *  one for none. */
function logins({ attempts, error }: CheckedImage): Case["expected"] {
  if (error !== null) return error.startsWith("Secret ") ? "Secret" : "image";
  const users = attempts.map(({ username }) => username || "anonymous");
  const enough = users.findIndex(
    (name) => name in passwords || name === "anonymous",
  );
  return users.length === 0
    ? ["anonymous"]
    : users.slice(0, enough < 0 ? undefined : enough + 1);
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
  const isRefused = checked.attempts.length > 0 && !checked.served;
  expect(ended.code).to.equal(checked.error !== null || isRefused ? 1 : 0);
  return logins(checked);
}

/** The images of a project whose Deploys are the pods of all cases, by pod, as `check` finds them on the cluster. */
async function checkedProject(): Promise<ReadonlyMap<string, CheckedImage>> {
  const folder = secretProject(namespace, {
    actions: cases.map((one, index) =>
      kubernetesDeploy(`case-${index}`, [podOf(index, one)]),
    ),
  });
  const { stdout, stderr } = await cli(
    ["check", folder, "--garden", core, "--offline", "-o", "json"],
    {
      cwd: "/",
      env: { HOME: gardenHome(), KUBECONFIG: cluster().kubeconfig },
    },
  );
  expect(stdout, stderr).to.match(/^\{/);
  return new Map(
    (JSON.parse(stdout) as Checked).images.flatMap((checked) =>
      (checked.workloads ?? []).map((workload) => [workload, checked] as const),
    ),
  );
}

function secretNames(index: number, { secrets }: Case): string[] {
  return secrets.map((_, number) => `case-${index}-${number}`);
}

function podOf(index: number, one: Case): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `case-${index}`, namespace },
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 0,
      imagePullSecrets: secretNames(index, one).map((name) => ({ name })),
      containers: [
        {
          name: "main",
          image: one.image ?? image,
          imagePullPolicy: "Always",
          command: ["true"],
        },
      ],
    },
  };
}

/** What the node does: who asks Docker Hub for a token, or what it fails at without asking. */
async function whatTheNodeDoes(
  index: number,
  one: Case,
): Promise<Case["expected"]> {
  const name = `case-${index}`;
  await cluster().apply(podOf(index, one));
  const reason = await whenPods(namespace, (pods) => {
    const pod = pods.find(({ metadata }) => metadata?.name === name);
    const state = pod?.status?.containerStatuses?.[0]?.state;
    const waiting = state?.waiting?.reason;
    return waiting === "ContainerCreating"
      ? null
      : (waiting ?? (state && "pulled"));
  });
  if (reason === "InvalidImageName") return "image";
  const users = cluster()
    .hub.log()
    .filter(
      (request) =>
        request.kind === "token" && request.repository === repository,
    )
    .map((request) => request.user ?? "anonymous");
  // What the kubelet says of a Secret that it can't read is its reason, too: no word for it.
  if (users.length === 0) return "Secret";
  // containerd tries a refused login again, by GET where it was POST.
  return users.filter((one, index) => one !== users[index - 1]);
}

describe("what check says, and what the node does", () => {
  let ofProject: ReadonlyMap<string, CheckedImage>;
  before(async () => {
    await cluster().createNamespace(namespace);
    await cluster().apply(
      ...cases.flatMap((one, index) =>
        secretNames(index, one).map((name, number) => {
          const secret = one.secrets[number] ?? { auths: {} };
          return {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name, namespace },
            ...("auths" in secret
              ? {
                  type: "kubernetes.io/dockerconfigjson",
                  stringData: { ".dockerconfigjson": JSON.stringify(secret) },
                }
              : secret),
          };
        }),
      ),
    );
    ofProject = await checkedProject();
  });
  after(async () => {
    await cluster().kubectl("delete", "namespace", namespace, "--wait=false");
    removeFolders();
  });

  for (const [index, one] of cases.entries()) {
    it(`is the same for ${one.title}`, async () => {
      const { hub } = cluster();
      hub.reset();
      for (const [name, password] of Object.entries(passwords))
        hub.setPassword(name, password);
      const { image: of = image, expected } = one;
      expect(
        await whatCheckSays(secretNames(index, one), of),
        "check -f",
      ).to.deep.equal(expected);
      const inProject = ofProject.get(`Pod/case-${index}`);
      expect(inProject && logins(inProject), "check").to.deep.equal(expected);
      expect(await whatTheNodeDoes(index, one), "the node").to.deep.equal(
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
