import { BorderError } from "./border-error.js";
import type { KubeApi } from "./kube-api.js";

/** Garden's client sends JSON; the API server takes an apply only under a type of its own, of which JSON is a part. The
 *  client that is returned sends its requests so. Throws BorderError where Garden's lets nobody see a request's headers. */
export function applying(api: KubeApi): KubeApi {
  const { config } = api;
  const original = config?.applyToFetchOptions;
  if (config === undefined || original === undefined)
    throw new BorderError("it has no KubeApi.config.applyToFetchOptions");
  const applyToFetchOptions: typeof original = async (...given) => {
    const options = await original.apply(config, given);
    const { headers } = options;
    const set = headers.set.bind(headers);
    headers.set = (name, value) =>
      set(
        name,
        name.toLowerCase() === "content-type"
          ? "application/apply-patch+yaml"
          : value,
      );
    return options;
  };
  const changed = Object.assign(Object.create(config) as typeof config, {
    applyToFetchOptions,
  });
  return Object.create(api, { config: { value: changed } }) as KubeApi;
}
