import { spawnSync } from "node:child_process";
import { gardenLoads } from "./garden/provider-schema.js";

/** What some tests need and a machine may lack. Without it these tests are not there, and `npm test` names them at its
 *  end. */
interface Needed {
  readonly there: () => boolean;
  readonly tests: string;
  /** How to have them run. */
  readonly get: string;
}

const needed = {
  zsh: {
    there: () => starts("zsh"),
    tests: "the function `garden` in zsh",
    get: "apt-get install zsh, or brew install zsh",
  },
  fish: {
    there: () => starts("fish"),
    tests: "the function `garden` in fish",
    get: "apt-get install fish, or brew install fish",
  },
  pwsh: {
    there: () => false,
    tests: "the function `garden` in PowerShell",
    get: "by hand, in pwsh: garden-pull-secrets env --shell powershell | Out-String | Invoke-Expression; the tests compare its text only",
  },
  script: {
    // Only util-linux's makes a terminal for a command and passes its exit code.
    there: () => says("script", "util-linux"),
    tests: "what is typed on a terminal",
    get: "apt-get install bsdutils, on Linux",
  },
  root: {
    there: () => process.getuid?.() === 0,
    tests: "files that belong to another user",
    get: "run the tests as root, in a container",
  },
  schema: {
    there: () => gardenLoads,
    tests:
      "the comparison with npm Garden's schema of the provider config, and with what it gives its builders",
    get: "Node 20 or 21: npm Garden's schema does not load on newer ones",
  },
} satisfies Record<string, Needed>;

/** Whether the tests that need it are to be there. */
export function isThere(name: keyof typeof needed): boolean {
  return needed[name].there();
}

/** A line for each kind of test that this machine lacks something for. */
export function leftOut(): string[] {
  return Object.entries<Needed>(needed)
    .filter(([, { there }]) => !there())
    .map(([name, { tests, get }]) => `${name}: ${tests} (${get})`);
}

function starts(shell: string): boolean {
  return spawnSync(shell, ["-c", "exit"]).status === 0;
}

function says(program: string, word: string): boolean {
  const { status, stdout } = spawnSync(program, ["--version"], {
    encoding: "utf8",
  });
  return status === 0 && stdout.includes(word);
}
