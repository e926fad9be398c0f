import type { IncomingMessage, ServerResponse } from "node:http";
import { showChecks } from "../../src/cli/check/check-project.js";
import { askRegistries } from "../../src/commands/check/ask-registries.js";
import { checksOf } from "../../src/commands/check/checks.js";
import { verifyLogins } from "../../src/commands/create/gather-logins.js";
import { loginOf } from "../../src/registry/credential.js";
import { serve } from "../registry/serve.js";
import { anywhere, oneOf, type Place } from "./place.js";
import type { Witness } from "./said.js";
import { factsOf, where } from "./secret-places.js";
import { pullSecret } from "./secrets.js";

/** What the registry answers next. */
let answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void = (
  _,
  outgoing,
) => outgoing.end();

let registry: Promise<{ readonly port: number }> | null = null;

/** One registry for all, on this machine. */
async function host(): Promise<string> {
  registry ??= serve((incoming, outgoing) => answer(incoming, outgoing));
  return `127.0.0.1:${String((await registry).port)}`;
}

/** What a header can hold of a text. */
const inHeader = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, " ");

const statuses = [200, 302, 400, 401, 403, 404, 429, 500] as const;

/** How a registry of `host` answers that hides the text. */
type Answers = (hidden: string, turn: number, host: string) => typeof answer;

/** Asks for a login with this header. */
const challenging =
  (header: (hidden: string, host: string) => string): Answers =>
  (hidden, turn, host) =>
  ({ headers, url = "" }, outgoing) => {
    if (url.startsWith("/token")) {
      outgoing.writeHead(oneOf(statuses, turn)).end(hidden);
      return;
    }
    const asks = headers.authorization === undefined;
    outgoing
      .writeHead(asks ? 401 : oneOf(statuses, turn), {
        "www-authenticate": inHeader(header(hidden, host)),
      })
      .end(hidden);
  };

const answers: Readonly<Record<string, Answers>> = {
  "a body": (hidden, turn) => (_, outgoing) =>
    outgoing.writeHead(oneOf(statuses, turn)).end(hidden),
  "headers, a redirect among them": (hidden, turn) => (_, outgoing) =>
    outgoing
      .writeHead(oneOf(statuses, turn), {
        location: inHeader(`https://cdn.test/${hidden}`),
        "set-cookie": inHeader(hidden),
        "docker-content-digest": inHeader(hidden),
        "ratelimit-limit": inHeader(hidden),
        "retry-after": inHeader(hidden),
      })
      .end(),
  "what it was sent, again": (_hidden, turn) => (incoming, outgoing) => {
    const sent = incoming.headers.authorization ?? "";
    const asks = sent === "";
    outgoing
      .writeHead(asks ? 401 : oneOf(statuses, turn), {
        "www-authenticate": `Basic realm="${sent}"`,
      })
      .end(JSON.stringify({ errors: [{ message: sent }] }));
  },
  "a Basic realm": challenging((hidden) => `Basic realm="${hidden}"`),
  "a realm that is none": challenging((hidden) => `Bearer realm="${hidden}"`),
  "a realm with a login": challenging(
    (hidden, host) =>
      `Bearer realm="http://bob:${hidden}@${host}/token",service="x"`,
  ),
  "a realm with a query": challenging(
    (hidden, host) =>
      `Bearer realm="http://${host}/token?access_token=${hidden}",service="${hidden}"`,
  ),
  "a realm of another host": challenging(
    (hidden) => `Bearer realm="http://registry.example.test/${hidden}"`,
  ),
  "a token": (hidden, turn, host) => (incoming, outgoing) => {
    const { url = "", headers } = incoming;
    if (url.startsWith("/token"))
      outgoing.end(JSON.stringify({ token: hidden, access_token: hidden }));
    else
      outgoing
        .writeHead(headers.authorization ? oneOf(statuses, turn) : 401, {
          "www-authenticate": `Bearer realm="http://${host}/token"`,
        })
        .end(headers.authorization);
  },
};

async function asked(
  hidden: string,
  turn: number,
  answerWith: Answers,
  { hands }: Witness,
) {
  const name = await host();
  answer = answerWith(hidden, turn, name);
  if (turn % 3 === 0) {
    await verifyLogins([{ registry: name, login: loginOf("bob", hidden) }]);
    return;
  }
  const auths = { [name]: { username: "bob", password: hidden } };
  const facts = factsOf(
    pullSecret(JSON.stringify({ auths })),
    `${name}/shop/web:1`,
  );
  // What is asked of Docker Hub, this registry does not stand for.
  const pods = facts.pods.map((pod) => ({
    ...pod,
    images: pod.images.slice(0, 1),
  }));
  const project = { ...facts, pods };
  const answers = await askRegistries(project);
  const checks = checksOf(project, answers, new Date(0));
  const result = { ...where, checks, images: [], readers: [], notShown: [] };
  hands(result);
  await showChecks(result, oneOf(["table", "json"], turn));
}

export const registryPlaces: readonly Place[] = Object.entries(answers).map(
  ([title, answerWith]) => ({
    title: `check and create --verify, a registry's answer: ${title}`,
    notations:
      title === "a body" ? anywhere : { "the text alone": (secret) => secret },
    run: (hidden, turn, witness) => asked(hidden, turn, answerWith, witness),
  }),
);
