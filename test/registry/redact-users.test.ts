import { expect } from "chai";
import { decodeText } from "../../src/registry/redact/decoded-text.js";
import { users } from "../../src/registry/redact/users.js";

/** The text, decoded, with labels in place of what was found. */
function shown(input: string): string {
  const decoded = decodeText(input);
  const spans = [...users(decoded)].sort(
    (one, other) => one.start - other.start,
  );
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, label } of spans) {
    if (start < at) continue;
    parts.push(decoded.text.slice(at, start), label);
    at = end;
  }
  return parts.join("") + decoded.text.slice(at);
}

/** By their titles: texts, and what they become. */
type Found = Readonly<Record<string, readonly [string, string]>>;

const found: Found = {
  "a login up to the last @, with the slashes in it": [
    "https://bob:x@y/z@registry.example.com/v2/",
    "https://<credential>@registry.example.com/v2/",
  ],
  "logins, and what follows them at its place": [
    "at https://bob:x@a.example.com/ and http://eve@b.example.com/ of eve@example.com",
    "at https://<credential>@a.example.com/ and http://<credential>@b.example.com/ of <user>",
  ],
  "no more than the login before a path with an encoded @": [
    "https://bob:x@host/a%40b",
    "https://<credential>@host/a@b",
  ],
  "a login with an encoded slash behind what looks like a host": [
    "https://bob.jones%2Fx@registry.example.com/",
    "https://<credential>@registry.example.com/",
  ],
  "a login in an address that is encoded as a whole": [
    "url=https%3A%2F%2Fbob:x%40a%2540b%40host%2Fc%2540d",
    "url=https://<credential>@host/c@d",
  ],
  "a login that goes on in the next lines": [
    "https://bob:xx\n  yy@zz\n  ww@host/",
    "https://<credential>@host/",
  ],
  "a login that only holds a host": [
    "https://b$b.jones/x@host.example.com/ https://bob.jones$/x@host.example.com/",
    "https://<credential>@host.example.com/ https://<credential>@host.example.com/",
  ],
  "a login whose password begins like a port": [
    "https://bob.jones:1x/y@host.example.com/",
    "https://<credential>@host.example.com/",
  ],
  "a login before an image with a digest": [
    "docker://bob:x@host/a@sha256:0123",
    "docker://<credential>@host/a@sha256:0123",
  ],
  "a login without a scheme": [
    "pull bob:x@y@host/a, bob:x1\n  y2@host bob:x@10.0.0.1",
    "pull <credential>@y@host/a, <credential>@host <credential>@10.0.0.1",
  ],
  "names in quotes of each kind": [
    "user \"bob\" account 'eve' login `joe` login named \"a$b\" password is 'x y' user-name 'bob' passwd 'x' credential 'x'",
    "user \"<user>\" account '<user>' login `<user>` login named \"<user>\" password is '<user>' user-name '<user>' passwd '<user>' credential '<user>'",
  ],
  "a name in quotes that holds what others begin with": [
    'user "bob<x" username "ops.system:bob" token "x<"',
    'user "<user>" username "<user>" token "<user>"',
  ],
  "a name in quotes whom nothing is denied": [
    'user "bob" can pull; a cannot b; user "eve"',
    'user "<user>" can pull; a cannot b; user "<user>"',
  ],
  "users, however that is written": [
    "for user bob, username bob; user-name bob (user name bob) --user bob --username bob",
    "for user <user>, username <user>; user-name <user> (user name <user>) --user <user> --username <user>",
  ],
  "robots, and who has logged in": [
    "robot a$b, logged in as bob, signed in as bob, log in as bob, authenticated as bob!",
    "robot <user>, logged in as <user>, signed in as <user>, log in as <user>, authenticated as <user>!",
  ],
  "users behind a verb": [
    "user is bob: username was bob. robot named ci+x: user called bob.",
    "user is <user>: username was <user>. robot named <user>: user called <user>.",
  ],
  "a user whose name holds what others begin with": [
    "user ops-system:bob user x/arn:bob",
    "user <user> user <user>",
  ],
  "a user of one letter, and of signs": [
    "user b: user !",
    "user <user>: user <user>",
  ],
  "what options give": [
    "-p x1 -u ab1cd --password ab$cd --token 1y --api-key a#",
    "-p <redacted> -u <redacted> --password <redacted> --token <redacted> --api-key <redacted>",
  ],
  "what follows words for passwords": [
    "password x1 passwd x1 pwd x1 passphrase x1 Password x1",
    "password <redacted> passwd <redacted> pwd <redacted> passphrase <redacted> Password <redacted>",
  ],
  "what follows words for tokens and keys": [
    "token x1 tokens x1 apikey x1 api-key x1 api key x1",
    "token <redacted> tokens <redacted> apikey <redacted> api-key <redacted> api key <redacted>",
  ],
  "what follows words for logins": [
    "credential x1 credentials x1 creds x1 login x1 account x1 basic x1 bearer x1",
    "credential <redacted> credentials <redacted> creds <redacted> login <redacted> account <redacted> basic <redacted> bearer <redacted>",
  ],
  "a secret behind a verb, without what closes the phrase": [
    "token is x1! password was x2. pwd x3: the account is x4",
    "token is <redacted>! password was <redacted>. pwd <redacted>: the account is <redacted>",
  ],
  "a secret with each sign that words have not, at any place": [
    "pwd $a pwd a% pwd a!b pwd #a pwd a*b pwd a~ pwd +a pwd 1a pwd ab1cd",
    Array.from({ length: 9 }, () => "pwd <redacted>").join(" "),
  ],
  "a secret up to what can be no piece of it": [
    "(pwd a1) <pwd a1> pwd a1, pwd a1; pwd a1'pwd a1\"pwd a1`",
    "(pwd <redacted>) <pwd <redacted>> pwd <redacted>, pwd <redacted>; pwd <redacted>'pwd <redacted>\"pwd <redacted>`",
  ],
  "a secret of letters that goes on in the next line": [
    "password hunter\ntwo2x password hunter\n        t2",
    "password <redacted>\ntwo2x password <redacted>\n        t2",
  ],
  "a secret of more than three digits": [
    "-p 1234 token 401a token :401",
    "-p <redacted> token <redacted> token <redacted>",
  ],
  "a secret in which an address stands": [
    "token 1https://a.example.com/ token x1:/a",
    "token <redacted> token <redacted>",
  ],
  "users and roles of AWS": [
    "arn:aws:iam::1:user/a/bob is, arn:aws-cn:sts:cn-north-1:123456789012:assumed-role/Build.er/bob@example.com is",
    "arn:aws:iam::1:user/<user> is, arn:aws-cn:sts:cn-north-1:123456789012:assumed-role/Build.er/<user> is",
  ],
  "addresses of mail": [
    "(bob+ci@mail.example.com), eve.x@10.0.0.1",
    "(<user>), <user>",
  ],
  "what follows what ends like a header's scheme": [
    "proxy-basic abcdef1== x-bearer 1abcdef",
    "proxy-basic <redacted> x-bearer <redacted>",
  ],
  "the id that Docker Hub gives a login": ["dckr_jti_a/b=.", "dckr_jti_<id>."],
  "what keys hold": [
    "-----BEGIN PRIVATE KEY-----\nab/c=\n-----END -----BEGIN RSA PRIVATE KEY-----ab-",
    "-----BEGIN PRIVATE KEY-----<redacted>-----END -----BEGIN RSA PRIVATE KEY-----<redacted>-",
  ],
};

