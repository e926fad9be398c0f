import { hide } from "../../src/config/hidden.js";
import { ConfigError } from "../../src/config/config-error.js";
import { fromOutside } from "../../src/config/outside.js";
import { printable, printableJson } from "../../src/config/printable.js";
import { parseProviderConfig } from "../../src/config/provider-config.js";
import { parseDocuments } from "../../src/cli/input/parse-documents.js";
import { printableYaml } from "../../src/cli/output/printable-yaml.js";
import { diagnoseMessages } from "../../src/cli/explain/diagnose-messages.js";
import { showDiagnoses } from "../../src/cli/explain/explain.js";
import { diagnoseObjects } from "../../src/diagnose/cluster-objects.js";
import { diagnose } from "../../src/diagnose/diagnose.js";
import { readChallenge } from "../../src/registry/challenge.js";
import {
  loginOf,
  shownUser,
  withoutUser,
} from "../../src/registry/credential.js";
import { expiryOf } from "../../src/registry/expiry.js";
import { parseImageReference } from "../../src/registry/image-reference.js";
import { parseAddress, splitHost } from "../../src/registry/go-url.js";
import { registryAddress } from "../../src/registry/handshake.js";
import { lookUp, makeKeyring } from "../../src/registry/keyring.js";
import { parseLocalConfig } from "../../src/registry/local-config.js";
import { registryOfKey } from "../../src/registry/registry-key.js";
import { keptKeys } from "../../src/registry/pull-secret.js";
import { redact } from "../../src/registry/redact/redact.js";
import { remarksOn } from "../../src/registry/config-remarks.js";
import { bearer } from "../../src/registry/token.js";
import { UnreachableError } from "../../src/registry/http.js";
import { worstCases } from "../../test/diagnose/worst-cases.js";

/** What reads text from outside. */
export interface Parser {
  readonly title: string;
  readonly inputs: readonly Hostile[];
  readonly run: (text: string) => unknown;
}

/** A text of any length. */
export interface Hostile {
  readonly title: string;
  readonly make: (length: number) => string;
}

/** Begins with `start`, and repeats `part` as often as it fits before `end`. */
function repeated(part: string, start = "", end = ""): Hostile {
  const room = (length: number) => length - start.length - end.length;
  return {
    title: JSON.stringify(`${start}${part}…${end}`),
    make: (length) =>
      start + part.repeat(Math.ceil(room(length) / part.length)) + end,
  };
}

/** Repeats what differs each time. */
function counted(
  part: (index: number) => string,
  start = "",
  end = "",
): Hostile {
  return {
    title: JSON.stringify(`${start}${part(0)}${part(1)}…${end}`),
    make: (length) => {
      const parts = [start];
      let size = start.length + end.length;
      for (let index = 0; size < length; index += 1) {
        const next = part(index);
        size += next.length;
        parts.push(next);
      }
      return parts.join("") + end;
    },
  };
}

const parts = (...given: readonly string[]) =>
  given.map((part) => repeated(part));

const pullFailure = 'Failed to pull image "a/b:1": ';

/** Near misses of what is looked for in messages, and errors that others have wrapped. */
const messages: readonly Hostile[] = [
  ...worstCases
    .filter((_, index) => index % 20 === 0)
    .slice(0, 7)
    .map(({ part, start = "" }) => repeated(part, start)),
  ...[
    "rpc error: code = Unknown desc = ",
    "[rpc error: code = Unknown desc = a, rpc error: ",
    "failed to resolve reference: failed to do request: ",
    "caused by: ",
    "Error: ",
    '\\"',
    "\\\\",
    "a\n",
    "\n  ",
    "https://a/v2/b/manifests/c: 401 Unauthorized ",
  ].map((part) => repeated(part, pullFailure)),
];

