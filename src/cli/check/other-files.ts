import { isRecord, type Fields } from "../../config/is-record.js";

/** Whether SOPS has encrypted a Secret, or a piece of it, or what may be one, its kind as well: it adds its own data under
 *  `sops`. Of another kind no Secret comes to light by decrypting it. */
export function isSecretOfSops(object: Fields): boolean {
  const { kind } = object;
  const values = ["data", "stringData"].flatMap((field) => {
    const fields = object[field];
    return isRecord(fields) ? Object.values(fields) : [];
  });
  return (
    (kind === undefined || kind === "Secret" || isOfSops(kind)) &&
    (isRecord(object["sops"]) || values.some(isOfSops))
  );
}

function isOfSops(value: unknown): boolean {
  return typeof value === "string" && /^ENC\[AES256_GCM,/.test(value.trim());
}

/** Whether an object is docker's own config, as `~/.docker/config.json` is. */
export function isDockerConfig(object: Fields): boolean {
  return (
    object["kind"] === undefined &&
    (["auths", "credHelpers"].some((field) => isRecord(object[field])) ||
      typeof object["credsStore"] === "string")
  );
}

/** Whether an object is kustomize's own, and has it make Secrets. */
export function isSecretGenerator(object: Fields): boolean {
  const { kind = "Kustomization" } = object;
  return kind === "Kustomization" && Array.isArray(object["secretGenerator"]);
}
