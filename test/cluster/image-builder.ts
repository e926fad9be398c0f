import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { runCommand, runForBytes } from "./command.js";
import { findProgram } from "./debian-packages.js";
import type { Image } from "./images.js";
import type { Run } from "./run.js";

/** Something that a registry holds under its digest. */
export interface Blob {
  readonly mediaType: string;
  readonly digest: string;
  readonly content: Buffer;
}

/** An image as a registry takes it: the manifest names the config and the layers. */
export interface BuiltImage {
  readonly manifest: Blob;
  readonly blobs: readonly Blob[];
}

const mediaTypes = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar",
};

/** Makes the layer that all images of a base share. */
export async function buildBase(
  cluster: Run,
  base: Image["base"],
  pause: string,
): Promise<Blob> {
  return layerOf(cluster, `base-${base}`, async (root) => {
    if (base === "pause") copyFileSync(pause, join(root, "pause"));
    else await fillWithBusybox(root);
  });
}

/**
 * Puts an image together. Its config carries its name: no two images have a digest in common, else a node that has one
 * need not ask for the other, and a pull that should be refused succeeds.
 */
export async function buildImage(
  cluster: Run,
  image: Image,
  base: Blob,
): Promise<BuiltImage> {
  const layers = [base];
  if (image.scripts ?? image.files)
    layers.push(await contentLayer(cluster, image));
  const config = jsonBlob(mediaTypes.config, {
    architecture: process.arch === "x64" ? "amd64" : process.arch,
    os: "linux",
    config: {
      Env: [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      ],
      Entrypoint: image.entrypoint,
      Cmd: image.command,
      Labels: {
        "stand-in.name": image.name,
        "stand-in.for": image.standsInFor,
      },
    },
    rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
  });
  const manifest = jsonBlob(mediaTypes.manifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: descriptor(config),
    layers: layers.map(descriptor),
  });
  return { manifest, blobs: [config, ...layers] };
}

function contentLayer(cluster: Run, image: Image): Promise<Blob> {
  return layerOf(cluster, image.name.replaceAll(/[/:]/g, "_"), (root) => {
    for (const [path, text] of Object.entries(image.files ?? {}))
      write(join(root, path), text, 0o644);
    for (const [path, text] of Object.entries(image.scripts ?? {}))
      write(join(root, path), `#!/bin/sh\n${text}\n`, 0o755);
  });
}

async function fillWithBusybox(root: string): Promise<void> {
  const busybox = findProgram("busybox");
  if (busybox === undefined) throw new Error("There is no busybox in PATH.");
  mkdirSync(join(root, "bin"));
  copyFileSync(busybox, join(root, "bin/busybox"));
  chmodSync(join(root, "bin/busybox"), 0o755);
  const stdout = await runCommand(busybox, ["--list-full"]);
  for (const path of stdout
    .split("\n")
    .filter((path) => path && path !== "bin/busybox")) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync("/bin/busybox", join(root, path));
  }
  write(
    join(root, "etc/passwd"),
    "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000:user:/home/user:/bin/sh\n",
    0o644,
  );
  write(join(root, "etc/group"), "root:x:0:\nuser:x:1000:\n", 0o644);
  mkdirSync(join(root, "root"), { mode: 0o700 });
  mkdirSync(join(root, "tmp"));
  chmodSync(join(root, "tmp"), 0o1777);
  mkdirSync(join(root, "home/user"), { recursive: true });
  chownSync(join(root, "home/user"), 1000, 1000);
}

async function layerOf(
  cluster: Run,
  name: string,
  fill: (root: string) => void | Promise<void>,
): Promise<Blob> {
  const root = cluster.subfolder(`images/${name}`);
  await fill(root);
  const content = await runForBytes("tar", [
    "--create",
    "--sort=name",
    "--mtime=@0",
    "--numeric-owner",
    `--directory=${root}`,
    ".",
  ]);
  rmSync(root, { recursive: true });
  return blob(mediaTypes.layer, content);
}

function write(path: string, text: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
}

function jsonBlob(mediaType: string, value: unknown): Blob {
  return blob(mediaType, Buffer.from(JSON.stringify(value)));
}

function blob(mediaType: string, content: Buffer): Blob {
  return {
    mediaType,
    content,
    digest: `sha256:${createHash("sha256").update(content).digest("hex")}`,
  };
}

function descriptor({ mediaType, digest, content }: Blob) {
  return { mediaType, digest, size: content.length };
}
