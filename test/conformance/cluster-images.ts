import type { Cluster } from "../cluster/cluster.js";
import { parseImageName } from "../cluster/image-name.js";
import { images } from "../cluster/images.js";

const manifestType = "application/vnd.oci.image.manifest.v1+json";

/** Lets the cluster's registries answer for the images of another Garden with the stand-ins that they have: they know
 *  the tags of 0.13.24. `named` are names as pods have them. Returns the names that were added. */
export async function addTags(
  named: readonly string[],
  { registry }: Pick<Cluster, "registry">,
): Promise<string[]> {
  const added: string[] = [];
  for (const name of new Set(named.map(fullName))) {
    if (images.some((image) => image.name === name)) continue;
    const { registry: host, repository, tag } = parseImageName(name);
    const known = images
      .map((image) => parseImageName(image.name))
      .find(
        (image) => image.registry === host && image.repository === repository,
      );
    if (!known) continue;
    const manifests = `${registry.url}/v2/${host}/${repository}/manifests`;
    await copyTag(manifests, known.tag, tag, registry.authorization);
    added.push(name);
  }
  return added;
}

/** Without its digest, with its registry and a tag. */
function fullName(image: string): string {
  const [name = ""] = image.split("@");
  const onHub = !/^[^/]*[.:][^/]*\//.test(name);
  const full = onHub ? `docker.io/${name}` : name;
  return /:[^/]*$/.test(full) ? full : `${full}:latest`;
}

async function copyTag(
  manifests: string,
  from: string,
  to: string,
  authorization: string,
): Promise<void> {
  const read = await fetch(`${manifests}/${from}`, {
    headers: { authorization, accept: manifestType },
  });
  if (!read.ok) throw new Error(`${manifests}/${from}: ${String(read.status)}`);
  const type = read.headers.get("content-type") ?? manifestType;
  const written = await fetch(`${manifests}/${to}`, {
    method: "PUT",
    headers: { authorization, "content-type": type },
    body: await read.text(),
  });
  if (!written.ok)
    throw new Error(`${manifests}/${to}: ${String(written.status)}`);
}
