import type { V1Secret } from "@kubernetes/client-node";
import { temporaryFolder } from "../../garden/project.js";
import type { Cluster } from "../cluster.js";
import { installGardenTools } from "../garden-tools.js";
import { pullSecret } from "../pull-secrets.js";
import {
  searchCredentials,
  type CredentialSearch,
} from "./credential-search.js";
import { namespaces, soakProject } from "./projects.js";
import type { Random } from "./random.js";
import { keyOf, type SecretsModel } from "./secrets-model.js";
import { formsOf, rotatedName, steadyName, writeSource } from "./source.js";

/** The cluster that is shaken, and what is known of it. */
export interface World {
  readonly cluster: Cluster;
  readonly random: Random;
  readonly search: CredentialSearch;
  readonly model: SecretsModel;
  /** The HOME of every Garden, and a colleague's. */
  readonly homes: readonly [string, string];
  /** The project, and a colleague's copy of it. */
  readonly folders: readonly [string, string];
  /** The source Secrets as they were last written, by name. */
  readonly sources: Map<string, V1Secret>;
}

/** A Secret of which the provider config knows nothing. */
const foreignName = "somebody-elses";
const targets = [namespaces.app, namespaces.adopted, namespaces.own] as const;
export type TargetNamespace = (typeof targets)[number];

/** Makes the source Secrets, the namespaces and what lies in them, and uses up Docker Hub's anonymous pulls. */
export async function prepareWorld(
  cluster: Cluster,
  random: Random,
): Promise<World> {
  const home = () => {
    const folder = temporaryFolder();
    installGardenTools(folder, cluster.binaries);
    return folder;
  };
  const world: World = {
    cluster,
    random,
    search: searchCredentials(cluster),
    model: {
      untouched: new Map(),
      adoptable: new Map(),
      covered: new Set(),
    },
    homes: [home(), home()],
    folders: [soakProject(), soakProject()],
    sources: new Map(),
  };
  for (const folder of [...world.homes, ...world.folders])
    world.search.watch(folder);
  cluster.hub.setAnonymousLimit(0);
  cluster.hub.setAccountLimit(cluster.credentials.user, undefined);
  await cluster.createNamespace(namespaces.credentials);
  await rotate(world);
  const team = { user: "team", password: random.password() };
  await setSource(world, steadyName, team);
  for (const namespace of targets.slice(1))
    await makeNamespace(world, namespace);
  return world;
}

/** Gives the account at Docker Hub, and its source Secret, a new password: copies of the old one are of no use now. */
export async function rotate(world: World): Promise<void> {
  const { cluster, random, model } = world;
  const { user } = cluster.credentials;
  const password = random.password();
  cluster.hub.setPassword(user, password);
  model.covered.clear();
  await setSource(world, rotatedName, { user, password });
}

async function setSource(
  { cluster, search, sources, model }: World,
  name: string,
  credentials: { readonly user: string; readonly password: string },
): Promise<void> {
  search.know(...formsOf(credentials));
  const secret = await writeSource(
    cluster,
    namespaces.credentials,
    name,
    credentials,
  );
  sources.set(name, secret);
  model.untouched.set(keyOf(secret), secret);
}

/** Makes a namespace with Secrets that are not ours in it. The provider's own is Garden's to make. */
async function makeNamespace(
  world: World,
  namespace: TargetNamespace,
): Promise<void> {
  const { cluster, model, random, sources } = world;
  await cluster.createNamespace(namespace);
  await makeForeign(world, namespace);
  if (namespace === namespaces.adopted) {
    const old = { user: "somebody", password: random.password() };
    const secret = pullSecret(namespace, rotatedName, old);
    world.search.know(...formsOf(old));
    await cluster.apply({
      ...secret,
      metadata: { ...secret.metadata, labels: { team: "web" } },
    });
    const made = await readSecret(world, namespace, rotatedName);
    model.adoptable.set(keyOf(made), made);
  }
  if (namespace === namespaces.own) {
    const source = sources.get(steadyName);
    await cluster.apply({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: steadyName, namespace, labels: { team: "web" } },
      type: source?.type,
      data: source?.data,
    });
    const made = await readSecret(world, namespace, steadyName);
    model.untouched.set(keyOf(made), made);
  }
}

/** Puts a Secret of another name into a namespace that is there. */
export async function makeForeign(
  world: World,
  namespace: TargetNamespace,
): Promise<void> {
  const { cluster, model, random } = world;
  const foreign = { user: "somebody", password: random.password() };
  world.search.know(...formsOf(foreign));
  await cluster.createPullSecret(namespace, foreignName, foreign);
  const made = await readSecret(world, namespace, foreignName);
  model.untouched.set(keyOf(made), made);
}

/** Deletes a namespace; all but the provider's own are recreated. `during` runs while it goes. */
export async function deleteNamespace(
  world: World,
  namespace: TargetNamespace,
  during: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { cluster, model } = world;
  model.covered.delete(namespace);
  for (const known of [model.untouched, model.adoptable])
    for (const key of known.keys())
      if (key.startsWith(`${namespace}/`)) known.delete(key);
  const remove = () =>
    cluster.kubectl(
      "delete",
      "namespace",
      namespace,
      "--ignore-not-found",
      "--timeout=90s",
    );
  await Promise.all([remove(), during()]);
  if (namespace !== namespaces.app) {
    // Garden may have made it again by itself, without what was in it.
    await remove();
    await makeNamespace(world, namespace);
  }
}

/** All Secrets of the cluster, by namespace/name. */
export async function readSecrets({
  cluster,
}: World): Promise<Map<string, V1Secret>> {
  const text = await cluster.kubectl(
    "get",
    "secrets",
    "--all-namespaces",
    "--output=json",
  );
  const { items } = JSON.parse(text) as { items: V1Secret[] };
  return new Map(items.map((secret) => [keyOf(secret), secret]));
}

async function readSecret(
  world: World,
  namespace: string,
  name: string,
): Promise<V1Secret> {
  const found = (await readSecrets(world)).get(`${namespace}/${name}`);
  if (!found) throw new Error(`Secret ${namespace}/${name} is not there`);
  return found;
}
