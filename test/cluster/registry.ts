import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  buildBase,
  buildImage,
  type Blob,
  type BuiltImage,
} from "./image-builder.js";
import { images } from "./images.js";
import { runCommand } from "./command.js";
import { parseImageName } from "./image-name.js";
import type { Run } from "./run.js";
import { startServer, waitFor, type Server } from "./servers.js";

/** Debian's docker-registry. It holds each image below its registry's name, like `docker.io/acme/web`, and lets only the fronts in. */
export interface Registry {
  readonly url: string;
  readonly authorization: string;
  readonly server: Server;
}

/** Starts the registry and puts all stand-in images into it. */
export async function startRegistry(
  run: Run,
  port: number,
  pause: string,
): Promise<Registry> {
  const folder = run.subfolder("registry");
  const password = randomBytes(18).toString("hex");
  writeFileSync(join(folder, "htpasswd"), `front:${await bcrypt(password)}\n`, {
    mode: 0o600,
  });
  const configuration = join(folder, "config.yml");
  writeFileSync(configuration, JSON.stringify(settings(folder, port), null, 2));
  const server = startServer(run, "docker-registry", [
    "docker-registry",
    "serve",
    configuration,
  ]);
  const registry: Registry = {
    url: `http://127.0.0.1:${port}`,
    authorization: `Basic ${Buffer.from(`front:${password}`).toString("base64")}`,
    server,
  };
  await waitFor("the registry", [server], async () => {
    const response = await send(registry, "GET", "/v2/");
    return response.ok ? true : undefined;
  });
  await pushAll(run, registry, pause);
  return registry;
}

function settings(folder: string, port: number) {
  return {
    version: 0.1,
    log: { level: "warn", accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: join(folder, "images") },
      cache: { blobdescriptor: "inmemory" },
    },
    http: {
      addr: `127.0.0.1:${port}`,
      secret: randomBytes(18).toString("hex"),
    },
    auth: { htpasswd: { realm: "registry", path: join(folder, "htpasswd") } },
  };
}

async function pushAll(
  run: Run,
  registry: Registry,
  pause: string,
): Promise<void> {
  const bases = {
    busybox: await buildBase(run, "busybox", pause),
    pause: await buildBase(run, "pause", pause),
  };
  await Promise.all(
    images.map(async (image) =>
      push(
        registry,
        image.name,
        await buildImage(run, image, bases[image.base]),
      ),
    ),
  );
}

async function push(
  registry: Registry,
  name: string,
  image: BuiltImage,
): Promise<void> {
  const { registry: host, repository, tag } = parseImageName(name);
  const path = `/v2/${host}/${repository}`;
  await Promise.all(image.blobs.map((blob) => pushBlob(registry, path, blob)));
  const { content, mediaType } = image.manifest;
  await expectCreated(
    await send(registry, "PUT", `${path}/manifests/${tag}`, content, mediaType),
    name,
  );
}

async function pushBlob(
  registry: Registry,
  path: string,
  blob: Blob,
): Promise<void> {
  const upload = await send(registry, "POST", `${path}/blobs/uploads/`);
  const location = new URL(upload.headers.get("location") ?? "", registry.url);
  location.searchParams.set("digest", blob.digest);
  const target = `${location.pathname}${location.search}`;
  await expectCreated(
    await send(
      registry,
      "PUT",
      target,
      blob.content,
      "application/octet-stream",
    ),
    path,
  );
}

async function expectCreated(response: Response, what: string): Promise<void> {
  if (response.status !== 201)
    throw new Error(
      `${what} could not be pushed: ${response.status} ${await response.text()}`,
    );
}

function send(
  registry: Registry,
  method: string,
  path: string,
  body?: Buffer,
  type?: string,
): Promise<Response> {
  return fetch(new URL(path, registry.url), {
    method,
    headers: {
      authorization: registry.authorization,
      ...(type === undefined ? {} : { "content-type": type }),
    },
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
}

/** docker-registry takes bcrypt only, which the C library knows and neither Node nor openssl does. */
function bcrypt(password: string): Promise<string> {
  // The last character of a salt has only two bits left.
  const salt = `$2b$05$${randomBytes(11).toString("hex").slice(0, 21)}u`;
  const program =
    "chomp(my $password = <STDIN>); print crypt($password, $ARGV[0])";
  return runCommand("perl", ["-e", program, salt], { input: `${password}\n` });
}
