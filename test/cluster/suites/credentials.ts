import type { V1Secret } from "@kubernetes/client-node";
import { readFileSync } from "node:fs";
import type { Cluster } from "../cluster.js";

interface DockerConfig {
  readonly auths?: Readonly<
    Record<string, { readonly auth?: string; readonly password?: string }>
  >;
}

/** Words that say nothing, like the passwords of made-up accounts. */
const shortest = 12;

/** Everything that must never be seen: what the cluster's Secrets and the Hub's account hold, in each form that it is
 *  passed around in, and the bearer tokens of the Hub and of the API server. */
export async function allCredentials({
  hub,
  credentials,
  kubeconfig,
  kubectl,
}: Cluster): Promise<ReadonlySet<string>> {
  const listed = await kubectl(
    "get",
    "secrets",
    "--all-namespaces",
    "--output=json",
  );
  const { items } = JSON.parse(listed) as { items: V1Secret[] };
  const { users } = JSON.parse(readFileSync(kubeconfig, "utf8")) as {
    users: { user: { token: string } }[];
  };
  const found = [
    credentials.user,
    credentials.password,
    ...hub.issuedTokens(),
    ...users.map(({ user }) => user.token),
    ...items.flatMap(formsOf),
  ];
  return new Set(
    found
      .flatMap((text) => [text, Buffer.from(text).toString("base64")])
      .filter((text) => text.length >= shortest || text === credentials.user),
  );
}

/** A pull secret's data, whole and in parts, as text. */
function formsOf({ data }: V1Secret): string[] {
  return [".dockerconfigjson", ".dockercfg"].flatMap((key) => {
    const encoded = data?.[key];
    if (encoded === undefined) return [];
    const whole = Buffer.from(encoded, "base64").toString();
    const parsed = JSON.parse(whole) as DockerConfig | null;
    const accounts = Object.values(parsed?.auths ?? parsed ?? {}) as {
      auth?: string;
      password?: string;
    }[];
    const parts = accounts.flatMap(({ auth = "", password = "" }) => [
      auth,
      password,
      Buffer.from(auth, "base64").toString(),
    ]);
    // A config without an account is no secret.
    return parts.some((part) => part.length >= shortest)
      ? [whole, ...parts]
      : [];
  });
}

/** Where one of the words stands, and which by its number: the test's own output must not show them either. */
export function findings(
  texts: readonly { readonly where: string; readonly text: string }[],
  words: ReadonlySet<string>,
): string[] {
  return texts.flatMap(({ where, text }) =>
    [...words].flatMap((word, index) =>
      text.includes(word) ? [`${where} holds credential ${index}`] : [],
    ),
  );
}
