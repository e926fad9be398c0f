import { expect } from "chai";
import { diagnose } from "../../src/diagnose/diagnose.js";

const commandFor = (registry: string, server: string) =>
  `Give the pod a credential for ${registry}: kubectl create secret docker-registry NAME --docker-server=${server} --docker-username=USER --docker-password=TOKEN, and list it under imagePullSecrets.`;

describe("diagnose", () => {
  for (const { title, message, remedy } of [
    {
      title: "Docker Hub, whose key is another",
      message: 'Failed to pull image "shop/api": no basic auth credentials',
      remedy: commandFor("docker.io", "https://index.docker.io/v1/"),
    },
    {
      title: "another registry",
      message: 'Failed to pull image "ghcr.io/a/b": no basic auth credentials',
      remedy: commandFor("ghcr.io", "ghcr.io"),
    },
    {
      title: "a registry that the message does not name",
      message: "no basic auth credentials",
      remedy: commandFor("the registry", "REGISTRY"),
    },
    {
      title: "an image that the message does not name",
      message: "Error: ErrImagePull",
      remedy:
        "Read the message, and the earlier events of the pod; pull the image by hand on the node if they do not say.",
    },
  ]) {
    it(`advises for ${title}`, () => {
      expect(diagnose(message).remedy).to.equal(remedy);
    });
  }

  it("believes the message before what is known besides", () => {
    const message = 'Failed to pull image "ghcr.io/a/b:1"';
    const { image } = diagnose(message, { image: "quay.io/c/d:2" });
    expect(image).to.equal("ghcr.io/a/b:1");
  });

  for (const { title, message, isPull, cause } of [
    {
      title: "takes what is known to be of a pull for a failed one",
      message: "503 Service Unavailable",
      isPull: true,
      cause: "registry-error",
    },
    {
      title: "asks of other text whether it speaks of a pull",
      message: "503 Service Unavailable",
      isPull: false,
      cause: "not-a-pull-failure",
    },
    {
      title: "takes nothing for a failed pull that speaks of something else",
      message: "Readiness probe failed: 503 Service Unavailable",
      isPull: true,
      cause: "not-a-pull-failure",
    },
    {
      title: "takes no push for a failed pull",
      message: "failed to push: 503 Service Unavailable",
      isPull: true,
      cause: "not-a-pull-failure",
    },
    {
      title: "sees the pull beside something else",
      message:
        "Back-off restarting failed container, Failed to pull image: 503 Service Unavailable",
      isPull: true,
      cause: "registry-error",
    },
    {
      title: "needs no more than a mention where the facts decide",
      message: "docker pull a/b: no such host",
      isPull: false,
      cause: "dns",
    },
    {
      title: "needs facts that decide one of several tries",
      message: "ghcr.io/a/b: [rpc error: no such host, rpc error: it is odd]",
      isPull: false,
      cause: "dns",
    },
    {
      title: "takes a mention for no failure where they don't",
      message: 'Pulling image "nginx:1.27"',
      isPull: false,
      cause: "not-a-pull-failure",
    },
    {
      title: "takes a mention beside something else for no failure",
      message: "docker pull a/b, Readiness probe failed: no such host",
      isPull: false,
      cause: "not-a-pull-failure",
    },
  ]) {
    it(title, () => {
      expect(diagnose(message, { isPull }).cause).to.equal(cause);
    });
  }

  it("names the first of the tries that got equally far", () => {
    const limits = ["", "as 'jane'"].map(
      (as) =>
        `rpc error: toomanyrequests: You have reached your ${as === "" ? "unauthenticated " : ""}pull rate limit ${as}`,
    );
    const { cause, causes, credentialSent } = diagnose(
      `Failed to pull image "shop/api": [${limits.join(", ")}]`,
    );
    expect(causes).to.deep.equal([
      "rate-limit-anonymous",
      "rate-limit-authenticated",
    ]);
    expect({ cause, credentialSent }).to.deep.equal({
      cause: "rate-limit-anonymous",
      credentialSent: false,
    });
  });

  for (const login of [
    "using authentication for docker pull",
    "using DockerAuthConfig authentication for docker pull",
  ]) {
    it(`knows of a runner of actions that it sent a credential: ${login}`, () => {
      const sent = (text: string) => diagnose(text).credentialSent;
      const answer = 'Error response from daemon: Head "https://a/v2/": denied';
      expect(sent(`${login}\n${answer}`)).to.equal(true);
      expect(sent(answer)).to.equal(null);
    });
  }

  it("says nothing of what is redacted", () => {
    const said = JSON.stringify(
      diagnose(
        'Failed to pull image "registry.example.com/a:1": Get "https://jane:s3cret@registry.example.com/v2/a/manifests/1": x509: certificate signed by unknown authority, pull rate limit as \'jane\': dckr_jti_abc',
      ),
    );
    expect(said).to.contain("registry.example.com/a:1");
    expect(said).not.to.match(/jane|s3cret|abc/);
  });
});
