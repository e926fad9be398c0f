import type { V1Secret } from "@kubernetes/client-node";

/** A case in which the kubelet does what one would not guess. What it does was recorded from its own code, and
 *  `npm run test:kubelet` asks it again. */
export interface OddCase {
  readonly title: string;
  readonly secrets: readonly V1Secret[];
  readonly image: string;
  /** What is tried, as `user:password`, or what the lookup fails at. */
  readonly expected: readonly string[] | "image" | "secrets";
}

/** A Secret of either type that holds this text or these bytes. */
export function secretOf(
  content: string | Buffer,
  type: "dockerconfigjson" | "dockercfg" = "dockerconfigjson",
): V1Secret {
  return {
    type: `kubernetes.io/${type}`,
    data: { [`.${type}`]: Buffer.from(content).toString("base64") },
  };
}

/** A Secret with a login for each key: the key's own number is the user. */
function keys(...names: string[]): V1Secret {
  const auths = names.map(
    (name, index) => [name, { username: `u${index}`, password: "p" }] as const,
  );
  return secretOf(JSON.stringify({ auths: Object.fromEntries(auths) }));
}

/** A Secret with this JSON as the entry of registry.example.com. */
function entry(json: string): V1Secret {
  return secretOf(`{"auths":{"registry.example.com":${json}}}`);
}

const image = "registry.example.com/acme/web:1.0";

function one(
  title: string,
  secret: V1Secret,
  expected: OddCase["expected"],
  of = image,
): OddCase {
  return { title, secrets: [secret], image: of, expected };
}

function base64(text: string | Buffer): string {
  return Buffer.from(text).toString("base64");
}

const hosts: readonly OddCase[] = [
  one("a star in place of a label", keys("*.example.com"), ["u0:p"]),
  one("a star for a part of a label", keys("reg*y.example.com"), ["u0:p"]),
  one("a star that would have to span labels", keys("*example.com"), []),
  one("a star for two labels", keys("*.com"), []),
  one(
    "stars that have to be tried at several places",
    keys("r*r*y.example.com"),
    ["u0:p"],
  ),
  one("a star with nothing to stand for", keys("registry*.example.com"), [
    "u0:p",
  ]),
  one("a host that is longer in the image", keys("registry.example"), []),
  one("a scheme of http", keys("http://registry.example.com"), ["u0:p"]),
  one("a scheme in the path", keys("registry.example.com/https://"), []),
  one("a star in the path", keys("registry.example.com/*"), []),
  one("a host in other case", keys("Registry.example.com"), []),
  one("a port that the image lacks", keys("registry.example.com:443"), []),
  one(
    "a port that the key lacks",
    keys("registry.example.com"),
    [],
    "registry.example.com:443/acme/web",
  ),
  one("an empty port", keys("registry.example.com:"), ["u0:p"]),
  one(
    "a star for a port",
    keys("registry.example.com:*"),
    [],
    "registry.example.com:5000/acme/web",
  ),
  one(
    "an IPv6 address with a port",
    keys("[2001:db8::1]:5000"),
    ["u0:p"],
    "[2001:db8::1]:5000/acme/web",
  ),
  one(
    "an IPv6 address without a port",
    keys("[2001:db8::1]"),
    [],
    "[2001:db8::1]/acme/web",
  ),
  one(
    "an IPv6 address whose letters stand for a host",
    keys("[::A]"),
    ["u0:p"],
    "A/acme/web",
  ),
  one(
    "a range in the zone of an IPv6 address",
    keys("[::1%2525A-Z]"),
    ["u0:p"],
    "M/acme/web",
  ),
  one(
    "an IPv4 address in brackets",
    keys("[127.0.0.1]:5000"),
    [],
    "127.0.0.1:5000/acme/web",
  ),
  one(
    "user and password in a key",
    keys("https://someone:secret@registry.example.com/"),
    ["u0:p"],
  ),
  one(
    "a key that is no address",
    keys("registry.example.com/%zz", "a b", ""),
    [],
  ),
  one(
    "an empty zone of an IPv6 address",
    keys("[A::A%2525]"),
    [],
    "A/acme/web",
  ),
  one(
    "a control character where nobody looks",
    keys("registry.example.com?\u0001"),
    [],
  ),
  one("a host of escaped letters", keys("%72egistry.example.com"), []),
];