const left: Readonly<Record<string, string>> = {
  "an address without a login": "https://registry.example.com/v2/?a=b",
  "an address with an empty login": "https://@registry.example.com/",
  "a path with an @ behind a host":
    "https://a.example.com/x@y http://a-b.c_d/@x",
  "a path with an @ behind a port":
    "https://a.example.com:5000/x@y https://a.example.com:/x@y http://localhost:80/x@y",
  "a path with an @ behind localhost":
    "http://localhost/x@y http://LocalHost?x@y",
  "a path with an @ behind an address of IPv6":
    "https://[::1]:5000/x@y https://[2001:DB8::f]/x@y https://[::ffff:10.0.0.1]#x@y",
  "an image with a digest": "docker://host/a@sha256:01 docker://a@sha512:01",
  "what stands in quotes already, and users of the cluster":
    "user \"<user>\" user 'system:serviceaccount:a:b'",
  "sentences in quotes": 'token "may not pull" user "a is b" login ""',
  "to whom Kubernetes denies what": 'User "bob" cannot list resource "pods"',
  "accounts of services": 'service account "build" storage account "logs"',
  "users of the cluster and of AWS":
    "user system:anonymous User: arn:aws:iam::1:role/x user arn:aws:iam::1:role/x",
  "sentences about users":
    "user is not allowed, username or password, logged in as the user, user name space",
  "words that end with others": "superuser bob, my-user bob, x-p x1, mypwd x1",
  "sentences about secrets":
    "password hunter, token is wrong, basic auth, -p tcp, login: x1, account length! x-basic abcdefg",
  "a word before a line that goes on as a sentence does":
    "password hunter\ntwo x2, password hunter\n.t2, password hunter\n         t2",
  "codes of answers": "login 401 token 40: account 4",
  addresses: "login https://a1.example.com/ token HTTP://a1/b?c+d",
  "packages with versions": "b@1.2.3 b@10.20.30 a:b@1.2.3 a:b@10.20.30 is",
  "roles of AWS": "arn:aws:iam::1:role/x arn:aws:sts::1:federated-user/x",
};

describe("users", () => {
  for (const [title, [input, expected]] of Object.entries(found))
    it(`finds ${title}`, () => {
      expect(shown(input)).to.equal(expected);
    });

  for (const [title, input] of Object.entries(left))
    it(`leaves ${title}`, () => {
      expect(users(decodeText(input))).to.deep.equal([]);
    });
});
