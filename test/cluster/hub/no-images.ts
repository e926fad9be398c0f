import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What a registry has under a digest. */
interface Content {
  readonly mediaType: string;
  readonly text: string;
}

const index: Content = {
  mediaType: "application/vnd.oci.image.index.v1+json",
  text: JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [
      {
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        digest: `sha256:${"a".repeat(64)}`,
        size: 2,
        platform: { architecture: "s390x", os: "linux" },
      },
    ],
  }),
};

/** An index of one image, for a mainframe. */
export function offerOtherPlatform(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  give(index, incoming, outgoing);
}

/** As `helm push` writes them (https://helm.sh/docs/topics/registries/#helm-chart-manifest). */
const chartConfig: Content = {
  mediaType: "application/vnd.cncf.helm.config.v1+json",
  text: '{"name":"shop","version":"1.0.0","apiVersion":"v2"}',
};
const chartLayer: Content = {
  mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
  text: "the chart, which nobody unpacks",
};
const chartManifest: Content = {
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  text: JSON.stringify({
    schemaVersion: 2,
    config: descriptor(chartConfig),
    layers: [descriptor(chartLayer)],
  }),
};

/** A Helm chart, where a pod expects an image. */
export function offerChart(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const blob = [chartConfig, chartLayer].find((each) =>
    incoming.url?.includes(`/blobs/${digestOf(each)}`),
  );
  give(blob ?? chartManifest, incoming, outgoing);
}

/** A page that asks for a login. */
export function offerPage(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const page = "<!DOCTYPE html><title>Welcome, please log in</title>";
  give({ mediaType: "text/html", text: page }, incoming, outgoing);
}

function give(
  content: Content,
  { method }: IncomingMessage,
  outgoing: ServerResponse,
): void {
  outgoing.writeHead(200, {
    "content-type": content.mediaType,
    "content-length": Buffer.byteLength(content.text),
    "docker-content-digest": digestOf(content),
  });
  outgoing.end(method === "HEAD" ? undefined : content.text);
}

function descriptor(content: Content) {
  return {
    mediaType: content.mediaType,
    digest: digestOf(content),
    size: Buffer.byteLength(content.text),
  };
}

function digestOf({ text }: Content): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
