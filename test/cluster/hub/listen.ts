import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";

/** Serves on a free loopback port. An answer that throws becomes a 502. */
export async function listen(
  answer: (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ) => Promise<void>,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end(error instanceof Error ? `${error.message}\n` : undefined);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("No free port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
