import pc from "picocolors";

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether to colour what is written to `stream`: on a terminal that is no CI log. NO_COLOR (https://no-color.org)
 *  always means plain text, FORCE_COLOR colours where no terminal is. */
export function wantsColors(
  stream: { readonly isTTY?: boolean },
  env: Environment = process.env,
): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return stream.isTTY === true && !env["CI"] && env["TERM"] !== "dumb";
}

/** Colours for results. */
export const onStdout = pc.createColors(wantsColors(process.stdout));

/** Colours for messages about the work. */
export const onStderr = pc.createColors(wantsColors(process.stderr));
