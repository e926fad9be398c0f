import { patchOption, patchVariables } from "../start/patch-variables.js";

/** The shells for which `env` has lines. */
export const shells = ["bash", "zsh", "fish", "powershell", "cmd"] as const;
export type Shell = (typeof shells)[number];

/** What a shell reads so that every later `garden` in it is patched: a function that sets the variables for that one
 *  process, behind the user's own; nothing is exported. `register` is the URL of attach/register.js; `run` is the command line of `garden-pull-secrets run`, for cmd, which has no
 *  functions. */
export function shellLines(
  shell: Shell,
  register: URL,
  run: readonly string[],
): string {
  const option = patchOption(register);
  switch (shell) {
    case "bash":
    case "zsh":
      return posixLines(option);
    case "fish":
      return fishLines(option);
    case "powershell":
      return powershellLines(option);
    case "cmd":
      return `doskey garden=${run.map((word) => `"${word.replaceAll("$", "$$$$")}"`).join(" ")} run -- $*\n`;
  }
}

/** The shell that a user of this environment most probably has. */
export function usualShell(
  env: Readonly<NodeJS.ProcessEnv>,
  platform: NodeJS.Platform,
): Shell {
  const name = (env["SHELL"] ?? "").split("/").at(-1);
  if (name === "zsh" || name === "fish") return name;
  return platform === "win32" && name === "" ? "powershell" : "bash";
}

/** How the lines come into the shell. */
export function usageOf(shell: Shell): string {
  switch (shell) {
    case "bash":
    case "zsh":
      return 'eval "$(garden-pull-secrets env)"';
    case "fish":
      return "garden-pull-secrets env --shell fish | source";
    case "powershell":
      return "garden-pull-secrets env --shell powershell | Out-String | Invoke-Expression";
    case "cmd":
      return "for /f \"delims=\" %i in ('garden-pull-secrets env --shell cmd') do %i";
  }
}

function posixLines(option: string): string {
  const assignments = patchVariables.map(
    ({ name, separator }) =>
      `${name}="\${${name}:+$${name}${separator}}"'${option}'`,
  );
  // Not `garden() {`: where `garden` is an alias, that would be expanded.
  return `function garden { ${assignments.join(" ")} command garden "$@"; }\n`;
}

function fishLines(option: string): string {
  const locals = patchVariables.map(
    ({ name, separator }) =>
      `  set --query ${name}; and test -n "$${name}"; and set --local --export ${name} "$${name}${separator}"'${option}'\n` +
      `  or set --local --export ${name} '${option}'\n`,
  );
  return `function garden --wraps garden\n${locals.join("")}  command garden $argv\nend\n`;
}

function powershellLines(option: string): string {
  const variables = patchVariables.map(({ name }) => `$env:${name}`);
  const sets = patchVariables.map(
    ({ separator }, index) =>
      `    ${variables[index] ?? ""} = (@(${variables[index] ?? ""}, '${option}') -ne $null -ne '') -join '${separator}'\n`,
  );
  return (
    "function garden {\n" +
    "  $program = Get-Command garden -CommandType Application -ErrorAction Stop | Select-Object -First 1\n" +
    `  $before = ${variables.join(", ")}\n` +
    "  try {\n" +
    sets.join("") +
    "    if ($MyInvocation.ExpectingInput) { $input | & $program @args } else { & $program @args }\n" +
    "  } finally {\n" +
    `    ${variables.join(", ")} = $before\n` +
    "  }\n" +
    "}\n"
  );
}
