/** The variables by which the Node inside an official binary gets options, each with what separates them. The first is
 *  Node's own, for all binaries; binaries from 0.13.36 on have the second. An option that comes by both counts once. */
export const patchVariables = [
  { name: "NODE_OPTIONS", separator: " " },
  { name: "GARDEN_NODE_EXTRA_PARAMS", separator: "," },
] as const;

/** The option that loads the patch, in a spelling that both variables carry whole: spaces and quotation marks are
 *  encoded, and so is the comma, which separates options in the second.
 *  `register` is the URL of attach/register.js. */
export function patchOption(register: URL): string {
  return `--import=${register.href.replaceAll(",", "%2C").replaceAll("'", "%27")}`;
}

/** What is to be set for one Garden process, behind what the user has there. */
export function patchEnvironment(
  register: URL,
  env: Readonly<NodeJS.ProcessEnv>,
): Record<string, string> {
  const option = patchOption(register);
  return Object.fromEntries(
    patchVariables.map(({ name, separator }) => [
      name,
      [env[name], option].filter(Boolean).join(separator),
    ]),
  );
}
