import {
  askForLogin,
  noAddress,
  registryAddress,
  type PullVerdict,
} from "../../registry/handshake.js";
import { shownUser, withoutUser } from "../../registry/credential.js";
import { createRegistryClient } from "../../registry/http.js";
import { isRegistryHost } from "../../registry/image-reference.js";
import { readLocalConfig } from "../../registry/local-config.js";
import { localLogin } from "../../registry/local-login.js";
import { registryOfKey } from "../../registry/registry-key.js";
import type { RegistryLogin } from "../../registry/pull-secret.js";
import { unreachable } from "../registry-words.js";
import { CreateError } from "./target.js";

/** A registry that docker has no login for, or none that a node can use. */
export interface WithoutLogin {
  readonly registry: string;
  readonly reason: string;
}

/** A registry, and as whom docker logs in to it, for people to read. */
export interface RegistryUser {
  readonly registry: string;
  readonly username: string;
}

export function usersOf(logins: readonly RegistryLogin[]): RegistryUser[] {
  return logins.map(({ registry, login }) => ({
    registry,
    username: shownUser(login),
  }));
}

/** The logins that docker has on this machine, and for which of the registries it has none. */
export interface LocalLogins {
  readonly logins: readonly RegistryLogin[];
  readonly without: readonly WithoutLogin[];
}

/** Finds the logins for registries. Throws CreateError where docker has none at all or, where `mustHave`, not all. */
export async function gatherLogins(
  given: readonly string[],
  mustHave: boolean,
): Promise<LocalLogins> {
  const wrong = given.find((text) => !isRegistry(text));
  if (wrong !== undefined && mustHave) throw new CreateError(noRegistry(wrong));
  const registries = [...new Set(given.map(registryOfKey))];
  const config = await readLocalConfig();
  const logins: RegistryLogin[] = [];
  const without: WithoutLogin[] = [];
  // One after the other: a helper may ask the user to unlock something.
  for (const registry of registries) {
    if (!isRegistry(registry)) {
      without.push({ registry, reason: "it is no address of a registry" });
      continue;
    }
    const found = await localLogin(config, registry);
    if (found.kind === "login") logins.push({ registry, login: found.login });
    else if (found.kind === "refused")
      without.push({ registry, reason: found.reason });
    else without.push({ registry, reason: noLogin(registry) });
  }
  if (without.length > 0 && (mustHave || logins.length === 0))
    throw new CreateError(
      without
        .map(({ registry, reason }) => `${registry}: ${reason}`)
        .join("\n"),
    );
  if (logins.length === 0)
    throw new CreateError(
      "No image of the project names a registry: give one with --registry.",
    );
  return { logins, without };
}

function isRegistry(text: string): boolean {
  const host = registryOfKey(text);
  return (
    !text.includes("@") &&
    isRegistryHost(host) &&
    registryAddress(host) !== null
  );
}

/** A user and a password may stand in what was given: neither is said. */
function noRegistry(given: string): string {
  const folder = /^[./~]/.test(given)
    ? " A project's folder stands before --registry."
    : "";
  return `'${withoutUser(given)}' is no registry: give a host, with its port if it has one, such as ghcr.io or registry.example.com:5000.${folder}`;
}

function noLogin(registry: string): string {
  const argument = registry === "docker.io" ? "" : ` ${registry}`;
  return `docker has no login for it on this machine; to log in: docker login${argument}`;
}

/** Asks each registry whether it takes its login. Throws CreateError where one doesn't, or can't be asked. */
export async function verifyLogins(
  logins: readonly RegistryLogin[],
): Promise<void> {
  const client = await createRegistryClient();
  try {
    const problems = await Promise.all(
      logins.map(async ({ registry: domain, login }) => {
        const registry = registryAddress(domain);
        const verdict =
          registry === null
            ? noAddress
            : await askForLogin(client, { registry, login });
        const problem = problemIn(verdict);
        return problem === null ? [] : [`${domain}: ${problem}`];
      }),
    );
    if (problems.flat().length > 0)
      throw new CreateError(problems.flat().join("\n"));
  } finally {
    await client.close();
  }
}

function problemIn(verdict: PullVerdict): string | null {
  switch (verdict.kind) {
    case "accepted":
      return verdict.asked
        ? null
        : "the registry answers without asking for a login, so nothing is known of it: leave --verify out";
    case "unreachable":
      return unreachable(verdict.reason);
    case "rejected":
      return verdict.reason === "rate-limit"
        ? "the registry wants no more requests for now"
        : "the registry refuses the login. Log in again";
  }
}
