/** What a command needs to know of the command line. */
export interface CommandLine {
  /** What stood behind `--`: it is Garden's, and handed on as it is. */
  readonly gardenArguments: readonly string[];
  /** Is given a command's exit code. */
  readonly done: (code: number) => void;
}
