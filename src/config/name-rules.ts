/** A rule for names: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export interface NameRule {
  readonly owner: string;
  readonly pattern: RegExp;
  readonly maxLength: number;
  readonly allowed: string;
}

const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

export const nameRules = {
  /** DNS-1123 subdomain. */
  name: {
    owner: "Secret",
    pattern: new RegExp(`^${label}(\\.${label})*$`),
    maxLength: 253,
    allowed:
      'lower-case letters, digits, "-" and "."; it starts and ends with a letter or digit, and so does each part between dots',
  },
  /** DNS-1123 label. */
  namespace: {
    owner: "namespace",
    pattern: new RegExp(`^${label}$`),
    maxLength: 63,
    allowed:
      'lower-case letters, digits and "-"; it starts and ends with a letter or digit',
  },
} as const satisfies Record<string, NameRule>;

/** A field of an entry that holds a name. */
export type NameField = keyof typeof nameRules;

/** Whether Kubernetes accepts the name. */
export function isName(value: string, rule: NameRule): boolean {
  return value.length <= rule.maxLength && rule.pattern.test(value);
}
