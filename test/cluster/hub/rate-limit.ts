/** Pulls that one caller has used and may use in Docker Hub's window. */
export interface Allowance {
  /** Undefined: unlimited, as for a paid account. */
  readonly limit: number | undefined;
  readonly used: number;
}

export interface RateLimit {
  /** `user` is undefined for anonymous callers, who share one allowance: they have one address. */
  allowance(user: string | undefined): Allowance;
  setLimit(user: string | undefined, limit: number | undefined): void;
  /** Uses up one pull; false if none is left. */
  take(user: string | undefined): boolean;
  /** Forgets what was used, and the limits that were set. */
  reset(): void;
}

const windowSeconds = 21_600;
const initialLimits = { anonymous: 100, account: 200 };

/** Counts pulls like Docker Hub does, save that the window never ends. */
export function createRateLimit(): RateLimit {
  const limits = new Map<string | undefined, number | undefined>();
  const used = new Map<string | undefined, number>();
  const allowance = (user: string | undefined): Allowance => ({
    limit: limits.has(user)
      ? limits.get(user)
      : user === undefined
        ? initialLimits.anonymous
        : initialLimits.account,
    used: used.get(user) ?? 0,
  });
  return {
    allowance,
    setLimit: (user, limit) => void limits.set(user, limit),
    take(user) {
      const now = allowance(user);
      if (now.limit !== undefined && now.used >= now.limit) return false;
      used.set(user, now.used + 1);
      return true;
    },
    reset() {
      limits.clear();
      used.clear();
    },
  };
}

/** The headers with which Docker Hub answers requests for manifests; none for the unlimited. */
export function rateLimitHeaders(
  { limit, used }: Allowance,
  source: string,
): Record<string, string> {
  if (limit === undefined) return {};
  return {
    "ratelimit-limit": `${limit};w=${windowSeconds}`,
    "ratelimit-remaining": `${Math.max(0, limit - used)};w=${windowSeconds}`,
    "docker-ratelimit-source": source,
  };
}

/** Docker Hub's words, without and with an account. */
export function rateLimitMessage(
  user: string | undefined,
  tokenId: string,
): string {
  const link = "https://www.docker.com/increase-rate-limit";
  return user === undefined
    ? `You have reached your unauthenticated pull rate limit. ${link}`
    : `You have reached your pull rate limit as '${user}': dckr_jti_${tokenId}. You may increase the limit by upgrading. ${link}`;
}
