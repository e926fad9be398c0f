import { expect } from "chai";
import { missingSecrets } from "../../src/diagnose/missing-secrets.js";

describe("the pull secrets that a message says are missing", () => {
  for (const { title, text, names, namespace } of [
    {
      title: "are those that the kubelet lists",
      text: "Unable to retrieve some image pull secrets (hub, team.ghcr); attempting to pull the image may not succeed.",
      names: ["hub", "team.ghcr"],
      namespace: null,
    },
    {
      title: "are the one of an older kubelet, with its namespace",
      text: "Unable to retrieve pull secret shop/hub for shop/web due to secret not found",
      names: ["hub"],
      namespace: "shop",
    },
    {
      title: "are none where the list is none of names",
      text: "unable to retrieve some image pull secrets (HUB!)",
      names: [],
      namespace: null,
    },
    { title: "are none elsewhere", text: "429", names: [], namespace: null },
  ])
    it(title, () => {
      expect(missingSecrets(text)).to.deep.equal({ names, namespace });
    });
});
