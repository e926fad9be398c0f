/** One request to a front, as it was answered. Never holds a password or a token. */
export interface LoggedRequest {
  readonly at: Date;
  readonly method: string;
  readonly kind: "ping" | "token" | "manifest" | "blob" | "other";
  readonly registry: string;
  /** Empty for pings; for tokens the repositories asked for. */
  readonly repository: string;
  readonly reference: string;
  /** The account whose credentials or token came along; for a refused login the name that was tried. */
  readonly user: string | undefined;
  readonly status: number;
  /** Whether it used up a pull. */
  readonly counted: boolean;
}

/** One line for a person. */
export function formatRequest(request: LoggedRequest): string {
  const { at, method, kind, repository, reference, user, status, counted } =
    request;
  const subject = [repository, reference].filter(Boolean).join(" ");
  const parts = [
    at.toISOString(),
    String(status),
    method.padEnd(4),
    kind.padEnd(8),
    user ?? "(anonymous)",
    subject,
  ];
  return [...parts, counted ? "counted as a pull" : ""]
    .filter(Boolean)
    .join("  ");
}
