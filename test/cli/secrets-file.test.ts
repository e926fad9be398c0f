import { fromOutside } from "../../src/config/outside.js";
import { expect } from "chai";
import { secretsOf } from "../../src/cli/check/secrets-file.js";

const encoded = Buffer.from("content").toString("base64");
const secret = {
  kind: "Secret",
  metadata: { name: "a" },
  data: { key: encoded },
};
const expected = { metadata: { name: "a" }, data: { key: encoded } };

describe("secretsOf", () => {
  const files: { title: string; content: string; secrets: unknown[] }[] = [
    { title: "JSON", content: JSON.stringify(secret), secrets: [expected] },
    {
      title: "YAML",
      content: `kind: Secret\nmetadata: {name: a}\ndata:\n  key: ${encoded}\n`,
      secrets: [expected],
    },
    {
      title: "several documents, in their order, with others between them",
      content: `---\nkind: Secret\nmetadata: {name: a}\n---\n---\nkind: ConfigMap\ndata: {a: b}\n---\nkind: Secret\nmetadata: {name: b}\n`,
      secrets: [
        { metadata: { name: "a" }, data: {} },
        { metadata: { name: "b" }, data: {} },
      ],
    },
    {
      title: "a List",
      content: JSON.stringify({
        kind: "List",
        items: [secret, { kind: "Pod" }],
      }),
      secrets: [expected],
    },
    {
      title: "a SecretList, whose items have no kind",
      content: JSON.stringify({
        kind: "SecretList",
        items: [{ metadata: { name: "a" }, data: { key: encoded } }],
      }),
      secrets: [expected],
    },
    {
      title: "stringData, which goes over data",
      content: `kind: Secret\ntype: Opaque\ndata: {a: "", b: eA==}\nstringData: {a: content, c: ""}\n`,
      secrets: [
        {
          metadata: {},
          type: "Opaque",
          data: { a: encoded, b: "eA==", c: "" },
        },
      ],
    },
    {
      title: "null for nothing",
      content: "kind: Secret\nmetadata:\ndata:\nstringData: {a: null}\n",
      secrets: [{ metadata: {}, data: { a: "" } }],
    },
    {
      title: "namespace and what else a cluster adds",
      content: JSON.stringify({
        ...secret,
        metadata: { name: "a", namespace: "team", uid: "x", labels: {} },
        immutable: true,
      }),
      secrets: [{ ...expected, metadata: { name: "a", namespace: "team" } }],
    },
  ];
  for (const { title, content, secrets } of files) {
    it(`reads ${title}`, () => {
      expect(
        secretsOf({ name: "file", text: fromOutside(content) }),
      ).to.deep.equal({ secrets, made: [] });
    });
  }

  const next =
    "Give a file of Secrets, such as `kubectl get secret <name> --output yaml` prints.";
  const none = "file: Secret #1 is none that Kubernetes takes: its";
  const notBase64 = (keys: string) =>
    `data holds something that is not base64, under ${keys}; write the text itself under stringData, or its base64 in one line, as base64 -w0 prints it.`;
  const wrong: { title: string; content: string; error: string }[] = [
    { title: "nothing", content: "", error: `file holds no Secret. ${next}` },
    {
      title: "a text",
      content: "hunter2",
      error: `file holds no Secret. ${next}`,
    },
    {
      title: "another kind",
      content: "kind: hunter2",
      error: `file holds no Secret. ${next}`,
    },
    ...[
      { title: "an empty List", list: { kind: "List", items: [] } },
      { title: "an empty SecretList", list: { kind: "SecretList", items: [] } },
      {
        title: "a List of other kinds",
        list: { kind: "List", items: [{ kind: "ConfigMap" }, null, "hunter2"] },
      },
    ].map(({ title, list }) => ({
      title,
      content: JSON.stringify(list),
      error: `file holds no Secret. ${next}`,
    })),
    {
      title: "an ExternalSecret in a List",
      content:
        "kind: List\nitems:\n- kind: ExternalSecret\n  metadata: {name: hub-from-vault, namespace: team}\n  spec: {target: {name: hub}}\n",
      error:
        "file holds no Secret, but ExternalSecret hub-from-vault: the Secret of it is made in the cluster. Give that one: kubectl get secret hub --namespace team --output yaml | garden-pull-secrets check -f - --image IMAGE",
    },
    {
      title: "a SealedSecret, and another without a name",
      content:
        'kind: SealedSecret\nmetadata: {name: hub}\n---\nkind: ExternalSecret\nmetadata: {name: "\\e[31mhunter2"}\n',
      error:
        "file holds no Secret, but SealedSecret hub, ExternalSecret: the Secret of it is made in the cluster. Give that one: kubectl get secret hub --output yaml | garden-pull-secrets check -f - --image IMAGE",
    },
    ...[
      {
        title: "a SopsSecret, decrypted or not",
        templates: "[{name: hub, stringData: {a: 'ENC[AES256_GCM,data:x]'}}]",
        name: "hub",
      },
      {
        title: "a SopsSecret, with the Secret's name encrypted",
        templates: "[{name: 'ENC[AES256_GCM,data:x]'}]",
        name: "<name>",
      },
      { title: "a SopsSecret without a Secret", templates: "[]", name: "own" },
    ].map(({ title, templates, name }) => ({
      title,
      content: `kind: SopsSecret\nmetadata: {name: own, namespace: team}\nspec: {secretTemplates: ${templates}}\nsops: {version: 3.8.1}\n`,
      error: `file holds no Secret, but SopsSecret own: the Secret of it is made in the cluster. Give that one: kubectl get secret ${name} --namespace team --output yaml | garden-pull-secrets check -f - --image IMAGE`,
    })),
    {
      title: "an object of another kind that SOPS has encrypted",
      content:
        "kind: ConfigMap\ndata: {a: 'ENC[AES256_GCM,data:hunter2]'}\nsops: {version: 3.8.1}\n",
      error: `file holds no Secret. ${next}`,
    },
    ...[
      {
        title: "data that SOPS has encrypted",
        content:
          "kind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata: {.dockerconfigjson: 'ENC[AES256_GCM,data:hunter2,type:str]'}\nsops: {version: 3.8.1}\n",
      },
      {
        title: "stringData that SOPS has encrypted",
        content:
          "kind: Secret\ntype: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: 'ENC[AES256_GCM,data:hunter2,type:str]'}\n",
      },
      {
        title: "a Secret of which SOPS has encrypted all, its kind as well",
        content:
          "kind: ENC[AES256_GCM,data:hunter2,type:str]\nsops: {version: 3.8.1}\n",
      },
      {
        title: "a List of which SOPS has encrypted the Secrets",
        content:
          "kind: List\nitems: [{kind: Secret, data: {a: 'ENC[AES256_GCM,data:hunter2]'}}]\nsops: {version: 3.8.1}\n",
      },
    ].map((one) => ({
      ...one,
      error:
        "file is encrypted by SOPS: decrypt it first: sops -d FILE | garden-pull-secrets check -f - --image IMAGE",
    })),
    ...[
      {
        title: "docker's config",
        content: '{"auths":{"a.io":{"auth":"hunter2"}}}',
      },
      {
        title: "docker's config without auths",
        content: '{"credsStore":"hunter2"}',
      },
      {
        title: "docker's config that SOPS has encrypted",
        content:
          '{"auths":{"a.io":{"auth":"ENC[AES256_GCM,data:hunter2]"}},"sops":{"version":"3.8.1"}}',
      },
    ].map((one) => ({
      ...one,
      error:
        "file is docker's config, and no Secret. To make a Secret of its logins: garden-pull-secrets create; DOCKER_CONFIG is the folder of the config, where that is not ~/.docker.",
    })),
    ...["kind: Kustomization\n", ""].map((kind) => ({
      title: `a Kustomization that generates Secrets: ${kind === "" ? "no kind" : "its kind"}`,
      content: `${kind}secretGenerator: [{name: hub, literals: [a=hunter2]}]\n`,
      error:
        "file holds no Secret, but a Kustomization, of which kustomize makes Secrets: kubectl kustomize DIR | garden-pull-secrets check -f - --image IMAGE",
    })),
    {
      title: "a Kustomization that generates none",
      content: "kind: Kustomization\nresources: [a.yaml]\n",
      error: `file holds no Secret. ${next}`,
    },
    {
      title: "a kind that has the name of a function",
      content: "kind: constructor",
      error: `file holds no Secret. ${next}`,
    },
    {
      title: "broken YAML",
      content: "kind: Secret\ndata: [hunter2: {",
      error:
        "file is neither YAML nor JSON, from line 2, column 18 on: a quotation mark or a bracket before is not closed.",
    },
    ...[
      {
        title: "a template",
        content:
          "{{ if .Values.hunter2 -}}\nkind: Secret\ndata:\n  a: {{ .Values.a }}\n{{- end }}\n",
        at: "line 2, column 1",
        why: "it is a template, to be rendered first, as helm template does",
      },
      {
        title:
          "an ExternalSecret that is indented wrongly, whose own template is in quotes",
        content:
          'kind: ExternalSecret\nspec:\n  target:\n    template:\n      data:\n        .dockerconfigjson: \'{"auths":{"registry.example.com":{"auth":"{{ .hunter2 | b64enc }}"}}}\'\n  data:\n   - secretKey: \"hunter2\"\n      remoteRef:\n        key: hunter2\n',
        at: "line 9, column 7",
        why: "it is not indented as what it belongs to",
      },
      {
        title: "a text that is not indented under its key",
        content:
          "kind: Secret\nstringData:\n  .dockerconfigjson: |\n  hunter2\n",
        at: "line 4, column 3",
        why: "the value under | must be indented further than its key",
      },
      {
        title: "a description",
        content:
          "Name:         hunter2\nNamespace:    a\n\nType:  Opaque\n\nData\n====\n.dockerconfigjson:  173 bytes\n",
        at: "line 6, column 1",
        why: "it is what kubectl describe prints; give what kubectl get prints with --output yaml",
      },
      {
        title: "base64 with line breaks",
        content: `kind: Secret\ndata:\n  a: "${"hunter2x".repeat(9)}hunt\n${"hunter2x".repeat(9)}hunt\nhunter2="\ntype: Opaque\n`,
        at: "line 3, column 83",
        why: "its base64 has line breaks; write it in one line, as base64 -w0 does",
      },
    ].map(({ title, content, at, why }) => ({
      title,
      content,
      error: `file is neither YAML nor JSON, from ${at} on: ${why}.`,
    })),
    {
      title: "broken JSON",
      content: '{\n"kind": "hunter2"\n"data": 1}',
      error:
        "file is neither YAML nor JSON, from line 3, column 1 on: a colon, a comma, a bracket or a quotation mark is missing.",
    },
    {
      title: "an error in a later document",
      content: "kind: Secret\n---\nkind: hunter2\nkind: hunter2\n",
      error:
        "file is neither YAML nor JSON, from line 4, column 1 on: the key is there already.",
    },
    {
      title: "an alias to nothing",
      content: "kind: *hunter2",
      error: "file is neither YAML nor JSON: its aliases can't be resolved.",
    },
    {
      title: "aliases of aliases without end",
      content: [
        "a0: &a0 [hunter2]",
        ...Array.from(
          { length: 20 },
          (_, index) =>
            `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join()}]`,
        ),
      ].join("\n"),
      error: "file is neither YAML nor JSON: its aliases can't be resolved.",
    },
    {
      title: "a list for metadata",
      content: "kind: Secret\nmetadata: [hunter2]",
      error: `${none} metadata is no object.`,
    },
    {
      title: "a name with other signs",
      content: 'kind: Secret\nmetadata: {name: "\\e[31mhunter2"}',
      error: `${none} name can't be the name of a Secret.`,
    },
    {
      title: "a number for a namespace",
      content: "kind: Secret\nmetadata: {namespace: 5}",
      error: `${none} namespace can't be the name of a namespace.`,
    },
    {
      title: "a list for a type",
      content: "kind: Secret\ntype: [hunter2]",
      error: `${none} type is no text.`,
    },
    {
      title: "a text for data",
      content: "kind: Secret\ndata: hunter2",
      error: `${none} data is no object.`,
    },
    {
      title: "a list in data",
      content: "kind: Secret\ndata: {a: [hunter2]}",
      error: `${none} data holds something that is no text.`,
    },
    {
      title: "a password in data that nobody encoded",
      content: "kind: Secret\ndata: {a: hunter2!}",
      error: `${none} ${notBase64("a")}`,
    },
    ...[
      { metadata: "{name: hub}", name: "hub" },
      { metadata: "{name: hub, namespace: team}", name: "team/hub" },
      { metadata: '{name: "\\e[31mhunter2"}', name: "#1" },
    ].map(({ metadata, name }) => ({
      title: `a path in data, in a Secret with the metadata ${metadata}`,
      content: `kind: Secret\nmetadata: ${metadata}\ndata: {.dockerconfigjson: ~/hunter2.json, ok: eA==, "b\\e": "hunter2!"}`,
      error: `file: Secret ${name} is none that Kubernetes takes: its ${notBase64(".dockerconfigjson, b")}`,
    })),
    {
      title: "a token for a key of data",
      content: `kind: Secret\ndata: {dckr_pat_${"hunter2".repeat(4)}: "!"}`,
      error: `${none} ${notBase64("<token>")}`,
    },
  ];
  for (const { title, content, error } of wrong) {
    it(`refuses ${title}, without a piece of it`, () => {
      expect(messageOf(content)).to.equal(error);
    });
  }

  it("takes a Secret beside an object of another kind that SOPS has encrypted", () => {
    const content = `kind: ConfigMap\ndata: {a: 'ENC[AES256_GCM,data:x]'}\nsops: {version: 3.8.1}\n---\n${JSON.stringify(secret)}`;
    expect(messageOf(content)).to.equal("1 Secrets");
  });

  it("takes Secrets beside one that is made in the cluster, and names that", () => {
    const made = {
      kind: "VaultStaticSecret",
      metadata: { name: "vault" },
      spec: { destination: { name: "hub" } },
    };
    const content = JSON.stringify({ kind: "List", items: [made, secret] });
    expect(
      secretsOf({ name: "file", text: fromOutside(content) }),
    ).to.deep.equal({
      secrets: [expected],
      made: [
        {
          what: "VaultStaticSecret vault",
          command: "kubectl get secret hub --output yaml",
        },
      ],
    });
  });

  it("refuses a million lists in each other", () => {
    expect(messageOf("[".repeat(1e6))).to.match(
      /^file is neither YAML nor JSON/,
    );
  });
});

function messageOf(content: string): string {
  try {
    const given = secretsOf({ name: "file", text: fromOutside(content) });
    return `${given.secrets.length} Secrets`;
  } catch (error) {
    return (error as Error).message;
  }
}
