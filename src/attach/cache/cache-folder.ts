import { homedir } from "node:os";
import path from "node:path";

/** Where programs keep what they can make again: `$XDG_CACHE_HOME` or the system's own place.
 *  https://specifications.freedesktop.org/basedir-spec/latest/ */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const given = env["XDG_CACHE_HOME"] ?? "";
  const base = given === "" ? systemFolder(env, platform) : given;
  return path.join(base, "garden-pull-secrets");
}

function systemFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): string {
  if (platform === "win32" && env["LOCALAPPDATA"] !== undefined)
    return env["LOCALAPPDATA"];
  if (platform === "darwin") return path.join(homedir(), "Library", "Caches");
  return path.join(homedir(), ".cache");
}
