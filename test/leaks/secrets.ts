import type { V1Secret } from "@kubernetes/client-node";
import type { Place } from "./place.js";

/** A registry for which the docker configs below have a login. */
export const registry = "registry.example.test";
export const image = `${registry}/shop/web:1`;

const base64 = (text: string) => Buffer.from(text).toString("base64");
const auths = (entry: object, key = registry, more: object = {}) =>
  JSON.stringify({ auths: { [key]: entry }, ...more });
const login = (secret: string) => ({ auth: base64(`bob:${secret}`) });

/** Where a docker config holds a secret. */
export const dockerConfigs: Place["notations"] = {
  "an auth": (secret) => auths(login(secret)),
  "an auth without padding": (secret) =>
    auths({ auth: base64(`bob:${secret}`).replace(/=+$/, "") }),
  "an auth for URLs": (secret) =>
    auths({ auth: Buffer.from(`bob:${secret}`).toString("base64url") }),
  "an auth in lines": (secret) =>
    auths({ auth: base64(`bob:${secret}`).replaceAll(/.{16}/g, "$&\n") }),
  "an auth that is no base64": (secret) => auths({ auth: `bob:${secret}!` }),
  "an auth without a colon": (secret) => auths({ auth: base64(secret) }),
  "an auth with no user": (secret) => auths({ auth: base64(`:${secret}`) }),
  "a password": (secret) => auths({ username: "bob", password: secret }),
  "a password in capitals": (secret) =>
    auths({ USERNAME: "bob", PassWord: secret }),
  "a user name that is the token": (secret) =>
    auths({ username: secret, password: secret }),
  "a user name that is the token, in the auth": (secret) =>
    auths({ auth: base64(`${secret}:${secret}`) }),
  "a user name that holds the token": (secret) =>
    auths({ username: `token:${secret}`, password: secret }),
  "an identity token": (secret) =>
    auths({ auth: base64("<token>:"), identitytoken: secret }),
  "a registry token": (secret) => auths({ registrytoken: secret }),
  "a field of another's": (secret) =>
    auths({ ...login("x"), other: { deep: [secret] } }),
  "a key with a user": (secret) =>
    auths(login("x"), `https://bob:${secret}@${registry}/v2/`),
  "a key in capitals": (secret) =>
    auths(login("x"), `HTTPS://bob:${secret}@${registry}`),
  "a key of another scheme": (secret) =>
    auths(login("x"), `oci://${secret}@${registry}/shop`),
  "a key with a user, of an auth that is no base64": (secret) =>
    auths({ auth: "!" }, `https://bob:${secret}@${registry}/shop?t=${secret}`),
  "a key with a query": (secret) =>
    auths(login("x"), `${registry}/shop?token=${secret}`),
  "a key with a fragment": (secret) =>
    auths(login("x"), `${registry}#${secret}`),
  "a key without a scheme": (secret) =>
    auths(login("x"), `bob:${secret}@${registry}`),
  "an entry that is a text": (secret) =>
    JSON.stringify({ auths: { [registry]: secret } }),
  "auths that are a text": (secret) => JSON.stringify({ auths: secret }),
  HttpHeaders: (secret) =>
    auths(login("x"), registry, {
      HttpHeaders: {
        Authorization: `Bearer ${secret}`,
        Cookie: `sid=${secret}`,
        "X-Registry-Auth": base64(JSON.stringify({ password: secret })),
      },
    }),
  "HttpHeaders that are no texts": (secret) =>
    auths(login("x"), registry, { HttpHeaders: { "X-Token": [secret] } }),
  "the name of a helper": (secret) =>
    auths({}, registry, { credHelpers: { [registry]: secret } }),
  "the name of the store": (secret) =>
    auths({}, registry, { credsStore: secret }),
  "a field's name": (secret) => auths(login("x"), registry, { [secret]: 1 }),
  "JSON that is cut off": (secret) =>
    `{"auths":{"${registry}":{"auth":"${base64(`bob:${secret}`)}`,
  "no JSON": (secret) => `password: ${secret}`,
  "JSON with more behind it": (secret) => `${auths(login("x"))}${secret}`,
};

/** A pull secret with this docker config, and with it whole in an annotation, as kubectl leaves it. */
export function pullSecret(config: string, more: object = {}): V1Secret {
  const data = { ".dockerconfigjson": base64(config) };
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: "hub",
      namespace: "creds",
      uid: "u",
      resourceVersion: "1",
      labels: { app: "x" },
      annotations: {
        "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({
          data,
          stringData: config,
        }),
      },
      ...more,
    },
    type: "kubernetes.io/dockerconfigjson",
    data,
  };
}