const paths: readonly OddCase[] = [
  one(
    "the longer path first",
    keys(
      "registry.example.com",
      "registry.example.com/acme",
      "registry.example.com/acme/web",
    ),
    ["u2:p", "u1:p", "u0:p"],
  ),
  one(
    "a star behind the letters that it could stand for",
    keys("*.example.com", "registry.example.com"),
    ["u1:p", "u0:p"],
  ),
  one("a path that ends within a name", keys("registry.example.com/acme/w"), [
    "u0:p",
  ]),
  one("a path that ends with a slash", keys("registry.example.com/acme/"), [
    "u0:p",
  ]),
  one(
    "the whole image with its tag",
    keys("registry.example.com/acme/web:1.0"),
    [],
  ),
  one("an escaped path", keys("registry.example.com/%61cme"), ["u0:p"]),
  one("a path that was escaped twice", keys("registry.example.com/%2561cme"), [
    "u0:p",
  ]),
  one("a path that decodes to a query", keys("registry.example.com/acme%3Fx"), [
    "u0:p",
  ]),
  one("query and fragment", keys("registry.example.com/acme?x#y"), ["u0:p"]),
  one("/v1/ before a path", keys("https://registry.example.com/v1/acme"), [
    "u0:p",
  ]),
  one(
    "/v1/ behind a path",
    keys("registry.example.com/acme/v1/web"),
    ["u0:p"],
    "registry.example.com/acme/v1/web",
  ),
  one("/v2 without a slash", keys("https://registry.example.com/v2"), []),
  one("a scheme in capitals", keys("HTTPS://registry.example.com"), []),
];

const hub: readonly OddCase[] = [
  one(
    "Docker Hub's old address",
    keys("https://index.docker.io/v1/"),
    ["u0:p"],
    "nginx",
  ),
  one(
    "Docker Hub's old address beside its new one",
    keys("https://index.docker.io/v1/", "docker.io"),
    ["u1:p"],
    "nginx",
  ),
  one(
    "Docker Hub's old address beside a path",
    keys("https://index.docker.io/v1/", "docker.io/acme"),
    ["u1:p"],
    "acme/web",
  ),
  one(
    "Docker Hub's old address with a path",
    keys("index.docker.io/library"),
    [],
    "nginx",
  ),
  one("Docker Hub's registry", keys("registry-1.docker.io"), [], "nginx"),
  one("a star for Docker Hub", keys("*.io"), ["u0:p"], "nginx"),
  one(
    "an image of the old address",
    keys("docker.io"),
    ["u0:p"],
    "index.docker.io/nginx",
  ),
  one(
    "localhost, which counts as Docker Hub",
    keys("index.docker.io"),
    ["u0:p"],
    "localhost/web",
  ),
  one(
    "localhost with a port, which does not",
    keys("index.docker.io"),
    [],
    "localhost:5000/web",
  ),
  one(
    "a host in capitals, which counts as Docker Hub",
    keys("index.docker.io"),
    ["u0:p"],
    "REGISTRY/web",
  ),
];

