import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The environment without the `--import` of this module (`own`, its URL) that Garden was started with, so that the
 *  programs that Garden starts don't load it. All else that the user has there is kept as it is spelt. */
export function withoutOwnFlag(
  env: Readonly<NodeJS.ProcessEnv>,
  own: string,
): Partial<Record<"NODE_OPTIONS" | "GARDEN_NODE_EXTRA_PARAMS", string>> {
  return {
    ...without(env, "NODE_OPTIONS", / *--import[= ]("?)(file:[^\s"]+)\1/g, own),
    ...without(
      env,
      "GARDEN_NODE_EXTRA_PARAMS",
      /,?--import=()(file:[^\s,]+)/g,
      own,
    ),
  };
}

function without(
  env: Readonly<NodeJS.ProcessEnv>,
  variable: string,
  flags: RegExp,
  own: string,
): Record<string, string> {
  const rest = (env[variable] ?? "")
    .replace(flags, (flag, _quote, url: string) =>
      isSameFile(url, own) ? "" : flag,
    )
    .replace(/^[ ,]/, "");
  return rest === "" ? {} : { [variable]: rest };
}

/** Two ways to write one file's URL, or to reach it. */
function isSameFile(one: string, other: string): boolean {
  try {
    return (
      realpathSync(fileURLToPath(one)) === realpathSync(fileURLToPath(other))
    );
  } catch {
    return false;
  }
}
