/** What people give in place of YAML, by a line of it. */
const forms: readonly { readonly form: RegExp; readonly words: string }[] = [
  {
    form: /\{\{/,
    words: "it is a template, to be rendered first, as helm template does",
  },
  {
    form: /^Name: +\S/m,
    words:
      "it is what kubectl describe prints; give what kubectl get prints with --output yaml",
  },
  {
    form: /^[A-Za-z\d+/]{64,76}$\r?\n^[A-Za-z\d+/]+={0,2}["']?$/m,
    words:
      "its base64 has line breaks; write it in one line, as base64 -w0 does",
  },
];

/** What a text is that people give in place of YAML, and what to do with it; null where it is none of these. */
export function knownForm(text: string): string | null {
  return forms.find(({ form }) => form.test(text))?.words ?? null;
}
