import type { CustomValidator, ObjectSchema } from "joi";
import { ConfigError } from "./config-error.js";
import { loadJoi } from "./joi.js";
import { isName, nameRules, type NameField } from "./name-rules.js";
import { describeProblem, pathOf, typeOf } from "./problems.js";
import { isRecord } from "./is-record.js";

/** An entry of `imagePullSecrets`: a Secret, and the namespace in which it is kept. */
export interface SecretRef {
  readonly name: string;
  readonly namespace: string;
  /** The entry as the user counts it, `imagePullSecrets[1]`: empty entries are left out, but counted. */
  readonly path: string;
}

/** The fields of a Kubernetes provider's config that are read here. */
export interface ProviderConfig {
  readonly imagePullSecrets: readonly SecretRef[];
}

/** What Joi hands back. Like Garden's own schema, ours lets entries be empty. */
interface CheckedConfig {
  readonly imagePullSecrets?:
    readonly (Omit<SecretRef, "path"> | null | undefined)[] | null;
}

/** The fields that are read of the config of a Kubernetes provider.
 *  In: the config as Garden resolved it; its other fields are ignored. A missing, null or empty list of pull secrets is
 *  an empty one, and `namespace` is `default` where it is missing.
 *  Throws ConfigError with every malformed entry: its path, what is wrong, and what would be right. */
export function parseProviderConfig(input: unknown): ProviderConfig {
  if (!isRecord(input)) {
    throw new ConfigError(
      `The provider config must be an object with a list "imagePullSecrets", got ${typeOf(input)}.`,
      [],
    );
  }
  const result = providerSchema().validate(input, {
    abortEarly: false,
    convert: false,
    errors: { render: false },
  });
  if (result.error !== undefined) {
    const problems = result.error.details.map(describeProblem);
    throw new ConfigError(
      problems.map(({ path, text }) => `${path}: ${text}`).join("\n"),
      problems.map(({ path }) => path),
    );
  }
  const imagePullSecrets: SecretRef[] = [];
  for (const [index, entry] of (
    result.value.imagePullSecrets ?? []
  ).entries()) {
    if (entry == null) continue;
    const { name, namespace } = entry;
    imagePullSecrets.push({
      name,
      namespace,
      path: pathOf([listField, index]),
    });
  }
  return { imagePullSecrets };
}

const listField = "imagePullSecrets";

let schema: ObjectSchema<CheckedConfig> | undefined;

/** Joi's description of the fields. */
function providerSchema(): ObjectSchema<CheckedConfig> {
  if (schema === undefined) {
    const joi = loadJoi();
    const entry = joi.object({
      name: joi.string().custom(nameCheck("name")).required(),
      namespace: joi.string().custom(nameCheck("namespace")).default("default"),
    });
    const list = joi.array().items(entry.allow(null)).sparse().allow(null);
    schema = joi.object<CheckedConfig>({ [listField]: list }).unknown();
  }
  return schema;
}

function nameCheck(field: NameField): CustomValidator<string> {
  return (value, helpers) =>
    isName(value, nameRules[field]) ? value : helpers.error("any.invalid");
}
