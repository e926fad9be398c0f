import { once } from "node:events";
import { readFileSync } from "node:fs";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
} from "node:net";
import path from "node:path";

/** A server on loopback, for one test. */
export interface Served {
  readonly url: URL;
  readonly port: number;
  /** What it was asked, in order: method, path and Authorization, as far as there was one. */
  readonly requests: string[];
}

const servers = new Set<Server>();

export type Answerer = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) => void;

/** Starts a server; `stopServers` ends all of them. */
export async function serve(answer: Answerer): Promise<Served> {
  return await start("http", answer, (listener) => createServer(listener));
}

/** The same with TLS, for `localhost`; its CA is `tls/ca.crt`. */
export async function serveTls(answer: Answerer): Promise<Served> {
  const key = readFileSync(tlsFile("localhost.key"));
  const cert = readFileSync(tlsFile("localhost.crt"));
  return await start("https", answer, (listener) =>
    createTlsServer({ key, cert }, listener),
  );
}

export function tlsFile(name: string): string {
  return path.join(import.meta.dirname, "tls", name);
}

/** Lets a server that was made elsewhere be stopped with the others. */
export async function listen(server: Server): Promise<number> {
  servers.add(server);
  server.on("connection", (socket) => {
    socket.on("error", () => undefined);
    server.once("stop", () => socket.destroy());
  });
  server.setMaxListeners(0);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A port on which nobody listens, nor will before `stopServers`: a client's own end of a connection holds it. */
export async function portOfNobody(): Promise<number> {
  const client = connect(await listen(createTcpServer()), "127.0.0.1");
  client.on("error", () => undefined);
  await once(client, "connect");
  return client.localPort ?? 0;
}

export function stopServers(): void {
  for (const server of servers) {
    server.emit("stop");
    server.close();
  }
  servers.clear();
}

async function start(
  scheme: "http" | "https",
  answer: Answerer,
  make: (listener: RequestListener) => Server,
): Promise<Served> {
  const requests: string[] = [];
  const server = make((incoming, outgoing) => {
    const { method = "", url = "", headers } = incoming;
    requests.push(
      [method, url, headers.authorization].filter(Boolean).join(" "),
    );
    answer(incoming, outgoing);
  });
  const port = await listen(server);
  const host = scheme === "http" ? "127.0.0.1" : "localhost";
  return { url: new URL(`${scheme}://${host}:${port}`), port, requests };
}
