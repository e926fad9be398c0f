import { readFileSync } from "node:fs";
import { createServer as createProxy, request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type AddressInfo, type Server } from "node:net";
import path from "node:path";
import { runCommand } from "./command.js";
import type { Cluster } from "./cluster.js";

/** The cluster's registries under their public names, as a program of this machine meets them: with TLS, behind a proxy. */
export interface PublicRegistries {
  /** The environment of a program that is to meet them. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

const hosts = [
  "registry-1.docker.io",
  "auth.docker.io",
  "registry.example.test",
];

export async function publicRegistries(
  cluster: Cluster,
): Promise<PublicRegistries> {
  const folder = path.join(cluster.folder, "certificates");
  const file = (name: string) => path.join(folder, name);
  await runCommand("openssl", [
    ...["req", "-x509", "-days", "30", "-nodes"],
    ...["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
    ...["-config", file("openssl.cnf"), "-subj", "/CN=registries"],
    ...["-keyout", file("registries.key"), "-out", file("registries.crt")],
    ...["-CA", file("ca.crt"), "-CAkey", file("ca.key")],
    ...["-addext", "basicConstraints=CA:FALSE"],
    ...[
      "-addext",
      `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(",")}`,
    ],
  ]);
  const front = createTlsServer(
    {
      key: readFileSync(file("registries.key")),
      cert: readFileSync(file("registries.crt")),
    },
    (incoming, outgoing) => {
      const host = incoming.headers.host ?? "";
      const { authorization, accept } = incoming.headers;
      const inner = request(
        behind(cluster, host, incoming.url ?? "/"),
        {
          method: incoming.method,
          headers: {
            ...(authorization !== undefined && { authorization }),
            ...(accept !== undefined && { accept }),
          },
        },
        (answer) => {
          const challenge = answer.headers["www-authenticate"]?.replace(
            cluster.hub.url,
            "https://auth.docker.io",
          );
          outgoing.writeHead(answer.statusCode ?? 502, {
            ...answer.headers,
            ...(challenge !== undefined && { "www-authenticate": challenge }),
          });
          answer.pipe(outgoing);
        },
      );
      inner.on("error", () => outgoing.writeHead(502).end());
      inner.end();
    },
  );
  const frontPort = await listening(front);
  const proxy = createProxy();
  proxy.on("connect", (_request, socket) => {
    const upstream = connect(frontPort, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(upstream).pipe(socket);
    });
    for (const end of [socket, upstream]) end.on("error", () => undefined);
  });
  const proxyPort = await listening(proxy);
  return {
    env: {
      HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
      NO_PROXY: "127.0.0.1,localhost",
      NODE_EXTRA_CA_CERTS: file("ca.crt"),
    },
    stop() {
      front.closeAllConnections();
      front.close();
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

function behind(cluster: Cluster, host: string, url: string): URL {
  if (host.endsWith("docker.io")) return new URL(url, cluster.hub.url);
  const inner = new URL(url, cluster.otherRegistries.url);
  inner.searchParams.set("ns", host);
  return inner;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
