import { expect } from "chai";
import {
  isPullFailure,
  speaksOfOther,
} from "../../src/diagnose/pull-evidence.js";

describe("whether a text is of a failed pull", () => {
  describe("where facts decide a cause", () => {
    for (const text of [
      "$ docker pull shop/api\nno such host",
      "podman pull <image>: EOF",
      "crictl pull -q shop: EOF",
      "ctr -n k8s.io images pull a: EOF",
      "ctr image pull a: EOF",
      "docker compose pull web: EOF",
      "oci://a/b: EOF",
      "docker://a/b: EOF",
      "docker-image://a/b: EOF",
      '{"code":"MANIFEST_UNKNOWN"} EOF',
      '{"code": "BLOB_UNKNOWN"} EOF',
      '{"code":"UNAUTHORIZED","detail":[{"Type":"repository","Class":"","Name":"a","Action":"pull"}]}',
      "Unable to find image 'a:1' locally. EOF",
      "pulling registry.example.com/a: EOF",
      "pulled the new one registry.example.com:5000/a: EOF",
      "failed to resolve registry.example.com/a: EOF",
      'pull "a:1": EOF',
      "pulling `a/b:1`: EOF",
      "pulling 'a:1': EOF",
      "pull the very new image: EOF",
      "pulling images: EOF",
      "the image 'a:1' could not be pulled: EOF",
      "failed to solve: a.io:5000/b/c:1@sha256:ab: EOF",
      "failed to solve: a/b: EOF",
      'failed to perform "FetchReference" on source: EOF',
      'pullimage "a" failed: EOF',
      "image could not be pulled: EOF",
      "images to be pulled: EOF",
      "fetching docker image: EOF",
      "downloading oci image: EOF",
      "download container image: EOF",
      "Step 1/3 : FROM a.io/b:1 EOF",
      "Step 1/3 : FROM a AS b EOF",
      "✘ web error EOF",
      "✘ Image web Error EOF",
      "- web [⡀⣿] 1.165GB / 5GB Pulling 296.2s EOF",
      'Rejected: "No such image: a:1"',
      'Rejected 2 minutes ago "No such image: a:1"',
      '"State": "rejected", "Message": "preparing", "Err": "No such image: a:1"',
      "production.cloudflare.docker.com: EOF",
      "docker-images-prod.example.com: EOF",
      "pkg-containers.githubusercontent.com: EOF",
      "registry-1.docker.io: EOF",
      "index.docker.io: EOF",
      "auth.docker.io: EOF",
      "docker.io/shop/api: EOF",
      "ghcr.io/shop/api: EOF",
      "docker pull ghcr.io/shop/api: ECONNREFUSED",
      "from docker.io: EOF",
      "eu.gcr.io: EOF",
      "europe-docker.pkg.dev: EOF",
      "1.dkr.ecr.eu-west-1.amazonaws.com: EOF",
      "镜像拉取 EOF",
      'GET "https://a.io/v2/": EOF',
      "https://a.io/v2/b/manifests/1 EOF",
      "https://a.io/v2/ and https://a.io/v2/b/tags/list EOF",
      "https://a.io/token?scope=repository%3Ab%3Apull EOF",
      "Error response from daemon: denied: no",
      "denied: no",
      "toomanyrequests: no",
      "illegal base64 data at input byte 4",
    ]) {
      it(`it is: ${text}`, () => {
        expect(isPullFailure(text, true)).to.equal(true);
        expect(speaksOfOther(text)).to.equal(false);
      });
    }

    for (const text of [
      "EOF",
      "git pull origin main: EOF",
      "docker pullulate: EOF",
      "docker pull",
      "docker run a: EOF",
      "ctr images list: EOF",
      "docker://3f2a: EOF",
      "xoci://a: EOF",
      "docker-images://a: EOF",
      '{"code":"ORDER_UNKNOWN"} EOF',
      '{"code":"UNAUTHORIZED","detail":[{"Type":"repository","Name":"a","Action":"push"}]}',
      '{"type":"repository"} and {"action":"pull"}: EOF',
      '{"type":"repository","action":"pull_request"}: EOF',
      'pull "a": EOF',
      "pull `a b:1`: EOF",
      "the pullover of an old friend of the image: EOF",
      "imagery of a pull: EOF",
      "3 commits could not be pulled: EOF",
      "failed to solve: process a: EOF",
      'failed to perform "Push" on destination: EOF',
      'could not run "sync" on source: EOF',
      "failed to solve: canceled: EOF",
      'failed to solve: "/a": EOF',
      "failed to solve: https://a.io/b.git: EOF",
      "fetching the image: EOF",
      "✘ web is in error",
      "web Pulling 296.2 EOF",
      "web is Pulling EOF",
      'Rejected: "no such container: a"',
      'unrejected "no such image: a:1"',
      "rejected; no such image: a:1",
      "Step 1/3 : FROM ghcr.io/shop/api:1 ---> Running in d29bbe87dfc8: EOF",
      "Step 1/3 : FROM a ---> 4e38e38c8ce0 EOF",
      "Step 1/3 : FROM a AS b ---> 4e38e38c8ce0 EOF",
      "Step 1/3 : RUN a EOF",
      "apt-get install docker.io: EOF",
      "xghcr.io: EOF",
      "pkg.dev: EOF",
      "ghcr.io/shop/api: ECONNREFUSED",
      "ghcr.io/shop/api * denied: no",
      "container image a: socket hang up",
      "push to ghcr.io/shop/api: EOF",
      "uploading to ghcr.io/shop/api: EOF",
      'PUT "https://a.io/v2/b/manifests/1": EOF',
      "PATCH request to https://a.io/v2/b/blobs/uploads/1: EOF",
      "POST: https://a.io/v2/b/blobs/uploads/: EOF",
      "https://a.io/v2/models: EOF",
      "https://a.io/v1/b/manifests/1 EOF",
      "https://a.io/token?scope=repository%3Ab%3Apull%2Cpush EOF",
      "https://a.io/tokens?scope=repository%3Ab%3Apull EOF",
      'POST "https://a.io/v2/": EOF',
      "access denied: no",
      "so toomanyrequests: no",
      "illegal base64 data at input byte 4, and more",
      "docker pull a: EOF, Readiness probe failed",
      "ghcr.io/shop/api: the push refers to a repository: EOF",
    ]) {
      it(`it isn't: ${text}`, () => {
        expect(isPullFailure(text, true)).to.equal(false);
      });
    }
  });

  describe("where they don't, it has to say that something failed", () => {
    for (const { text, is } of [
      { text: "docker pull a: error", is: true },
      { text: "docker pull a: failed", is: true },
      { text: "docker pull a: fatal", is: true },
      { text: "docker pull a: invalid", is: true },
      { text: "docker pull a: could not", is: true },
      { text: "docker pull a: can't", is: true },
      { text: "docker pull a: cannot", is: true },
      { text: "docker pull a: unable", is: true },
      { text: "docker pull a", is: false },
      { text: "docker pull a: terror", is: false },
      { text: "pulling registry.example.com/a: error", is: true },
      { text: "pulling the image: error", is: true },
      { text: "pulling the image", is: false },
      {
        text: 'pulling image "a", Error: secret "db" not found',
        is: false,
      },
      { text: "ghcr.io/shop/api: error", is: false },
      { text: 'rejected "no such image: a:1"', is: true },
      { text: "web Pulling 296.2s", is: false },
      { text: "failed to pull image", is: true },
      { text: "failed to pull image, readiness probe failed", is: true },
    ]) {
      it(`${is ? "it is" : "it isn't"}: ${text}`, () => {
        expect(isPullFailure(text, false)).to.equal(is);
      });
    }
  });

  it("is denied of what speaks of something else alone", () => {
    expect(speaksOfOther("Readiness probe failed: EOF")).to.equal(true);
    expect(
      speaksOfOther("Readiness probe failed, failed to pull image"),
    ).to.equal(false);
    expect(speaksOfOther("failed to push, failed to pull image")).to.equal(
      true,
    );
  });
});
