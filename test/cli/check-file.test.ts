import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { cli } from "../garden/process.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";

const password = "hunter2";
const auth = Buffer.from(`me:${password}`).toString("base64");

function secret(name: string, auths: unknown) {
  return {
    kind: "Secret",
    metadata: { name, namespace: "default" },
    type: "kubernetes.io/dockerconfigjson",
    stringData: { ".dockerconfigjson": JSON.stringify({ auths }) },
  };
}

const list = {
  kind: "List",
  items: [
    secret("hub", { "https://index.docker.io/v1/": { auth } }),
    secret("team", {
      "registry.example.com": { username: "other", password },
      "registry.example.com/acme": { auth },
      "empty.example.com": {},
    }),
    { kind: "Secret", type: "Opaque" },
  ],
};
const broken = secret("broken", { "docker.io": password });

const ignored =
  "warning: Secret #3: a node ignores it: it pulls with the types kubernetes.io/dockerconfigjson and " +
  "kubernetes.io/dockercfg only\n";
const brokenError =
  'Secret default/broken: .dockerconfigjson holds an entry under "auths" (number 1) that is no object';

describe("check -f", () => {
  let cwd: string;
  before(() => {
    cwd = temporaryFolder();
    writeFileSync(path.join(cwd, "list.json"), JSON.stringify(list));
    writeFileSync(path.join(cwd, "broken.json"), JSON.stringify(broken));
  });
  after(removeFolders);

  it("prints what a node does with each image, in the kubelet's order", async () => {
    const images = [
      "registry.example.com/acme/web:1",
      "nginx",
      "empty.example.com/a",
      "quay.io/a",
    ];
    const ended = await cli(
      ["check", "-f", "list.json", "--image", ...images],
      { cwd },
    );
    expect(ended).to.deep.equal({
      code: 1,
      signal: null,
      stdout: [
        "IMAGE                            WHAT A NODE DOES",
        "registry.example.com/acme/web:1  pulls it as me (Secret default/team, registry.example.com/acme)",
        "                                 else as other (Secret default/team, registry.example.com)",
        "nginx                            pulls it as me (Secret default/hub, https://index.docker.io/v1/)",
        "empty.example.com/a              pulls it with an empty login (Secret default/team, empty.example.com)",
        "                                 Secret default/team: the entry empty.example.com holds no login; put name and password into it: garden-pull-secrets create --registry empty.example.com",
        "quay.io/a                        pulls it anonymously: no Secret is for it",
        "",
      ].join("\n"),
      stderr:
        ignored +
        "warning: empty.example.com/a: no Secret holds a login for it\n" +
        "warning: quay.io/a: no Secret holds a login for it\n",
    });
  });

  describe("of what Windows PowerShell 5.1 writes behind >", () => {
    const text = stringify(secret("hub", { "docker.io": { auth } }));
    const utf16le = Buffer.from(`\uFEFF${text}`, "utf16le");
    for (const { title, bytes } of [
      { title: "UTF-16, little-endian", bytes: utf16le },
      {
        title: "UTF-16, big-endian",
        bytes: Buffer.from(utf16le).swap16(),
      },
      {
        title: "UTF-8 with a byte order mark",
        bytes: Buffer.from(`\uFEFF${text}`),
      },
    ])
      it(`reads ${title}, from a file and from standard input`, async () => {
        const file = path.join(cwd, "powershell.yaml");
        writeFileSync(file, bytes);
        for (const { given, stdin } of [
          { given: file, stdin: "" },
          { given: "-", stdin: bytes },
        ]) {
          const ended = await cli(["check", "-f", given, "--image", "nginx"], {
            cwd,
            stdin,
          });
          expect(ended.stderr).to.equal("");
          expect(ended.stdout).to.contain(
            "pulls it as me (Secret default/hub, docker.io)",
          );
          expect(ended.code).to.equal(0);
        }
      });
  });

  it("says where a node has no fixed order", async () => {
    const given = secret("quay", {
      "quay.io/v1/": { auth },
      "quay.io": { username: "other", password },
      "quay.io/acme": { auth },
    });
    const { stdout } = await cli(
      ["check", "-f", "-", "--image", "quay.io/acme/web"],
      { cwd, stdin: JSON.stringify(given) },
    );
    expect(stdout.split("\n").map((line) => line.trim())).to.deep.equal([
      "IMAGE             WHAT A NODE DOES",
      "quay.io/acme/web  pulls it as me (Secret default/quay, quay.io/acme)",
      "else as me (Secret default/quay, quay.io/v1/)",
      "or, in no fixed order, as other (Secret default/quay, quay.io)",
      "",
    ]);
  });

  it("says which entry is nearly for an image, and what to write", async () => {
    const near = [
      secret("gitlab", { "gitlab.com": { auth } }),
      {
        ...secret("bare", {}),
        stringData: {
          ".dockerconfigjson": JSON.stringify({ "quay.io": { auth } }),
        },
      },
    ];
    const ended = await cli(
      ["check", "-f", "-", "--image", "registry.gitlab.com/a", "quay.io/a"],
      { cwd, stdin: JSON.stringify({ kind: "List", items: near }) },
    );
    expect(
      ended.stdout.split("\n").map((line) => line.trim()),
    ).to.include.members([
      "registry.gitlab.com/a  pulls it anonymously: no Secret is for it",
      "Secret default/gitlab: the entry gitlab.com is not for it: it is for another host; write registry.gitlab.com",
      "quay.io/a              pulls it anonymously: no Secret is for it",
      'Secret default/bare: the entry quay.io stands where a node does not read it: it is not under auths; write it under .dockerconfigjson, with {"auths": {...}} around the entries',
    ]);
  });

  const ended = Buffer.from('{"payload":"x","expiration":1700000000}').toString(
    "base64",
  );
  for (const { title, entry, sentence, fault, remedy } of [
    {
      title: "an identity token",
      entry: { auth: btoa("00000000:"), identitytoken: "t" },
      sentence: "as 00000000, with an empty password",
      fault: "the entry a.io holds an identity token, which a node can't use",
      remedy:
        "put name and password into it: garden-pull-secrets create --registry a.io",
    },
    {
      title: "a name without a password",
      entry: { username: "robot", password: "" },
      sentence: "as robot, with an empty password",
      fault: "the password of the entry a.io is empty",
      remedy:
        "put name and password into it: garden-pull-secrets create --registry a.io",
    },
    {
      title: "a token that has ended",
      entry: { auth: btoa(`AWS:${ended}`) },
      sentence: "as AWS until 2023-11-14T22:13:20.000Z",
      fault: "the login of the entry a.io expired at 2023-11-14T22:13:20.000Z",
      remedy:
        "renew the login, and let a job of the cluster do so from time to time; or use a login that lasts",
    },
  ])
    it(`ends with 1 where the login for an image is ${title}`, async () => {
      const { code, stdout } = await cli(
        ["check", "-f", "-", "--image", "a.io/web"],
        { cwd, stdin: JSON.stringify(secret("a", { "a.io": entry })) },
      );
      const [images] = stdout.split("\n\n");
      expect(`${(images ?? "").trimEnd()}\n`).to.equal(
        `IMAGE     WHAT A NODE DOES\na.io/web  pulls it ${sentence} (Secret default/a, a.io)\n` +
          `          Secret default/a: ${fault}; ${remedy}\n`,
      );
      expect(code).to.equal(1);
    });

  it("prints it as JSON", async () => {
    const images = [
      "registry.example.com/acme/web:1",
      "empty.example.com/a",
      "quay.io/a",
      "Nginx",
    ];
    const args = images.flatMap((image) => ["--image", image]);
    const ended = await cli(["check", "-f", "-", ...args, "-o", "json"], {
      cwd,
      stdin: JSON.stringify(list),
    });
    const { readers, ...printed } = JSON.parse(ended.stdout) as {
      readers: { secret: string; reader: string; state: string }[];
    };
    expect(
      readers.map(
        ({ secret, reader, state }) => `${secret} ${reader} ${state}`,
      ),
    ).to.deep.equal([
      "default/hub node works",
      "default/hub buildkit works",
      "default/hub kaniko works",
      "default/hub garden-util works",
      "default/team node works",
      "default/team buildkit works",
      "default/team kaniko works",
      "default/team garden-util works",
      "#3 node does not",
      "#3 buildkit does not",
      "#3 kaniko does not",
      "#3 garden-util does not",
    ]);
    expect(printed).to.deep.equal({
      images: [
        {
          image: "registry.example.com/acme/web:1",
          served: true,
          attempts: [
            {
              secret: "default/team",
              key: "registry.example.com/acme",
              username: "me",
            },
            {
              secret: "default/team",
              key: "registry.example.com",
              username: "other",
            },
          ],
          error: null,
          nearMisses: [],
        },
        {
          image: "empty.example.com/a",
          served: false,
          attempts: [
            { secret: "default/team", key: "empty.example.com", username: "" },
          ],
          error: null,
          nearMisses: [
            {
              secret: "default/team",
              key: "empty.example.com",
              reason: "the entry empty.example.com holds no login",
              remedy:
                "put name and password into it: garden-pull-secrets create --registry empty.example.com",
              write: null,
            },
          ],
        },
        {
          image: "quay.io/a",
          served: false,
          attempts: [],
          error: null,
          nearMisses: [],
        },
        {
          image: "Nginx",
          served: false,
          attempts: [],
          error: "this is no valid image name",
          nearMisses: [],
        },
      ],
      notChecked: [],
    });
    expect(ended.code).to.equal(1);
    expect(ended.stdout + ended.stderr).not.to.contain(password);
    expect(ended.stdout + ended.stderr).not.to.contain(auth);
  });

  it("ends with 1 where a Secret would fail the pod, and says where it is wrong", async () => {
    const ended = await cli(
      ["check", "-f", "broken.json", "--image", "nginx"],
      { cwd },
    );
    expect(ended).to.deep.equal({
      code: 1,
      signal: null,
      stdout: `IMAGE  WHAT A NODE DOES\nnginx  ✗ does not even try: ${brokenError}\n`,
      stderr: "",
    });
  });

  it("shows who else reads a Secret that no node has a login of", async () => {
    const helpers = {
      ...secret("ecr", {}),
      stringData: {
        ".dockerconfigjson": '{"credHelpers":{"ghcr.io":"ecr-login"}}',
      },
    };
    const ended = await cli(["check", "-f", "-", "--image", "nginx"], {
      cwd,
      stdin: JSON.stringify({
        kind: "List",
        items: [secret("hub", { "docker.io": { auth } }), helpers],
      }),
    });
    const program =
      "not known: a program of its image has the login (credHelpers), if the account of its pod may get one";
    expect(ended.stdout).to.equal(
      [
        "IMAGE  WHAT A NODE DOES",
        "nginx  pulls it as me (Secret default/hub, docker.io)",
        "",
        "SECRET       READER       WHETHER IT WORKS",
        "default/ecr  node         does not: it holds no login that a node can use",
        `default/ecr  buildkit     ${program}`,
        `default/ecr  kaniko       ${program}`,
        `default/ecr  garden-util  ${program}`,
        "",
      ].join("\n"),
    );
  });

  describe("where the cluster makes a Secret", () => {
    const external = {
      kind: "ExternalSecret",
      metadata: { name: "team", namespace: "dev" },
    };
    const items = [external, secret("hub", { "docker.io": { auth } })];
    const stdin = JSON.stringify({ kind: "List", items });
    const images = ["--image", "nginx", "ghcr.io/a"];

    it("does not say that none is for an image", async () => {
      const ended = await cli(["check", "-f", "-", ...images], { cwd, stdin });
      expect(ended).to.deep.equal({
        code: 0,
        signal: null,
        stdout: [
          "IMAGE      WHAT A NODE DOES",
          "nginx      pulls it as me (Secret default/hub, docker.io)",
          "ghcr.io/a  not known: no Secret that was given is for it, and that of ExternalSecret team was not",
          "",
        ].join("\n"),
        stderr:
          "not checked: ExternalSecret team: its Secret is made in the cluster, and was not given: kubectl get secret team --namespace dev --output yaml\n",
      });
    });

    it("has it in JSON", async () => {
      const ended = await cli(["check", "-f", "-", ...images, "-o", "json"], {
        cwd,
        stdin,
      });
      expect(JSON.parse(ended.stdout)).to.have.deep.property("notChecked", [
        {
          what: "ExternalSecret team",
          reason: "its Secret is made in the cluster, and was not given",
        },
      ]);
    });
  });

  const next =
    "Give a file of Secrets, such as `kubectl get secret <name> --output yaml` prints.\n";
  const refused = [
    {
      title: "no file",
      args: ["-f", "nowhere"],
      stdin: "",
      stderr: `nowhere: no such file. ${next}`,
    },
    {
      title: "a folder",
      args: ["-f", "."],
      stdin: "",
      stderr: `.: this is a folder. ${next}`,
    },
    {
      title: "an empty stdin",
      args: ["-f", "-"],
      stdin: "",
      stderr: `standard input holds no Secret. ${next}`,
    },
    {
      title: "a List without a Secret",
      args: ["-f", "-"],
      stdin: '{"kind":"List","items":[]}',
      stderr: `standard input holds no Secret. ${next}`,
    },
    {
      title: "an ExternalSecret in a List",
      args: ["-f", "-"],
      stdin:
        '{"kind":"List","items":[{"kind":"ExternalSecret","metadata":{"name":"hub"}}]}',
      stderr:
        "standard input holds no Secret, but ExternalSecret hub: the Secret of it is made in the cluster. Give that one: kubectl get secret hub --output yaml | garden-pull-secrets check -f - --image IMAGE\n",
    },
    {
      title: "a password for a file",
      args: ["-f", "-"],
      stdin: `{"${password}`,
      stderr:
        "standard input is neither YAML nor JSON, from line 1, column 10 on: a quotation mark or a bracket before is not closed.\n",
    },
  ];
  for (const { title, args, stdin, stderr } of refused) {
    it(`ends with 1 where it is given ${title}`, async () => {
      const ended = await cli(["check", ...args, "--image", "nginx"], {
        cwd,
        stdin,
      });
      expect(ended).to.deep.equal({
        code: 1,
        signal: null,
        stdout: "",
        stderr,
      });
    });
  }

  it("takes no command of a terminal out of a Secret", async () => {
    const hostile = secret("hub", {
      "docker.io": { username: "\u001b[2J\u009b2J" },
    });
    const ended = await cli(["check", "-f", "-", "--image", "nginx"], {
      cwd,
      stdin: JSON.stringify(hostile),
    });
    expect(ended.stdout).to.contain(
      "pulls it as \uFFFD[2J\uFFFD2J, with an empty password (Secret default/hub, docker.io)\n",
    );
  });
});
