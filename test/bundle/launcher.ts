/** How old the official binary is whose launcher is stood in for: from 0.13.36 on, it hands GARDEN_NODE_EXTRA_PARAMS to
 *  Node and sets a compile cache (that one since 0.13.31). */
export type LauncherVersion = "0.13.24" | "0.13.36";

const start = `#!/bin/sh
# Stands in for the launcher of Garden's official binary, a program of its own: it sets and passes the same, but becomes
# Node where the real one starts it and waits.
self=$0
if [ -L "$self" ]; then self=$(readlink -f "$self"); fi
root=\${self%/*}
export GARDEN_SEA_EXTRACTED_ROOT="$root"
export GARDEN_SEA_EXECUTABLE_PATH="$root/garden"
set -- "$root/rollup/garden.mjs" "$@"
`;

const older = `export UV_USE_IO_URING="\${GARDEN_SEA_UV_USE_IO_URING:-0}"
`;

const newer = `case "\${GARDEN_COMPILE_CACHE:-true}" in
  true | 1)
    export NODE_COMPILE_CACHE="$root/v8cache"
    ;;
esac
if [ -n "$GARDEN_NODE_EXTRA_PARAMS" ]; then
  set -f
  separators=$IFS
  IFS=,
  set -- $GARDEN_NODE_EXTRA_PARAMS "$@"
  IFS=$separators
fi
`;

const end = `exec "$root/bin/node" \\
  "--max-semi-space-size=\${GARDEN_MAX_SEMI_SPACE_SIZE:-64}" \\
  "--max-old-space-size=\${GARDEN_MAX_OLD_SPACE_SIZE:-4096}" \\
  --no-deprecation "$@"
`;

/** The launcher's text: a shell script that is put beside the folders `rollup`, `bin` and `static`. */
export function launcher(version: LauncherVersion): string {
  return [start, version === "0.13.24" ? older : newer, end].join("");
}
