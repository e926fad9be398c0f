import { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import path from "node:path";

/** By which Node's own `spawn` starts a program; its types leave it out. */
interface Spawner {
  spawn: (this: unknown, options: { readonly file: string }) => unknown;
}

function isSpawner(prototype: object): prototype is Spawner {
  return "spawn" in prototype && typeof prototype.spawn === "function";
}

/** Calls `reached` with what Garden is about to do, before it starts one of its own programs for a cluster (as
 *  `child_process.spawn` does, not `spawnSync`), or sends a request to an API server. No name of Garden's is needed to
 *  see either. A program that a user's own action calls by its bare name is none of Garden's. */
export function watchCluster(reached: (how: string) => void): void {
  const { prototype } = ChildProcess;
  if (!isSpawner(prototype))
    throw new Error("This Node has no ChildProcess.prototype.spawn.");
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    if (isClusterProgram(options.file))
      reached(`start ${path.basename(options.file)}`);
    return spawn.call(this, options);
  };
  // https://nodejs.org/api/diagnostics_channel.html#built-in-channels
  for (const channel of ["http.client.request.start", "undici:request:create"])
    subscribe(channel, (message) => {
      const { request } = message as { request: { path: string } };
      if (isApiPath(request.path)) reached(`ask for ${request.path}`);
    });
}

function isClusterProgram(file: string): boolean {
  return /[/\\](?:kubectl|helm|mutagen)(?:\.exe)?$/.test(file);
}

/** The API server's paths, also behind a proxy's own: https://kubernetes.io/docs/reference/using-api/api-concepts/ */
function isApiPath(address: string): boolean {
  return /\/(?:apis|api\/v1)(?:[/?]|$)|\/api\/?$/.test(address);
}
