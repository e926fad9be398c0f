import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { refuse } from "./forward.js";
import { listen } from "./listen.js";
import { offerChart, offerOtherPlatform, offerPage } from "./no-images.js";

/** Registries that no pull comes through to, by what is wrong with them. */
export interface BrokenRegistries {
  readonly urls: {
    /** Asks for Basic credentials. */
    readonly "asks-for-login": string;
    /** Has a certificate that nobody trusts. */
    readonly untrusted: string;
    /** Names a token server that nothing listens at. */
    readonly "token-server-away": string;
    /** Forbids an image by its policy, as Harbor does. */
    readonly policy: string;
    /** Refuses whoever asks. */
    readonly refusing: string;
    /** Holds images for another processor only. */
    readonly "other-platform": string;
    /** Has a Helm chart under every name. */
    readonly chart: string;
    /** Answers with a page that asks for a login, as networks of hotels do. */
    readonly "web-page": string;
    /** Answers 500. */
    readonly failing: string;
    /** Has no such image. */
    readonly empty: string;
    /** Nothing listens there. */
    readonly closed: string;
    /** Its name does not exist (RFC 2606, `.invalid`). */
    readonly unnamed: string;
  };
  readonly stop: () => Promise<void>;
}

export async function startBrokenRegistries(): Promise<BrokenRegistries> {
  const started = await Promise.all([
    listen(answer(askForLogin)),
    listen(answer(offerOtherPlatform)),
    listen(answer((_, out) => refuse(out, 500, "UNKNOWN", "unknown error"))),
    listen(
      answer((_, out) =>
        refuse(out, 404, "MANIFEST_UNKNOWN", "manifest unknown"),
      ),
    ),
    listenUntrusted(),
    listen(answer(forbid)),
    listen(
      answer((_, out) =>
        refuse(out, 403, "DENIED", "requested access is denied"),
      ),
    ),
    listen(answer(offerChart)),
    listen(answer(offerPage)),
  ]);
  const [
    login,
    platform,
    failing,
    empty,
    untrusted,
    policy,
    refusing,
    chart,
    page,
  ] = started;
  const closed = await listen(() => Promise.resolve());
  await closed.stop();
  const away = await listen(
    answer((_, out) => askForToken(out, `${closed.url}/token`)),
  );
  return {
    urls: {
      "asks-for-login": login.url,
      "token-server-away": away.url,
      policy: policy.url,
      refusing: refusing.url,
      "other-platform": platform.url,
      chart: chart.url,
      "web-page": page.url,
      failing: failing.url,
      empty: empty.url,
      untrusted: untrusted.url,
      closed: closed.url,
      unnamed: "https://registry.invalid",
    },
    async stop() {
      await Promise.all([...started, away].map((each) => each.stop()));
    },
  };
}

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

function answer(how: Answer) {
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    incoming.resume();
    how(incoming, outgoing);
    return Promise.resolve();
  };
}

function askForLogin(_: IncomingMessage, outgoing: ServerResponse): void {
  const headers = { "www-authenticate": 'Basic realm="registry"' };
  refuse(outgoing, 401, "UNAUTHORIZED", "authentication required", headers);
}

function askForToken(outgoing: ServerResponse, realm: string): void {
  const challenge = `Bearer realm="${realm}",service="broken.example.test"`;
  refuse(outgoing, 401, "UNAUTHORIZED", "authentication required", {
    "www-authenticate": challenge,
  });
}

/** As Harbor refuses what its scanner found something in (goharbor/harbor, src/server/middleware/vulnerable). */
function forbid(_: IncomingMessage, outgoing: ServerResponse): void {
  const words =
    "current image with 3 vulnerabilities cannot be pulled due to configured policy in 'Prevent images with " +
    'vulnerability severity of "High" or higher from running.\'';
  refuse(outgoing, 412, "PROJECTPOLICYVIOLATION", words);
}

async function listenUntrusted() {
  const folder = path.join(import.meta.dirname, "../../registry/tls");
  const server = createServer({
    key: readFileSync(path.join(folder, "localhost.key")),
    cert: readFileSync(path.join(folder, "localhost.crt")),
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `https://localhost:${String((server.address() as AddressInfo).port)}`,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
