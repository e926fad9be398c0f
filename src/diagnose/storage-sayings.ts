import type { Phrases } from "./phrases.js";

/** What a runtime says of the image's content, and of the place where the node keeps it. */
export const storageSayings = {
  "disk full": {
    says: [
      "no space left on device",
      "disk quota exceeded",
      "not enough space on the disk",
      "free data blocks which is less than minimum",
      "no space left on disk",
    ],
    source:
      "every runtime (Linux, Windows); docker's devicemapper; Home Assistant",
  },
  "wrong platform": {
    says: [
      "no match for platform in manifest",
      "no matching manifest",
      "cannot be used on this platform",
      "no image found in manifest list for architecture",
      "no image found in image index for architecture",
      "image architecture mismatch",
      "does not provide the specified platform",
      "does not match the specified platform",
      "no child with platform ",
      "descriptor matching platform",
      "does not match target platform",
      "no entry found in image index manifest",
      "does not support required platforms",
      " has no content for platform ",
      'unsupported: "platform ',
    ],
    source:
      "containerd, buildkit, docker, CRI-O (containers/image), kaniko (go-containerregistry), oras, oras-rs, Apple's container",
  },
  "wrong system": {
    says: [
      "-based image is incompatible with a ",
      "cannot download image with operating system",
      "operating system does not match the host",
    ],
    source: "docker and Windows",
  },
  "schema 1": {
    says: [
      "manifest.v1+prettyjws",
      "manifest.v1+json",
      "schema 1 images have been deprecated",
      "schema 1 support ",
    ],
    with: ["supported", "disabled", "removed"],
    source:
      "containerd since 2.0, docker since 26, kaniko (go-containerregistry)",
  },
  "no image": {
    says: [
      "no processor for media-type",
      "unexpected media type application/",
      // Its config has no layers, as that of a chart or a build cache.
      "mismatched image rootfs and manifest layers",
      "invalid rootfs in image configuration",
      "unsupported image-specific operation on artifact",
      'encountered remote "application/',
      "unsupported media type application/vnd.",
      "unsupported docker v2s2 media type",
      "unsupported manifest format",
      'use "docker model pull/run" instead',
    ],
    source: "containerd, docker, CRI-O (containers/image)",
  },
  "content wrong": {
    says: [
      "unexpected commit digest",
      "unexpected commit size",
      "failed size validation",
      "could not fetch content descriptor",
      "failed to get reader from content store",
      "filesystem layer verification failed",
      ": gzip: ",
      ": zstd: ",
      "flate: ",
      "unpigz: ",
      "archive/tar: ",
      "does not match expected digest",
      "digest did not match",
      "image config verification failed",
      "manifest verification failed",
      "wrong diff id calculated",
      "blob digest mismatch",
      'internalerror: "digest mismatch ',
      "blob size mismatch",
      "mismatched digest",
      "invalid digest. expected ",
      "does not match provided manifest digest",
      "layer content incorrect digest",
      ", config claims ",
      "sha256 checksum after reading ",
      "error verifying size; got ",
      "expected content size of ",
      "the pulled blob has digest",
    ],
    source:
      "containerd, buildkit, docker, CRI-O (containers/image and storage), kaniko (go-containerregistry), oras, oras-rs, jib, Apple's container, Go's and other decompression and tar",
  },
  "layers don't match": {
    says: [
      "layers from manifest don't match image configuration",
      "number of layers and diffids don't match",
    ],
    source: "docker, containerd, buildkit",
  },
  "layer torn": {
    says: ["failed to register layer"],
    with: ["unexpected eof"],
    source: "docker, of a layer that was downloaded",
  },
  "image not known": {
    says: ["image not known", "locating item named "],
    source: "CRI-O (containers/storage)",
  },
  "storage broken": {
    says: [
      "read-only file system",
      "input/output error",
      "structure needs cleaning",
      "device or resource busy",
      "operation not supported",
      "stale file handle",
    ],
    source: "Linux",
  },
  "layer not stored": {
    says: [
      "failed to extract layer",
      "failed to register layer",
      "adding layer with blob",
      "unpack layer: ",
    ],
    with: [
      "operation not permitted",
      "fstype: ",
      "error creating overlay mount",
      "no such device",
      "too many links",
    ],
    source:
      "containerd, docker, CRI-O (containers/image), Apptainer (umoci), with what Linux said",
  },
  "layer refused": {
    says: [
      "failed to extract layer",
      "failed to register layer",
      "adding layer with blob",
      "processing tar file",
    ],
    with: ["permission denied", "lchown ", "insufficient uids", "hcsshim::"],
    source:
      "the same, where the system refuses an owner or a file, in user namespaces and on Windows",
  },
  "snapshotter away": {
    says: ["snapshot", "unable to initialize unpacker"],
    with: [
      "snapshotter not loaded",
      "snapshotter is not ready",
      "was not found",
      "dial unix ",
      "no unpack platforms defined",
    ],
    source: "containerd, with snapshotters of other processes (nydus, stargz)",
  },
  "snapshot missing": {
    says: [
      "failed to prepare extraction snapshot",
      "parent snapshot ",
      "layer does not exist",
      "snapshot does not exist",
      "parent of layer not known",
      "layer not known",
    ],
    source: "containerd, buildkit, docker, CRI-O (containers/storage)",
  },
  "no image volumes": {
    says: ['failed to mkdir "": mkdir'],
    source: "containerd up to 2.0, whose CRI knows no image volumes",
  },
} as const satisfies Record<string, Phrases>;
