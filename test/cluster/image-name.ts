/** The parts of a full image name, as the table of images has them. */
export interface ImageName {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** Takes `registry/repository:tag` apart. Short names, as users write them, are not understood. */
export function parseImageName(name: string): ImageName {
  const parts =
    /^(?<registry>[^/]+)\/(?<repository>[^:@]+):(?<tag>[^:@/]+)$/.exec(
      name,
    )?.groups;
  const { registry, repository, tag } = parts ?? {};
  if (!registry || !repository || !tag)
    throw new Error(`Not a full image name: ${name}`);
  return { registry, repository, tag };
}
