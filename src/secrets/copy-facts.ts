import { isDeepStrictEqual } from "node:util";
import type { Secret } from "../manifests/objects.js";
import { copySource, isAdopted, isCopy } from "./marker.js";

/** What is copied, and what the target namespace holds of its name: an empty Secret stands for none. */
export interface CopyFacts {
  readonly source: Secret;
  readonly namespace: string;
  readonly isThere: boolean;
  readonly existing: Secret;
}

export function isSource({ source, namespace }: CopyFacts): boolean {
  return source.metadata?.namespace === namespace;
}

/** Whether we made it: one that we took over is somebody else's. */
export function isOurs({ existing }: CopyFacts): boolean {
  return isCopy(existing) && !isAdopted(existing);
}

export function hasType({ source, existing }: CopyFacts): boolean {
  return existing.type === source.type;
}

export function hasData({ source, existing }: CopyFacts): boolean {
  return isDeepStrictEqual(existing.data ?? {}, source.data ?? {});
}

export function isImmutable({ existing }: CopyFacts): boolean {
  return existing.immutable === true;
}

/** An update can change neither the type of a Secret nor an immutable one (Kubernetes API reference, Secret). */
export function isFixed(facts: CopyFacts): boolean {
  return !hasType(facts) || isImmutable(facts);
}

/** As where two projects, or two environments, have a namespace in common. */
export function isOfOtherSource({ source, existing }: CopyFacts): boolean {
  const other = copySource(existing);
  return other !== null && other.namespace !== source.metadata?.namespace;
}
