import type { NodeVersion } from "./drivers/node-features.js";

/** A change to one of Garden's modules that keeps its lines. */
export interface SourceEdit {
  /** The module's path below Garden's root. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Two bridges that let npm Garden 0.13.24, made for Node 21, run on Node 22 and newer. The official binaries, which
 *  bring their own Node, need neither. */
const edits: readonly SourceEdit[] = [
  // JSON imports are spelt `with` now.
  {
    file: "util/util.js",
    from: 'assert { type: "json" }',
    to: 'with { type: "json" }',
  },
  // The terminal behind Garden's web dashboard has no binary for these Nodes: it is left out.
  {
    file: "server/server.js",
    from: 'import pty from "@homebridge/node-pty-prebuilt-multiarch";',
    to: "const pty = undefined;",
  },
];

export function npmBridges(node: NodeVersion): readonly SourceEdit[] {
  return Number(node.split(".", 1)[0]) >= 22 ? edits : [];
}