/** Near misses of what is taken out, and of what ends it. */
const secrets: readonly Hostile[] = [
  ...parts(
    ...["password", "password:", "password=", 'password="', "password: a\n"],
    ...["auth ", "authkey", "-p ", "--password ", "basic ", "bearer a\nb1"],
    ...[
      "://",
      "://a@",
      "://a\n",
      "://a\na@",
      "://a:b\n  c@d\n",
      "a:b\n",
      "a:b@",
    ],
    ...["a@b.", "user '", "user ", "login as ", "[", "map[", "Cookie: a=b; "],
    ...["%25", "%2525", "%", "&amp;", "&#x26;", "&#", "\\u005c", "\\\\", '\\"'],
    ...[
      "aB1",
      "a1\n",
      "aB1\n ",
      "aB1/",
      "aB1.",
      "a.b1-",
      "eyJ",
      "ghp_",
      "glpat-",
    ],
    ...["-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "arn:aws:iam::1:user/"],
    ...["<password>", "'", '"', "`", "\u202E", "\u001B[", "\u0000", "é", "😀"],
    ...[
      "0123456789abcdef",
      "aGVsbG8",
      "aGVsbG8=\n",
      "_",
      "-",
      "/",
      ".",
      " ",
      "\n",
      "\t",
      "=",
      "a",
      "A",
    ],
  ),
  counted((index) => `{"k${String(index)}":"v${String(index)}",`),
  counted((index) => `password${String(index)}=hunter${String(index)} `),
];

const json: readonly Hostile[] = [
  repeated("[", "", ""),
  repeated("{", ""),
  repeated('{"a":', ""),
  repeated('"', "{"),
  repeated("\\", '{"a":"'),
  repeated("\\u0041", '{"a":"', '"}'),
  repeated("1", '{"a":', "}"),
  repeated(" ", "{", "}"),
  counted(
    (index) => `${index === 0 ? "" : ","}"k${String(index)}":{}`,
    "{",
    "}",
  ),
];

const configs: readonly Hostile[] = [
  ...json,
  counted(
    (index) =>
      `${index === 0 ? "" : ","}"r${String(index)}.test":{"auth":"YTpi"}`,
    '{"auths":{',
    "}}",
  ),
  counted(
    (index) =>
      `${index === 0 ? "" : ","}"r.test/${String(index)}":{"auth":"YTpi"}`,
    '{"auths":{',
    "}}",
  ),
  counted(
    (index) =>
      `${index === 0 ? "" : ","}"https://r.test/v1/?${String(index)}":{}`,
    '{"auths":{',
    "}}",
  ),
  repeated('"r.test":{"auth":"YTpi"},', '{"auths":{', '"x":{}}}'),
  repeated('"auths":{"a":{}},', "{", '"auths":{}}'),
  repeated("*", '{"auths":{"', '.test":{"auth":"YTpi"}}}'),
  repeated("a.", '{"auths":{"', 'test":{"auth":"YTpi"}}}'),
  repeated("a@", '{"auths":{"', 'test":{"auth":"YTpi"}}}'),
  repeated("YTpi", '{"auths":{"r.test":{"auth":"', '"}}}'),
  repeated("\\n", '{"auths":{"r.test":{"auth":"YTpi', '"}}}'),
  repeated("A1b", '{"auths":{"r.test":{"username":"', '","password":"x"}}}'),
  repeated("[", '{"auths":{"r.test":{"x":', ""),
];

const yamls: readonly Hostile[] = [
  ...json,
  ...parts(
    ...[
      "- ",
      "a: ",
      "- a\n",
      "? ",
      "a: b\n",
      "&a ",
      "*a\n",
      "!a ",
      "---\n",
      "# a\n",
    ],
    ...[
      "|\n",
      "' ",
      '" ',
      "[",
      "{a: ",
      "\t",
      " ",
      "\n",
      "%a\n",
      "a:\n  ",
      "<<: *a\n",
    ],
  ),
  counted((index) => `k${String(index)}: v\n`),
  counted((index) => `- &a${String(index)} x\n- *a${String(index)}\n`),
  counted((index) => `a${String(index)}: &a${String(index)} [x,x]\n`),
  counted((index) => `${" ".repeat(Math.min(index, 200))}k${String(index)}:\n`),
  counted((index) => `k${String(index)}: {<<: {a: 1}}\n`),
  repeated("a\n  ", 'kind: "', '"'),
];

const addresses: readonly Hostile[] = parts(
  ...[
    "a",
    "a.",
    ".",
    "a/",
    "/",
    "@",
    "a@",
    ":",
    "a:",
    "%25",
    "%",
    "[",
    "]",
    "[::",
    "?",
    "a?b&",
    "#",
  ],
  ...["https://", "-", "a-", "_", "*", "\\", "é", "1.", "\n", " "],
);

const headers: readonly Hostile[] = [
  ...parts(
    ...[
      "Bearer ",
      "Bearer,",
      "Basic realm=",
      "a=b,",
      'a="',
      'a="\\',
      "a ",
      "a,",
      ", ",
      "a=",
      "a-",
      "\\",
      '"',
      " ",
      "=",
      "Bearer a=b, ",
    ],
  ),
  ...parts('a="b", ', "a=b, ").map((one) => ({
    ...one,
    title: `Bearer ${one.title}`,
    make: (length: number) => `Bearer ${one.make(length)}`,
  })),
];

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function secretOf(config: string) {
  return {
    metadata: { name: "hub", namespace: "creds" },
    type: "kubernetes.io/dockerconfigjson",
    data: { ".dockerconfigjson": base64(config) },
  };
}

/** The result, or the error that is meant for such input. */
function unless(
  kinds: readonly (abstract new (...args: never[]) => Error)[],
  run: () => unknown,
): unknown {
  try {
    return run();
  } catch (error) {
    if (kinds.some((kind) => error instanceof kind)) return error;
    throw error;
  }
}

const image = "registry.example.test/shop/web:1";

export const parsers: readonly Parser[] = [
  {
    title: "a pod's message, as `explain` reads and prints it",
    inputs: messages,
    run: (text) => showDiagnoses([diagnose(text, { isPull: true })], "all"),
  },
  {
    title: "messages on standard input of `explain`",
    inputs: messages.slice(-4),
    run: (text) => diagnoseMessages(fromOutside(text)),
  },
  {
    title: "a file of events",
    inputs: [
      counted(
        (index) =>
          `${index === 0 ? "" : ","}{"kind":"Event","reason":"Failed","message":"Failed to pull image \\"a/b:${String(index)}\\": denied","involvedObject":{"kind":"Pod","name":"p${String(index % 7)}","namespace":"n"}}`,
        '{"kind":"List","items":[',
        "]}",
      ),
      counted(
        (index) =>
          `${index === 0 ? "" : ","}{"name":"c${String(index)}","image":"a","state":{"waiting":{"reason":"ErrImagePull","message":"denied"}}}`,
        '{"kind":"Pod","metadata":{"name":"p"},"status":{"containerStatuses":[',
        "]}}",
      ),
    ],
    run: (text) => {
      const read = parseDocuments(fromOutside(text));
      if (!("documents" in read)) throw new Error(read.problem);
      const [document] = read.documents as { items?: unknown[] }[];
      return diagnoseObjects(document?.items ?? [document]);
    },
  },
  { title: "redaction", inputs: secrets, run: redact },
  {
    title: "YAML and JSON of `-f`",
    inputs: yamls,
    run: (text) => parseDocuments(fromOutside(text)),
  },
  {
    title: "a Secret's docker config, and what a node pulls with it",
    inputs: configs,
    run: (text) => {
      const secret = secretOf(text);
      return [
        lookUp(makeKeyring([secret]), image),
        remarksOn(secret),
        keptKeys(secret, [{ registry: "r.test" }]),
      ];
    },
  },
  {
    title: "this machine's docker config",
    inputs: configs,
    run: (text) => {
      const config = parseLocalConfig(fromOutside(text));
      return config?.auths.map(([key]) => registryOfKey(key));
    },
  },
  {
    title: "images",
    inputs: [
      ...addresses,
      ...parts("a/a-", "a__", "a--", "a.a", "A", "0"),
      repeated("a", "a:"),
      repeated("f", "a@sha256:"),
    ],
    run: (text) => parseImageReference(text),
  },
  {
    title: "keys and addresses of registries",
    inputs: addresses,
    run: (text) => [
      withoutUser(text),
      registryOfKey(text),
      parseAddress(text),
      splitHost(text),
      registryAddress(text),
    ],
  },
  {
    title: "WWW-Authenticate",
    inputs: headers,
    run: (text) => readChallenge([fromOutside(text)]),
  },
  {
    title: "token services' answers",
    inputs: [...json, repeated("a", '{"token":"', '"}')],
    run: (text) => unless([UnreachableError], () => bearer(fromOutside(text))),
  },
  {
    title: "users and passwords",
    inputs: secrets.slice(-6),
    run: (text) => [
      shownUser({ username: hide(text), password: hide("x1") }),
      expiryOf(loginOf("bob", text)),
    ],
  },
  {
    title: "the provider config",
    inputs: [
      counted(
        (index) => `${index === 0 ? "" : ","}{"name":"s${String(index)}"}`,
        "[",
        "]",
      ),
      counted(
        (index) => `${index === 0 ? "" : ","}{"name":"S_${String(index)}"}`,
        "[",
        "]",
      ),
      counted(
        (index) => `${index === 0 ? "" : ","}{"nome":"s${String(index)}"}`,
        "[",
        "]",
      ),
      counted(
        (index) =>
          `${index === 0 ? "" : ","}{"name":"s","namespace":[${String(index)}]}`,
        "[",
        "]",
      ),
      repeated("a", '[{"name":"', '"}]'),
      repeated("-", '[{"name":"a', '"}]'),
      repeated("a.", '[{"name":"', '"}]'),
      repeated("null,", "[", "null]"),
    ],
    run: (text) =>
      unless([ConfigError], () =>
        parseProviderConfig({ imagePullSecrets: JSON.parse(text) as unknown }),
      ),
  },
  {
    title: "what is printed: lines, JSON, YAML",
    inputs: secrets.slice(-6),
    run: (text) => [
      printable(text),
      printableJson({ text }),
      printableYaml({ text }),
    ],
  },
];
