import { expect } from "chai";
import { redact } from "../../src/registry/redact/redact.js";
import { blindRows, rows } from "./messages.js";

const messages = [...rows, ...blindRows.flat()].map(({ message }) => message);

/** What `redact` takes for a secret, though it is none: digests that the end of a line has torn, a commit, ports, words, ids of
 *  Docker's swarm, an alphabet. */
const wrongly = [
  "execution",
  "ExceedsGPUQuota.",
  "3003:3003",
  "warning:",
  "'https://github.com/terraform-google-modules/terraform-google-project-factory?ref=d3cd617c3a76abfe09cb40cdd3d6ba3c0ae5250c':",
  'e3fab82b561b5e559cdf1c0b1e5950c0e52700b9208a2cfaa5b18454796f3a?e:v1.10.3":',
  '6976b4b2a905bf2b18d2293dceeda291a2e589":',
  "/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/604/fs/usr/lib/x86_64-linux-gnu/libLLVM.so.20.1:",
  "**kwargs)",
  "node.id=n75nng130awg04agi1cfotvw5",
  "service.id=zq7kf6ufrwhy1ximnk7z9qchh",
  "task.id=26zn4352woncwk4cedr645ikr",
  "ps0wowws84cs4c00ok04w44s",
  "forcePull=true",
  "http://deb.example.org/debian-security/pool/updates/main/o/openjdk-17/openjdk-17-jdk_17.0.20.1+1-1~deb11u1_amd64.deb",
  "5.2.5-2.1~deb11u2",
  "Root=1-6888b082-425fd6e366c76f193a079063;58930088-c052-467f-866c-a3837d3753d0)",
  "https://artifactory.example.com/artifactory/api/docker/oci-virtual/v2/token?scope=repository%3Acontrolplaneio-fluxcd%2",
  ".dkr.ecr.us-west-2.amazonaws.com/otel-collector:latest@sha256:863****9ac:",
  "https://.dkr.ecr.us-west-2.amazonaws.com/v2/otel-collector/blobs/sha256:863*****9ac:",
  "'ghcr.io/Linus2punkt0/bluesky-crossposter:latest':",
  "(Linus2punkt0/bluesky-crossposter)",
  '"https://pkg-containers.githubusercontent.com/ghcr1/blobs/sha256:1a44789376cdaa2*****',
  "`abcdefghijklmnopqrstuvwxyz0123456789_-./`:",
];

/** Users, addresses of electronic mail, and keys. What addresses are signed with is not listed. */
const rightly = [
  "'shop-ci':",
  "dckr_jti_Zx9Kq2vTnW81BdLr5YcE7fHsUa0=.",
  "dckr_jti_pQ0gmlmr0M5V51W99AAk2eLSi00=.",
  "arn:aws:sts::123456789012:assumed-role/Docker-Builder-Role/AWSCodeBuild-749228d3",
  "test2@example.com",
  "service-123456789012@serverless-robot-prod.iam.gserviceaccount.com",
  "user=refiner",
  "username=***",
  "node",
  "root@gxynmgpro2ecsCgS2Dn6r4m:~#",
  "'scylladbjenkins':",
  "dckr_jti_xxxxx=.",
  '"https://gitlab.self-hosted.com/jwt/auth?account=gitlab-user&scope=repository%3Agroup%2Fservices%2Fservice-name%2Fservice-name%3Apull&service=container_registry":',
  '"http://localhost:8080/health?health_access_key=REDACTED":',
  '[]string{"test@example.com"})',
  "(https://mainnet.example-rpc.com/?api-key=secret)",
  '\\"resenha\\""}',
];

const signed =
  /[?&](?:verify|sig|signature|X-Amz-Signature|X-Amz-Credential)=/i;

describe("messages without credentials", () => {
  it("lack only words that hold one, but for less than one in a thousand", () => {
    const words = messages.map((message) => message.split(/\s+/));
    const changed = messages.flatMap((message, index) => {
      const left = redact(message).split(/\s+/);
      expect(left, message).to.have.length(words[index]?.length ?? 0);
      return (words[index] ?? []).filter((word, at) => word !== left[at]);
    });
    const others = changed.filter((word) => !signed.test(word));
    expect(new Set(others)).to.deep.equal(new Set([...wrongly, ...rightly]));
    const count = words.flat().length;
    expect(count).to.be.above(20_000);
    expect(wrongly.length).to.be.below(count / 1000);
  });

  it("are the same when they are redacted once more", () => {
    for (const message of messages)
      expect(redact(redact(message))).to.equal(redact(message));
  });
});