const json: readonly OddCase[] = [
  one(
    "field names in any case",
    secretOf(
      '{"AUTHS":{"registry.example.com":{"UserName":"u","PASSWORD":"p"}}}',
    ),
    ["u:p"],
  ),
  one(
    "a long s in field names",
    secretOf('{"auth\u017F":{"registry.example.com":{"u\u017Fername":"u"}}}'),
    ["u:"],
  ),
  one(
    "a sharp s, which is no two s",
    entry('{"username":"u","pa\u00DFword":"p"}'),
    ["u:"],
  ),
  one(
    "an entry twice",
    secretOf(
      '{"auths":{"registry.example.com":{"username":"u"},"registry.example.com":{"password":"p"}}}',
    ),
    [":p"],
  ),
  one(
    "auths twice",
    secretOf(
      '{"auths":{"registry.example.com":{"username":"u"}},"auths":{"*.example.com":{"username":"v"}}}',
    ),
    ["u:", "v:"],
  ),
  one(
    "auths and then null",
    secretOf(
      '{"auths":{"registry.example.com":{"username":"u"}},"auths":null}',
    ),
    [],
  ),
  one(
    "a field twice",
    entry('{"username":"u","username":"v","password":"p","password":null}'),
    ["v:p"],
  ),
  one(
    "auth beside username and password",
    entry(`{"auth":"${base64("a:b")}","username":"u","password":"p"}`),
    ["a:b"],
  ),
  one(
    "an empty auth beside username and password",
    entry('{"username":"u","password":"p","auth":""}'),
    ["u:p"],
  ),
  one("an empty entry", entry("{}"), [":"]),
  one("null for an entry", entry("null"), [":"]),
  one("an identity token only", entry('{"identitytoken":"t"}'), [":"]),
  one("a text for an entry", entry('"u:p"'), "secrets"),
  one("a list for an entry", entry("[]"), "secrets"),
  one(
    "a number for a password",
    entry('{"username":"u","password":5}'),
    "secrets",
  ),
  one("a number for an email", entry('{"username":"u","email":5}'), "secrets"),
  one(
    "a number for what a node does not read",
    entry('{"username":"u","identitytoken":5}'),
    ["u:"],
  ),
  one(
    "an error in an entry of another registry",
    secretOf(
      '{"auths":{"other.example.com":{"auth":"!"},"registry.example.com":{"username":"u"}}}',
    ),
    "secrets",
  ),
  one(
    "headers that are no texts",
    secretOf('{"httpheaders":{"a":5}}'),
    "secrets",
  ),
  one("headers that are null", secretOf('{"HttpHeaders":{"a":null}}'), []),
  one("null for everything", secretOf("null"), []),
  one("a list for everything", secretOf("[]"), "secrets"),
  one("a list for auths", secretOf('{"auths":[]}'), "secrets"),
  one("trailing garbage", secretOf('{"auths":{}}x'), "secrets"),
  one("a byte order mark", secretOf('\uFEFF{"auths":{}}'), "secrets"),
  one("blanks only", secretOf(" "), "secrets"),
  one(
    "letters of several bytes beside a byte that is no text",
    secretOf(
      Buffer.concat([
        Buffer.from(
          '{"auths":{"registry.example.com":{"username":"\u00e9\u20ac\u{1f600}',
        ),
        Buffer.from([0xff, 0xe2, 0x82]),
        Buffer.from('\u00e9"}}}'),
      ]),
    ),
    ["\u00e9\u20ac\u{1f600}\ufffd\ufffd\ufffd\u00e9:"],
  ),
  one("blanks around null", secretOf('{"auths" : null , "x" : 1 }'), []),
  one(
    "signs of JSON in a password",
    entry(JSON.stringify({ password: '[{,:"\\', username: "u" })),
    ['u:[{,:"\\'],
  ),
  one(
    "more lists than the depth that Go reads, side by side",
    secretOf(`{"x":[${"[],".repeat(10000)}[]]}`),
    [],
  ),
  one(
    "blanks around it",
    secretOf('\n {"auths":{"registry.example.com":{}}}\n'),
    [":"],
  ),
  one(
    "the depth that Go reads",
    secretOf(`{"x":${"[".repeat(9999)}${"]".repeat(9999)}}`),
    [],
  ),
  one(
    "more than the depth that Go reads",
    secretOf(`{"x":${"[".repeat(10000)}${"]".repeat(10000)}}`),
    "secrets",
  ),
  one(
    "bytes that are no text",
    secretOf(
      Buffer.from(
        '{"auths":{"registry.example.com":{"username":"\xe2\x82"}}}',
        "latin1",
      ),
    ),
    ["\uFFFD\uFFFD:"],
  ),
  one("half of a surrogate pair", entry('{"username":"\\ud800"}'), ["\uFFFD:"]),
  one(
    "names of an object's own fields",
    secretOf(
      '{"__proto__":{},"auths":{"__proto__":{"username":"u"},"constructor":{}}}',
    ),
    [],
  ),
];

