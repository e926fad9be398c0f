/** Base64 as Kubernetes reads a Secret's `data`: standard alphabet, with padding; line breaks count for nothing (Go,
 *  encoding/base64, StdEncoding). Null where it is none. */
export function decodeBase64(text: string): Buffer | null {
  const oneLine = withoutLineBreaks(text);
  return oneLine.length % 4 === 0 && signs.test(oneLine)
    ? Buffer.from(oneLine, "base64")
    : null;
}

/** Base64 as the kubelet reads an `auth` field: as above, or without any padding (Kubernetes, pkg/credentialprovider,
 *  decodeDockerConfigFieldAuth). Null where it is none. */
export function decodeAuthBase64(text: string): Buffer | null {
  const oneLine = withoutLineBreaks(text);
  if (oneLine.includes("=")) return decodeBase64(oneLine);
  return oneLine.length % 4 !== 1 && signs.test(oneLine)
    ? Buffer.from(oneLine, "base64")
    : null;
}

const signs = /^[A-Za-z0-9+/]*={0,2}$/;

function withoutLineBreaks(text: string): string {
  return text.replaceAll(/[\r\n]/g, "");
}
