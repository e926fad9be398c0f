import { UsageError } from "./usage-error.js";

/** The values of `--provider-output`, by the keys of the outputs. */
export type GivenOutputs = Readonly<Record<string, string>>;

/** `others`, with one value more. Throws UsageError where it is not `<provider>.<key>=<value>`, without quoting it: it may
 *  be a credential. */
export function withGivenOutput(
  text: string,
  others: GivenOutputs | undefined,
): GivenOutputs {
  const [, keys, value] = /^([\w-]+(?:\.[\w-]+)+)=(.*)$/s.exec(text) ?? [];
  if (keys === undefined || value === undefined)
    throw new UsageError(
      "--provider-output takes <provider>.<key>=<value>, such as terraform.registry=registry.example.com.",
    );
  return { ...others, [keys]: value };
}
