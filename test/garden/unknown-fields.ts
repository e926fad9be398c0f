import * as models from "@kubernetes/client-node";

interface Attribute {
  readonly baseName: string;
  readonly type: string;
}

/** The paths of the fields that Kubernetes' type does not have, by the generated client's own attribute map. */
export function unknownFields(
  value: unknown,
  type: string,
  path = "",
): string[] {
  const item = /^Array<(.+)>$/.exec(type)?.[1];
  if (item !== undefined) {
    return (value as unknown[]).flatMap((entry, index) =>
      unknownFields(entry, item, `${path}[${String(index)}]`),
    );
  }
  const attributes = attributesOf(type);
  if (attributes === null || typeof value !== "object" || value === null)
    return [];
  return Object.entries(value).flatMap(([key, field]) => {
    const attribute = attributes.find(({ baseName }) => baseName === key);
    if (!attribute) return [`${path}.${key}`];
    return field === undefined || field === null
      ? []
      : unknownFields(field, attribute.type, `${path}.${key}`);
  });
}

function attributesOf(type: string): readonly Attribute[] | null {
  const model = (
    models as unknown as Record<
      string,
      { getAttributeTypeMap?: () => Attribute[] } | undefined
    >
  )[type];
  return model?.getAttributeTypeMap?.() ?? null;
}
