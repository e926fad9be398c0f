/** Loaded before Garden into a process that is watched (`node --expose-gc --import`): answers each message of the
 *  process that started it with what this one holds, after a full garbage collection. */
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

process.on("message", async () => {
  globalThis.gc();
  // What waits for the end of a job, such as streams that are destroyed, is let go of by the second.
  await sleep(100);
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  const listening = process
    .getActiveResourcesInfo()
    .filter((kind) => kind === "TCPServerWrap").length;
  process.send({ heapUsed, rss, listening });
});
process.on("disconnect", () => process.exit());
// Whether the process lives is Garden's to say.
process.channel.unref();
