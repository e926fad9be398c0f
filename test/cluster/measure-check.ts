import path from "node:path";
import type { V1Secret } from "@kubernetes/client-node";
import type { ProjectFacts } from "../../src/commands/check/facts.js";
import type { Cluster } from "./cluster.js";
import { runCommand } from "./command.js";
import { forward } from "./hub/forward.js";
import { listen } from "./hub/listen.js";
import { publicRegistries } from "./public-registries.js";

/** What `check` asks of registries of three kinds. */
export interface CheckCost {
  /** Requests to each registry: Docker Hub, which wants a token; one with TLS and its own CA, open to everyone; and
   *  docker-registry, which wants a login by Basic. */
  readonly requests: Readonly<Record<"token" | "tls" | "basic", number>>;
  readonly seconds: number;
  /** How many images had which verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
}

const secondAccount = { user: "second-user", password: "second-password-0001" };

/** Lets the part of `check` that asks registries ask about so many images and Secrets; every second Secret holds the
 *  same login for all registries. */
export async function measureCheck(
  cluster: Cluster,
  counts: { readonly images: number; readonly secrets: number },
): Promise<CheckCost> {
  const { hub, otherRegistries, registry, credentials } = cluster;
  hub.reset();
  otherRegistries.reset();
  hub.setPassword(secondAccount.user, secondAccount.password);
  let basic = 0;
  const byBasic = await listen(async (incoming, outgoing) => {
    basic += 1;
    const { authorization = "" } = incoming.headers;
    const upstream = { url: registry.url, authorization };
    await forward(upstream, incoming, incoming.url ?? "/", outgoing);
  });
  const registries = await publicRegistries(cluster);
  try {
    const [user = "", password = ""] = Buffer.from(
      registry.authorization.replace("Basic ", ""),
      "base64",
    )
      .toString()
      .split(":");
    const local = new URL(byBasic.url).host;
    const secrets = Array.from({ length: counts.secrets }, (_, index) =>
      secretOf(`secret-${String(index)}`, {
        "https://index.docker.io/v1/":
          index % 2 === 0 ? credentials : secondAccount,
        "registry.example.test": credentials,
        [local]:
          index % 2 === 0 ? { user, password } : { user, password: "stale" },
      }),
    );
    const hosts = ["docker.io", "registry.example.test", local];
    const facts: ProjectFacts = {
      sources: secrets.map((secret) => ({
        name: secret.metadata?.name ?? "",
        namespace: "credentials",
        state: { kind: "found", secret },
      })),
      copies: [],
      built: [],
      builders: [],
      pods: Array.from({ length: counts.images }, (_, index) => ({
        workload: `Deployment/${String(index)}`,
        images: [`${hosts[index % 3] ?? ""}/acme/app-${String(index)}:1.0`],
        secrets,
        problems: [],
      })),
    };
    const program = path.join(import.meta.dirname, "ask-registries-main.ts");
    const said = await runCommand(
      process.execPath,
      ["--import", "tsx", program],
      {
        input: JSON.stringify(facts),
        env: registries.env,
      },
    );
    return {
      ...(JSON.parse(said) as Pick<CheckCost, "seconds" | "verdicts">),
      requests: {
        token: hub.log().length,
        tls: otherRegistries.log().length,
        basic,
      },
    };
  } finally {
    registries.stop();
    await byBasic.stop();
    hub.reset();
  }
}

function secretOf(
  name: string,
  logins: Readonly<
    Record<string, { readonly user: string; readonly password: string }>
  >,
): V1Secret {
  const auths = Object.fromEntries(
    Object.entries(logins).map(([host, { user, password }]) => [
      host,
      { username: user, password },
    ]),
  );
  const config = Buffer.from(JSON.stringify({ auths })).toString("base64");
  return {
    metadata: { name, namespace: "credentials" },
    type: "kubernetes.io/dockerconfigjson",
    data: { ".dockerconfigjson": config },
  };
}
