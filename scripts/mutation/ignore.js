/** What Stryker is to leave as it is: a plugin, by https://stryker-mutator.io/docs/stryker-js/disable-mutants. */
export const strykerPlugins = [
  {
    kind: "Ignore",
    name: "phrases",
    value: { shouldIgnore },
  },
];

/** Lists of what is sought in messages. */
const phraseLists = [
  "aboutOthers",
  "aboutPulls",
  "anonymous",
  "asked",
  "beginnings",
  "besides",
  "daemonsOwn",
  "introductions",
  "login",
  "mentionsPulls",
  "says",
  "with",
];

function shouldIgnore({ node, parentPath }) {
  if (node.type === "ObjectProperty" && node.key.name === "source")
    return "the source of a rule is for readers only";
  const { id, key } = parentPath?.parent ?? {};
  if (node.type === "StringLiteral" && phraseLists.includes((id ?? key)?.name))
    return "an empty phrase is in every message: any test would notice";
  return undefined;
}