const encodings: readonly OddCase[] = [
  one("an auth with one sign too many", entry('{"auth":"YTpiA"}'), "secrets"),
  one(
    "auth without its padding",
    entry(`{"auth":"${base64("u:pw").replaceAll("=", "")}"}`),
    ["u:pw"],
  ),
  one(
    "auth with a part of its padding",
    entry(`{"auth":"${base64("u:pw").replace("==", "=")}"}`),
    "secrets",
  ),
  one(
    "auth with line breaks",
    entry(
      `{"auth":"${base64("us").slice(0, 2)}\\r\\n${base64("us:pw").slice(2)}\\n"}`,
    ),
    ["us:pw"],
  ),
  one(
    "auth with a blank behind it",
    entry(`{"auth":"${base64("us:pw")} "}`),
    "secrets",
  ),
  one("auth in the alphabet of URLs", entry('{"auth":"dTo_Pz8-"}'), "secrets"),
  one("auth without a colon", entry(`{"auth":"${base64("user")}"}`), "secrets"),
  one("auth with two colons", entry(`{"auth":"${base64("u:p:w")}"}`), [
    "u:p:w",
  ]),
  one("auth of a colon", entry(`{"auth":"${base64(":")}"}`), [":"]),
];

const types: readonly OddCase[] = [
  one(
    "the older type",
    secretOf('{"registry.example.com":{"username":"u"}}', "dockercfg"),
    ["u:"],
  ),
  one(
    "auths in the older type",
    secretOf('{"auths":{"registry.example.com":{}}}', "dockercfg"),
    [],
  ),
  one(
    "a type that is not for pulls",
    { ...keys("registry.example.com"), type: "Opaque" },
    [],
  ),
  one("no type", { data: keys("registry.example.com").data ?? {} }, []),
  one(
    "the data key of the other type",
    {
      type: "kubernetes.io/dockercfg",
      data: keys("registry.example.com").data ?? {},
    },
    [],
  ),
  one("no data", { type: "kubernetes.io/dockerconfigjson" }, []),
  one("empty data", secretOf(""), []),
];

const several: readonly OddCase[] = [
  {
    title: "one registry in two Secrets",
    secrets: [entry('{"username":"a"}'), entry('{"username":"b"}')],
    image,
    expected: ["a:", "b:"],
  },
  {
    title: "the longer path in the later Secret",
    secrets: [
      keys("registry.example.com"),
      secretOf('{"auths":{"registry.example.com/acme":{"username":"later"}}}'),
    ],
    image,
    expected: ["later:", "u0:p"],
  },
  {
    title: "a broken Secret beside a good one",
    secrets: [keys("registry.example.com"), secretOf("{")],
    image,
    expected: "secrets",
  },
  {
    title: "the same login twice",
    secrets: [entry('{"username":"a"}'), entry('{"username":"a"}')],
    image,
    expected: ["a:", "a:"],
  },
];

const references: readonly OddCase[] = [
  one(
    "a digest",
    keys("registry.example.com"),
    ["u0:p"],
    `registry.example.com/web:1@sha256:${"a".repeat(64)}`,
  ),
  one(
    "a digest of the wrong length",
    keys("docker.io"),
    "image",
    `web@sha256:${"a".repeat(63)}`,
  ),
  one(
    "a digest that the kubelet does not know",
    keys("docker.io"),
    "image",
    `web@md5:${"a".repeat(32)}`,
  ),
  one(
    "a name of 64 hexadecimal digits",
    keys("docker.io"),
    "image",
    "a".repeat(64),
  ),
  ...[`sha384:${"a".repeat(96)}`, `sha512:${"a".repeat(128)}`].map((digest) =>
    one(
      `a digest of ${digest.slice(0, 6)}`,
      keys("docker.io"),
      ["u0:p"],
      `web@${digest}`,
    ),
  ),
  ...[`sha256:${"a".repeat(65)}`, `sha384:${"a".repeat(64)}`].map((digest) =>
    one(
      `a digest of ${digest.slice(0, 6)} with ${digest.length - 7} digits`,
      keys("docker.io"),
      "image",
      `web@${digest}`,
    ),
  ),
  one("capitals in a name", keys("docker.io"), "image", "docker.io/Web"),
  one("no name", keys("docker.io"), "image", ""),
  one("a host that can't be one", keys("a_b.c"), ["u0:p"], "a_b.c/web"),
  one(
    "a name of 255 letters",
    keys("docker.io"),
    ["u0:p"],
    `${"a".repeat(127)}/${"b".repeat(127)}`,
  ),
  one(
    "a name of 256 letters",
    keys("docker.io"),
    "image",
    `${"a".repeat(128)}/${"b".repeat(127)}`,
  ),
];

export const oddCases: readonly OddCase[] = [
  hosts,
  paths,
  hub,
  json,
  encodings,
  types,
  several,
  references,
].flat();
