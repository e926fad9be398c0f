import { accessRules } from "./rules/access.js";
import { connectionRules } from "./rules/connection.js";
import { imageRules } from "./rules/image.js";
import { limitRules } from "./rules/limits.js";
import { tokenWithCredential, tokenWithout, type Rule } from "./rules/rule.js";

/** The first that matches names the cause, so the more telling ones come first. Phrases are found by plain search: time
 *  grows with the length of the message only. */
export const rules: readonly Rule[] = [
  ...imageRules,
  ...limitRules,
  ...accessRules,
  ...connectionRules,
];

/** What a message says of a credential even where its cause is another, a broken connection for example. */
export const credentialSigns: readonly Pick<
  Rule,
  "says" | "credentialSent" | "source"
>[] = [
  {
    says: tokenWithCredential,
    credentialSent: true,
    source: "containerd, buildkit",
  },
  { says: tokenWithout, credentialSent: false, source: "containerd, buildkit" },
];
