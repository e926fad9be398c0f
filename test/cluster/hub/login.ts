import type { IncomingMessage } from "node:http";

/** Who asks for a token, and for what. */
export interface TokenRequest {
  /** Undefined: nobody says who they are. */
  readonly login:
    { readonly user: string; readonly password: string } | undefined;
  readonly scopes: readonly string[];
}

/** Reads a request for a token: a GET, with or without Basic credentials, or OAuth's password grant by POST. */
export async function readTokenRequest(
  incoming: IncomingMessage,
  url: URL,
): Promise<TokenRequest | undefined> {
  if (incoming.method === "GET") {
    const basic = /^Basic (.+)$/i.exec(
      incoming.headers.authorization ?? "",
    )?.[1];
    return {
      login: basic === undefined ? undefined : splitBasic(basic),
      scopes: url.searchParams.getAll("scope"),
    };
  }
  if (incoming.method !== "POST") return undefined;
  const form = new URLSearchParams(await readBody(incoming));
  const [user, password] = [form.get("username"), form.get("password")];
  if (
    form.get("grant_type") !== "password" ||
    user === null ||
    password === null
  )
    return undefined;
  return { login: { user, password }, scopes: form.getAll("scope") };
}

function splitBasic(base64: string): { user: string; password: string } {
  const text = Buffer.from(base64, "base64").toString();
  const colon = text.indexOf(":");
  return colon < 0
    ? { user: text, password: "" }
    : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming)
    chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString();
}
