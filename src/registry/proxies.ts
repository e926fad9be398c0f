import type { EnvHttpProxyAgent } from "undici";

/** The proxies that the environment names, in small letters first, as undici reads them. Without a scheme a proxy is one
 *  by http, as for curl and Go (golang.org/x/net/http/httpproxy). */
export function proxiesIn(
  env: Readonly<NodeJS.ProcessEnv>,
): EnvHttpProxyAgent.Options {
  const http = env["http_proxy"] ?? env["HTTP_PROXY"];
  const https = env["https_proxy"] ?? env["HTTPS_PROXY"];
  return {
    ...(http !== undefined && { httpProxy: withScheme(http) }),
    ...(https !== undefined && { httpsProxy: withScheme(https) }),
  };
}

function withScheme(proxy: string): string {
  return proxy === "" || proxy.includes("://") ? proxy : `http://${proxy}`;
}
