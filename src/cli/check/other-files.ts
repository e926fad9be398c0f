import { isRecord, type Fields } from "../../config/is-record.js";

/** Whether SOPS has encrypted an object, or a piece of it: it adds its own data under `sops`, and writes values so. */
export function isEncryptedBySops(object: Fields): boolean {
  const values = ["data", "stringData"].flatMap((field) => {
    const fields = object[field];
    return isRecord(fields) ? Object.values(fields) : [];
  });
  return (
    isRecord(object["sops"]) ||
    values.some(
      (value) =>
        typeof value === "string" && /^ENC\[AES256_GCM,/.test(value.trim()),
    )
  );
}

/** Whether an object is docker's own config, as `~/.docker/config.json` is. */
export function isDockerConfig(object: Fields): boolean {
  return (
    object["kind"] === undefined &&
    (["auths", "credHelpers"].some((field) => isRecord(object[field])) ||
      typeof object["credsStore"] === "string")
  );
}
