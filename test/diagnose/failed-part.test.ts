import { expect } from "chai";
import { diagnose } from "../../src/diagnose/diagnose.js";

const pull =
  'Failed to pull image "ghcr.io/shop/api:1": failed to pull and unpack image "ghcr.io/shop/api:1": ';
const hub = 'Failed to pull image "nginx:1": ';

const cases: readonly {
  readonly title: string;
  readonly message: string;
  readonly failed: object | null;
  /** What the remedy says, and what it must not say. */
  readonly says: RegExp;
  readonly not?: RegExp;
}[] = [
  {
    title: "the registry",
    message: `${pull}failed to do request: Head "https://ghcr.io/v2/shop/api/manifests/1": dial tcp 192.0.2.1:443: connect: connection refused`,
    failed: { part: "registry", host: "ghcr.io" },
    says: /^Check that the node reaches ghcr\.io: /,
  },
  {
    title: "Docker Hub, under its host's name",
    message: `${hub}Head "https://registry-1.docker.io/v2/library/nginx/manifests/1": EOF`,
    failed: { part: "registry", host: "registry-1.docker.io" },
    says: /reaches registry-1\.docker\.io: /,
  },
  {
    title: "a token server that is away",
    message: `${hub}failed to authorize: failed to fetch anonymous token: Get "https://auth.docker.io/token?scope=repository%3Alibrary%2Fnginx%3Apull": dial tcp 192.0.2.1:443: i/o timeout`,
    failed: { part: "token server", host: "auth.docker.io" },
    says: /reaches auth\.docker\.io \(the token server of docker\.io\): /,
  },
  {
    title: "a token server on the registry's own host",
    message: `${pull}failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://ghcr.io/token?scope=a: 503 Service Unavailable`,
    failed: { part: "token server", host: "ghcr.io" },
    says: /the log of the token server of ghcr\.io\.$/,
  },
  {
    title: "a CDN whose name is not found",
    message: `${hub}failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://production.cloudflare.docker.com/registry-v2/blobs/a": dial tcp: lookup production.cloudflare.docker.com: no such host`,
    failed: { part: "storage", host: "production.cloudflare.docker.com" },
    says: /the name of production\.cloudflare\.docker\.com \(the storage of docker\.io\) and/,
  },
  {
    title: "a CDN that is looked up behind the registry",
    message: `${hub}failed to do request: Head "https://registry-1.docker.io/v2/library/nginx/blobs/sha256:ab": dial tcp: lookup cdn.example.com on 192.0.2.53:53: no such host`,
    failed: { part: "storage", host: "cdn.example.com" },
    says: /the name of cdn\.example\.com/,
  },
  {
    title: "a name that is looked up, without an address",
    message: `${pull}dial tcp: lookup ghcr.io on 192.0.2.53:53: no such host`,
    failed: { part: "registry", host: "ghcr.io" },
    says: /the name of ghcr\.io and/,
  },
  {
    title: "storage that refuses",
    message: `${pull}failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://pkg-containers.githubusercontent.com/ghcr1/blobs/sha256:ab?se=1: 403 Forbidden`,
    failed: { part: "storage", host: "pkg-containers.githubusercontent.com" },
    says: /^Check the clock .* the owner of pkg-containers\.githubusercontent\.com \(the storage of ghcr\.io\)\./,
    not: /the account of/,
  },
  {
    title: "a storage account with a firewall",
    message:
      'Failed to pull image "shop.azurecr.io/api:1": failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://eusmanaged3.blob.core.windows.net/a//docker/registry/v2/blobs/sha256/ab: 403 This request is not authorized to perform this operation. <Error><Code>AuthorizationFailure</Code>',
    failed: { part: "storage", host: "eusmanaged3.blob.core.windows.net" },
    says: /the owner of eusmanaged3\.blob\.core\.windows\.net \(the storage of shop\.azurecr\.io\) .* the firewall of that storage account/,
    not: /account of the pull secret/,
  },
  {
    title: "a mirror, by its parameter",
    message: `${hub}failed to copy: httpReadSeeker: failed open: unexpected status code https://docker.example.org/v2/library/nginx/blobs/sha256:ab?ns=docker.io: 403 Forbidden`,
    failed: { part: "mirror", host: "docker.example.org" },
    says: /^Ask the owner of docker\.example\.org \(a mirror of docker\.io, or a redirect\) .* docker\.io\/library\/nginx:1, or take it out of the mirrors/,
  },
  {
    title: "a mirror that says it is the registry's host",
    message: `${pull}unexpected status from HEAD request to https://ghcr.io/v2/shop/api/manifests/1?ns=quay.io: 403 Forbidden`,
    failed: { part: "mirror", host: "ghcr.io" },
    says: /^Ask the owner of ghcr\.io \(a mirror of ghcr\.io, or a redirect\)/,
  },
  {
    title: "a registry that another redirects to",
    message:
      'Failed to pull image "registry.k8s.io/pause:3": failed to resolve image: failed to do request: Head "https://us-west2-docker.pkg.dev/v2/k8s-artifacts-prod/images/pause/manifests/3": dial tcp 192.0.2.1:443: i/o timeout',
    failed: { part: "mirror", host: "us-west2-docker.pkg.dev" },
    says: /reaches us-west2-docker\.pkg\.dev \(a mirror of registry\.k8s\.io, or a redirect\)/,
  },
  {
    title: "a proxy that is not named",
    message: `${pull}failed to do request: Head "https://ghcr.io/v2/shop/api/manifests/1": proxyconnect tcp: EOF`,
    failed: { part: "proxy", host: null },
    says: /^Check that the node reaches the node's proxy \(HTTPS_PROXY .* except ghcr\.io from it/,
  },
  {
    title: "a proxy that is looked up",
    message: `${pull}Head "https://ghcr.io/v2/": proxyconnect tcp: dial tcp: lookup proxy.example.com: no such host`,
    failed: { part: "proxy", host: "proxy.example.com" },
    says: /reaches proxy\.example\.com \(the node's proxy\) /,
  },
  {
    title: "a proxy that is connected to",
    message: `${pull}Head "https://ghcr.io/v2/": proxyconnect tcp: dial tcp 192.0.2.9:3128: connect: connection refused`,
    failed: { part: "proxy", host: "192.0.2.9" },
    says: /reaches 192\.0\.2\.9 \(the node's proxy\) /,
  },
  {
    title: "a proxy that asks for a login",
    message: `${pull}Head "https://ghcr.io/v2/": Proxy Authentication Required`,
    failed: { part: "proxy", host: null },
    says: /^Put the proxy's login .* except ghcr\.io from it \(NO_PROXY\)\. No pull secret helps\.$/,
  },
  {
    title: "an address that is not allowed",
    message:
      "Error response from daemon: Head \"https://shop.azurecr.io/v2/api/manifests/1\": denied: client with IP '192.0.2.10' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
    failed: { part: "registry", host: "shop.azurecr.io" },
    says: /^Ask the owner of shop\.azurecr\.io to allow the address of the nodes in its firewall/,
    not: /aka\.ms/,
  },
  {
    title: "an address that is not allowed to log in",
    message:
      "Failed to pull image \"shop.azurecr.io/api:1\": failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://shop.azurecr.io/oauth2/token: 403 Forbidden: denied: client with IP '192.0.2.10' is not allowed access.",
    failed: { part: "token server", host: "shop.azurecr.io" },
    says: /^Ask the owner of the token server of shop\.azurecr\.io to allow the address of the nodes/,
  },
  {
    title: "a cache whose own login fails",
    message:
      'Failed to pull image "123456789012.dkr.ecr.eu-west-1.amazonaws.com/hub/nginx:1": unexpected status from HEAD request to https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/hub/nginx/manifests/1: 403 Forbidden: the secret of the pull through cache rule can\'t be read',
    failed: {
      part: "registry",
      host: "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    },
    says: /^Renew the login for the upstream registry in the secrets manager/,
  },
  {
    title: "a sandbox image that needs a login",
    message:
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "ghcr.io/shop/pause:3": failed to pull image "ghcr.io/shop/pause:3": unexpected status from HEAD request to https://ghcr.io/v2/shop/pause/manifests/3: 401 Unauthorized',
    failed: { part: "registry", host: "ghcr.io" },
    says: /^Give the container runtime of the node itself a login for ghcr\.io, .* now ghcr\.io\/shop\/pause:3, .* no imagePullSecrets reach it\.$/,
  },
  {
    title: "a sandbox image whose registry is away",
    message:
      'failed to get sandbox image "ghcr.io/shop/pause:3": failed to do request: Head "https://ghcr.io/v2/shop/pause/manifests/3": EOF',
    failed: { part: "registry", host: "ghcr.io" },
    says: /^Check that the node reaches ghcr\.io/,
  },
  {
    title: "an account that is not paid for",
    message:
      'error pulling image configuration: error parsing HTTP 403 response body: "<Message>User project billing account not in good standing.</Message>"',
    failed: null,
    says: /the billing of its project/,
  },
  {
    title: "the registry's own name behind its own address",
    message: `${pull}failed to do request: Head "https://ghcr.io/v2/shop/api/manifests/1?ns=ghcr.io": dial tcp: lookup ghcr.io: no such host`,
    failed: { part: "mirror", host: "ghcr.io" },
    says: /the name of ghcr\.io \(a mirror of ghcr\.io, or a redirect\)/,
  },
  {
    title: "an address where no registry is named",
    message:
      "failed to fetch anonymous token: dial tcp: lookup cdn.example.com: no such host",
    failed: { part: "registry", host: "cdn.example.com" },
    says: /the name of cdn\.example\.com and/,
  },
  {
    title: "a login of a registry that was shut down",
    message:
      'Failed to pull image "gcr.io/shop/api:1": failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://gcr.io/v2/token?scope=a: 412 Precondition Failed',
    failed: { part: "token server", host: "gcr.io" },
    says: /^Pull gcr\.io\/shop\/api:1 from where it has moved to/,
  },
  {
    title: "a credential provider that does not answer",
    message:
      "error execing credential provider plugin ecr-credential-provider for image 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/api:1: context deadline exceeded",
    failed: null,
    says: /^Ask who runs the node to check that it reaches the login of its cloud, .* a pull secret for 123456789012\.dkr\.ecr\.eu-west-1\.amazonaws\.com works as well\.$/,
    not: /may the node's role/,
  },
  {
    title: "an image of which the node has lost a part",
    message:
      'Failed to inspect image "ghcr.io/shop/api:1": rpc error: code = Unknown desc = locating image with ID "ab12": image not known',
    failed: null,
    says: /^Wait .* remove ghcr\.io\/shop\/api:1 from the node \(crictl rmi ghcr\.io\/shop\/api:1\)/,
    not: /push/,
  },
  {
    title: "an image of which the node has lost a part, and which has no name",
    message: `Error: reading image "${"ab".repeat(32)}": locating item named "manifest" for image with ID "${"ab".repeat(32)}" (consider removing the image to resolve the issue): file does not exist`,
    failed: null,
    says: /remove the image from the node \(crictl rmi IMAGE\)/,
  },
  {
    title: "a credential helper of docker's",
    message:
      'Error response from daemon: Head "https://ghcr.io/v2/shop/api/manifests/1": error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: ``',
    failed: { part: "registry", host: "ghcr.io" },
    says: /^Install the credential helper .* log in to ghcr\.io again/,
    not: /kubelet/,
  },
  {
    title: "a sandbox image that CRI-O may not pull",
    message:
      'Failed to create pod sandbox: rpc error: code = Unknown desc = error creating pod sandbox with name "k8s_api-1_shop_1_0": initializing source docker://ghcr.io/shop/pause:3: reading manifest 3 in ghcr.io/shop/pause: unauthorized: authentication required',
    failed: null,
    says: /^Give the container runtime of the node itself a login for ghcr\.io/,
    not: /kubectl/,
  },
  {
    title: "Google's Container Registry, which was shut down",
    message:
      'Failed to pull image "eu.gcr.io/shop/api:1": failed to resolve reference "eu.gcr.io/shop/api:1": unexpected status from HEAD request to https://eu.gcr.io/v2/shop/api/manifests/1: 412 Precondition Failed',
    failed: { part: "registry", host: "eu.gcr.io" },
    says: /^Pull eu\.gcr\.io\/shop\/api:1 from where it has moved to/,
  },
  {
    title: "a snapshotter whose service is away",
    message: `${pull}failed to stat snapshot sha256:ab: connection error: desc = "transport: Error while dialing: dial unix /run/containerd-stargz-grpc/containerd-stargz-grpc.sock: connect: no such file or directory": unavailable`,
    failed: null,
    says: /^Ask who runs the node to start the snapshotter /,
  },
  {
    title: "a file system that is read-only",
    message: `${pull}failed to extract layer sha256:ab: mkdir /var/lib/containerd/a: read-only file system: unknown`,
    failed: null,
    says: /^Ask who runs the node to look at its disk \(is it full, read-only or broken\?\)/,
  },
  {
    title: "Secrets that are missing, by their names",
    message:
      "Unable to retrieve some image pull secrets (regcred, hub); attempting to pull the image may not succeed.",
    failed: null,
    says: /^Create the Secrets 'regcred', 'hub' in the namespace of the pod, or .*: kubectl create secret docker-registry regcred --docker-server=REGISTRY /,
  },
  {
    title: "a Secret that is missing, by its name and namespace",
    message:
      'Unable to retrieve pull secret shop/regcred for shop/api-1 due to secret "regcred" not found.  The image pull may not succeed.',
    failed: null,
    says: /^Create the Secret 'regcred' in namespace 'shop', or .*: kubectl create secret docker-registry regcred --namespace=shop --docker-server=REGISTRY /,
  },
  {
    title: "Secrets that are missing, where no name is readable",
    message: "Unable to retrieve some image pull secrets",
    failed: null,
    says: /^Create the pull secret in the namespace of the pod, or .*: kubectl create secret docker-registry NAME /,
  },
  {
    title: "a Secret that does not parse",
    message: `${pull}illegal base64 data at input byte 4`,
    failed: null,
    says: /^Replace the Secret .*: kubectl create secret docker-registry NAME --docker-server=ghcr\.io .* --dry-run=client -o yaml \| kubectl apply -f -$/,
  },
  {
    title: "a name that is not found, in words that don't tell it",
    message: `${pull}Could not resolve host`,
    failed: null,
    says: /^Check the name of ghcr\.io and/,
  },
  {
    title: "a registry with a port, which is looked up without it",
    message:
      'Failed to pull image "registry.example.com:5000/api:1": failed to do request: Head "https://registry.example.com:5000/v2/api/manifests/1": dial tcp: lookup registry.example.com: no such host',
    failed: { part: "registry", host: "registry.example.com:5000" },
    says: /^Check the name of registry\.example\.com:5000 and/,
  },
  {
    title: "nobody that is named",
    message: `${pull}context deadline exceeded`,
    failed: null,
    says: /^Check that the node reaches ghcr\.io: /,
  },
];

describe("who failed, and what to do", () => {
  for (const { title, message, failed, says, not } of cases) {
    it(`is known of ${title}`, () => {
      const found = diagnose(message);
      expect(found.failed).to.deep.equal(failed);
      expect(found.remedy).to.match(says);
      if (not) expect(found.remedy).not.to.match(not);
    });
  }

  it("is told of the host that was asked, where the image's name tells no registry", () => {
    const { failed } = diagnose('Get "https://ghcr.io/v2/": EOF', {
      isPull: true,
      image: "$(IMAGE)",
    });
    expect(failed).to.deep.equal({ part: "registry", host: "ghcr.io" });
  });
});
