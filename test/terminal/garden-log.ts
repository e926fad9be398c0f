/** What Garden's own log shows of a line at its most talkative level. */
export type GardensLog = (
  level: "context" | "info" | "warn" | "verbose" | "error",
  text: string,
) => string;

const folder = "@garden-io/core/build/src/logger";

interface Loggers {
  readonly RootLogger: {
    _createInstanceForTests(config: object): {
      createLog(
        params: object,
      ): Readonly<Record<string, (text: string) => void>>;
    };
  };
}

interface Writers {
  readonly TerminalWriter: new (config: object) => object;
}

/** The real logger of npm Garden, with the writer that users see; the writer's stream is the only stand-in. */
export async function gardenLog(): Promise<GardensLog> {
  const { RootLogger } = (await import(`${folder}/logger.js`)) as Loggers;
  const { TerminalWriter } = (await import(
    `${folder}/writers/terminal-writer.js`
  )) as Writers;
  let shown: string[] = [];
  const output = { write: (text: string) => shown.push(text) };
  const silly = 5;
  const root = RootLogger._createInstanceForTests({
    level: silly,
    writers: {
      display: new TerminalWriter({ level: silly, output }),
      file: [],
    },
  });
  const log = root.createLog({ name: "kubernetes" });
  return (level, text) => {
    shown = [];
    log[level]?.(text);
    return shown.join("");
  };
}
