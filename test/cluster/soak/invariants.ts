import type { V1Secret } from "@kubernetes/client-node";
import type { LoggedRequest } from "../hub/request-log.js";
import { touchedSecrets, wrongCopies } from "./secrets-model.js";
import { readSecrets, type World } from "./world.js";

/** What has to hold after each step, and how it does not. */
interface Invariant {
  readonly name: string;
  readonly differences: (
    world: World,
    secrets: ReadonlyMap<string, V1Secret>,
  ) => string[] | Promise<string[]>;
}

/** All that has to hold in the cluster. What has to hold of a single run is checked with it (garden-run.ts). */
const invariants: readonly Invariant[] = [
  {
    name: "no Secret is lost or clobbered",
    differences: ({ model }, secrets) => touchedSecrets(model, secrets),
  },
  {
    name: "copies equal their sources",
    differences: ({ model, sources }, secrets) =>
      wrongCopies(model, [...sources.values()], secrets),
  },
  {
    name: "Garden's images are not pulled anonymously",
    differences: ({ cluster }) => anonymousPulls(cluster.hub.log()),
  },
  {
    name: "no credential is shown",
    differences: ({ search }) => search.find(),
  },
];

/** What is violated now, each with the name of its invariant. */
export async function violations(world: World): Promise<string[]> {
  const secrets = await readSecrets(world);
  const found = await Promise.all(
    invariants.map(async ({ name, differences }) =>
      (await differences(world, secrets)).map(
        (difference) => `${name}: ${difference}`,
      ),
    ),
  );
  return found.flat();
}

/** The limit is 0 all the time. A 401 is the challenge before each login. */
export function anonymousPulls(log: readonly LoggedRequest[]): string[] {
  return log
    .filter(
      ({ method, kind, repository, user, status }) =>
        method === "GET" &&
        kind === "manifest" &&
        repository.startsWith("gardendev/") &&
        user === undefined &&
        status !== 401,
    )
    .map(
      ({ repository, reference, status }) =>
        `${repository} ${reference} was asked for anonymously, and answered ${String(status)}`,
    );
}
