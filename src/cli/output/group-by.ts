/** The items in groups, by what `keyOf` says of each; groups and items keep their order. Node 20 has no `Map.groupBy`. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}
