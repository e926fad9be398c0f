import { expect } from "chai";
import { redact } from "../../src/registry/redact/redact.js";

/** Values behind the name of a secret; what is taken out stands between { and }. */
const taken: readonly string[] = [
  'token = {hunter2}, token : {hunter2}, "token" : {hunter2}',
  "passwd: {x}",
  "token= {expired}, token:{expired}",
  "etc/password: {abc}",
  'token: "{twowords}"',
  '"token": "{two words here}"',
  'password: "{two words here}"',
  "password: [{a, b}] c",
  "token: [{abc}",
  "cookies={a=b; c}",
  "set-cookie: {a; b}\nnext",
  'Authorization: Digest {a="b", c=d}\nnext',
  "authorization: hawk {id=1, mac=2}",
  "authorization: {x-digest} abc1",
  "Authorization: Bearer   {abc}",
  "token: token {abc}",
  "account={bob1}, login={bob1}",
  "password: {401}",
  "token: {4011}",
  "token: {x509a}",
  "token: {---a}",
  "password={x}).",
  "token={abc).}&x",
  "password={abc%26d}&x",
  "?token={abc%26d}&x=y",
  "token={a}&token={b}",
  "<token>{abc}</token>, <token> {abc}</token>",
  "auth={x(1}",
  // a password is no tag
  "auth:{latestx}, auth:{hunter2}",
  "x-auth:{hunter2}",
  "Shop-auth:{hunter2}",
  "shop-password:{hunter2}, shop/passwd:{hunter2}",
  "api-key:{v1.2}",
];

/** What is no secret, though it stands there. */
const left: readonly string[] = [
  "open etc/passwd=abc",
  'token: "two words here"',
  "token  hunter2",
  "auth=&x=1",
  "auth={a:1}, auth: map[a:1], auth=(x",
  "auth=arn:aws:x, user=system:serviceaccount:a:b",
  "token: https://a.b/c, token: http://a.b/c",
  "token: 401, token: 401: no",
  "token: x509 bad",
  "token: ---, token: -",
  "account: bob1, login: bob1, email: x",
  "password=true, password=null, password=nil.",
  "password=..., password=''",
  "<token>abc <b>",
  // tags of images
  "user-auth:1.2, shop/user-auth:1.2, shop/user-auth:1.2-rc",
  "auth:latest, user-auth:latest, shop/user-auth:latest",
  "auth:v12.3, auth:12.34",
  "shop/cookie:1.2.3, shop/authorization:v10.20",
  "shop-auth:stable",
];

describe("values behind the name of a secret", () => {
  for (const marked of taken) {
    const parts = () => marked.split(/[{}]/);
    it(`are taken out of ${marked}`, () => {
      const given = parts().join("");
      const expected = parts()
        .map((part, at) => (at % 2 === 1 ? "<redacted>" : part))
        .join("");
      expect(redact(given)).to.equal(expected);
    });
  }

  for (const text of left)
    it(`are not seen in ${text}`, () => {
      expect(redact(text)).to.equal(text);
    });

  it("are those of a user in quotes, and not the word before them", () => {
    expect(redact('no user named "bob", no robot called "x1"')).to.equal(
      'no user named "<user>", no robot called "<user>"',
    );
  });

  it("are those of a user where the name says so", () => {
    expect(redact("my user: bob1, myuser: bob1")).to.equal(
      "my user: <user>, myuser: <user>",
    );
    expect(redact("username: ['bob', 'x']")).to.equal("username: [<user>]");
    expect(redact("user=bob1")).to.equal("user=<redacted>");
  });
});
