import { expect } from "chai";
import { causes } from "../../src/diagnose/causes.js";
import { diagnose } from "../../src/diagnose/diagnose.js";
import { outlook } from "../../src/diagnose/outlook.js";

const manifests = "https://registry.example.com/v2/shop/api/manifests/1.4";

/** What nodes print of pulls that fail, by what becomes of them where nobody does anything. */
const messages = {
  /** The network, the registry or the node's own limit lets a later try through. */
  wait: [
    "pull QPS exceeded",
    "rpc error: code = Canceled desc = context canceled",
    "dial tcp: lookup registry.example.com on 192.0.2.53:53: server misbehaving",
    "dial tcp: lookup registry.example.com on 192.0.2.53:53: no such host",
    "dial tcp 192.0.2.7:443: connect: connection refused",
    "read tcp 192.0.2.1:40000->192.0.2.7:443: read: connection reset by peer",
    `Get "${manifests}": EOF`,
    "net/http: TLS handshake timeout",
    "toomanyrequests: too many failed login attempts for username or IP address",
    "received unexpected HTTP status: 503 Service Unavailable",
    "received unexpected HTTP status: 500 Internal Server Error",
    'failed commit on ref "layer-sha256:ab": unexpected commit digest sha256:cd, expected sha256:ab',
  ],
  /** Somebody has to change the Secret, the image, the node or the account first. */
  end: [
    "json: cannot unmarshal number into Go struct field dockerConfigEntryWithAuth.username of type string",
    "invalid reference format: repository name must be lowercase",
    "Error: ErrImageNeverPull",
    'Container image "a" is present with pull policy of Never but does not have the proper auth (image secret)',
    'failed to apply OCI options: failed to mkdir "": mkdir : no such file or directory',
    `Get "${manifests}": Proxy Authentication Required`,
    `unexpected status from HEAD request to ${manifests}: 402 Payment Required`,
    "http: server gave HTTP response to HTTPS client",
    "tls: failed to verify certificate: x509: certificate signed by unknown authority",
    "no basic auth credentials",
    "unauthorized: incorrect username or password",
    "denied: Your authorization token has expired. Reauthenticate and try again.",
    "pull access denied, repository does not exist or may require authorization",
    `unexpected status from HEAD request to ${manifests}: 403 Forbidden`,
    `unexpected status from HEAD request to ${manifests}: 429 Too Many Requests`,
    "toomanyrequests: You have reached your unauthenticated pull rate limit.",
    "toomanyrequests: You have reached your pull rate limit as 'jane': dckr_jti_abc=.",
    "unknown: The image is not signed by cosign.",
    "manifest unknown",
    "no match for platform in manifest sha256:ab: not found",
    "failed to get stream processor for application/vnd.in-toto+json: no processor for media-type: unknown",
    "write /var/lib/containerd/tmp/1: no space left on device",
  ],
  /** They don't tell. */
  leave: [
    "the moon is in the wrong house",
    "Error: ImagePullBackOff",
    "error execing credential provider plugin acr-credential-provider for image a: exit status 1",
    "failed to extract layer sha256:ab: mkdir /var/lib/containerd/tmp: read-only file system",
  ],
} as const;

function causeOf(ending: string) {
  return diagnose(
    `Failed to pull image "registry.example.com/shop/api:1.4": ${ending}`,
  ).cause;
}

describe("the outlook", () => {
  for (const [expected, endings] of Object.entries(messages)) {
    for (const ending of endings) {
      it(`is to ${expected}, now and an hour later: ${ending}`, () => {
        const cause = causeOf(ending);
        expect(
          [0, 29, 3600].map((seconds) => outlook(cause, seconds)),
          cause,
        ).to.deep.equal([expected, expected, expected]);
      });
    }
  }

  const late = [
    {
      title:
        "half a minute for a Secret that whoever made the pod may still make",
      message:
        "Unable to retrieve some image pull secrets (hub); attempting to pull the image may not succeed.",
      seconds: 30,
    },
    {
      title: "a minute for a node that tries again by itself with the Secret",
      message:
        'Unable to retrieve pull secret, the image pull may not succeed." err="failed to sync secret cache: timed out waiting for the condition"',
      seconds: 60,
    },
  ];
  for (const { title, message, seconds } of late) {
    it(`is to wait ${title}`, () => {
      const { cause } = diagnose(message);
      expect(
        [0, seconds - 0.1, seconds].map((passed) => outlook(cause, passed)),
      ).to.deep.equal(["wait", "wait", "end"]);
    });
  }

  it("is left to others where a message is not about a pull", () => {
    const { cause } = diagnose("Back-off restarting failed container");
    expect(outlook(cause, 3600)).to.equal("leave");
  });

  it("is looked at for every cause", () => {
    const seen = Object.values(messages).flat().map(causeOf);
    expect([
      ...seen,
      ...late.map(({ message }) => diagnose(message).cause),
      diagnose("Back-off restarting failed container").cause,
    ]).to.include.members(Object.keys(causes));
  });
});
