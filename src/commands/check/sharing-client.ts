import type { RegistryAnswer, RegistryClient } from "../../registry/http.js";

/** For each login a client that asks once what is the same for many images: whether a repository wants a login, which is
 *  the same for all logins, and for a token of the repository. */
export function sharingClients(
  client: RegistryClient,
): (loginKey: string) => RegistryClient {
  const asked = new Map<string, Promise<RegistryAnswer>>();
  const once = (key: string, ask: () => Promise<RegistryAnswer>) => {
    const answer = asked.get(key) ?? ask();
    asked.set(key, answer);
    return answer;
  };
  return (loginKey) => ({
    ...client,
    async ask(request) {
      const { method, url, authorization } = request;
      const askOnce = (key: string) => once(key, () => client.ask(request));
      // Nothing but tokens is asked for by GET.
      if (method === "GET") return await askOnce(`${loginKey} ${url.href}`);
      if (authorization !== undefined) return await client.ask(request);
      const repository = new URL(".", url).href;
      const first = await once(repository, () => askOnce(url.href));
      return first.status === 401 ? first : await askOnce(url.href);
    },
  });
}
