import { writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../garden/project.js";

/** A folder for PATH with credential helpers: shell scripts by their names. */
export function helperFolder(
  scripts: Readonly<Record<string, string>>,
): string {
  const folder = temporaryFolder();
  for (const [name, script] of Object.entries(scripts))
    writeFileSync(
      path.join(folder, `docker-credential-${name}`),
      `#!/bin/sh\n${script}\n`,
      { mode: 0o755 },
    );
  return folder;
}

/** A script that answers with a login, for one server only. */
export function keeps(
  server: string,
  username: string,
  secret: string,
): string {
  return `read server
[ "$1" = get ] || exit 2
if [ "$server" = '${server}' ]; then
  echo '{"ServerURL":"${server}","Username":"${username}","Secret":"${secret}"}'
else
  echo 'credentials not found in native keychain'
  exit 1
fi`;
}
