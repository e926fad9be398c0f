import { randomBytes } from "node:crypto";

/** What a bearer token allows. */
export interface Grant {
  readonly id: string;
  /** Undefined: anonymous. */
  readonly user: string | undefined;
  readonly repositories: ReadonlySet<string>;
  readonly expires: number;
}

export interface Tokens {
  issue(user: string | undefined, repositories: readonly string[]): string;
  /** What an Authorization header allows; undefined if it holds no valid token. */
  find(authorization: string | undefined): Grant | undefined;
  /** Every token that was given out. */
  issued(): readonly string[];
}

/** How long a token is valid, as Docker Hub's are. */
export const tokenSeconds = 300;

/** Bearer tokens, kept in memory. */
export function createTokens(): Tokens {
  const grants = new Map<string, Grant>();
  return {
    issue(user, repositories) {
      const token = randomBytes(32).toString("base64url");
      const expires = Date.now() + tokenSeconds * 1000;
      grants.set(token, {
        id: randomBytes(18).toString("base64url"),
        user,
        repositories: new Set(repositories),
        expires,
      });
      return token;
    },
    find(authorization) {
      const token = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];
      const grant = token === undefined ? undefined : grants.get(token);
      return grant !== undefined && grant.expires > Date.now()
        ? grant
        : undefined;
    },
    issued: () => [...grants.keys()],
  };
}

/** The repositories that scopes like `repository:acme/web:pull` ask to pull from. */
export function repositoriesOf(scopes: readonly string[]): string[] {
  return scopes
    .flatMap((scope) => scope.split(" "))
    .flatMap((scope) => {
      const parts = /^repository:(?<repository>.+):(?<actions>[^:]*)$/.exec(
        scope,
      )?.groups;
      const { repository, actions } = parts ?? {};
      return repository && actions?.split(",").includes("pull")
        ? [repository]
        : [];
    });
}
