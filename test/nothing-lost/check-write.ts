import { expect } from "chai";
import type { Cluster } from "./cluster.js";
import type { Said } from "./operations.js";
import {
  checkAccountWrite,
  checkCleanWrite,
  checkCreateWrite,
  checkDeployWrite,
  uidOf,
  type Write,
} from "./rules.js";
import { projects, type Operation } from "./sequences.js";

/** Throws where an operation has written what it must not. In: what it has said until then, and what the object at `path`
 *  was before and after. */
export async function checkWrite(
  operation: Operation,
  { warnings }: Said,
  path: string,
  write: Write,
  cluster: Cluster,
): Promise<void> {
  const { owned, made, prefix, pathOf } = cluster;
  const [, namespace = "", plural = "", name = ""] =
    /namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (operation.does !== "clean") expect(plural).to.equal("secrets");
  switch (operation.does) {
    case "deploy": {
      const { imagePullSecrets, copySecrets } = projects[operation.project];
      const place = [...imagePullSecrets, ...copySecrets].find(
        (each) => each.name === name,
      );
      expect(namespace).to.equal(prefix + operation.namespace);
      if (!place) throw new Error(`${name} is not to be copied`);
      const source = cluster.statesOf(place);
      checkDeployWrite(write, { owned, source, warnings });
      if (write.after && owned.get(uidOf(write.after)) === "made")
        made.add(`${namespace}/${name}`);
      return;
    }
    case "clean": {
      const { imagePullSecrets, copySecrets } = projects[operation.project];
      if (plural === "serviceaccounts") {
        checkAccountWrite(
          write,
          (each) =>
            imagePullSecrets.some((source) => source.name === each) ||
            made.has(`${namespace}/${each}`),
        );
        return;
      }
      expect(plural).to.equal("secrets");
      const needed = await cluster.needed();
      checkCleanWrite(write, {
        owned,
        isNeeded: needed.has(`${namespace}/${name}`),
        copied: copySecrets
          .filter((source) => source.name === name)
          .map((source) => prefix + source.namespace),
      });
      return;
    }
    case "create": {
      expect(path).to.equal(pathOf(operation.place));
      const keys = operation.registries.map((registry) =>
        registry === "docker.io" ? "https://index.docker.io/v1/" : registry,
      );
      checkCreateWrite(write, keys);
      if (write.after) cluster.remember(operation.place, write.after);
    }
  }
}
