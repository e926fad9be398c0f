/** `--import` this into a Garden process: as Garden's own telemetry does, it replaces `Module.prototype.require`, here by
 *  one that throws for modules of ours and for the packages that only we use. */
import Module from "node:module";

const ours =
  /[/\\]dist[/\\](attach|bundled)[/\\]|node_modules[/\\](acorn|joi|undici)[/\\]/;
const isGarden = /npm-garden-main\.js$|rollup[/\\]garden\.mjs$/;

if (isGarden.test(process.argv[1] ?? "")) {
  const original = Module.prototype.require;
  Module.prototype.require = function (id) {
    if (ours.test(this.filename ?? ""))
      throw new ReferenceError(
        `require is not defined: ${id} in ${this.filename}`,
      );
    return Reflect.apply(original, this, [id]);
  };
}
