/**
 * One command of `scripts/elevarkiv`. The command line is an interface like the pages, so its help
 * and its answers to a person are Danish; what `--json` prints is English keys, stable.
 */
export type Command = {
  /** The words that choose it, e.g. `['letters', 'inspect']`. */
  words: string[];
  /** One line in the list of commands. */
  summary: string;
  /** What `--help` prints: usage, every option, an example. */
  help: string;
  /** Arguments after the words. Answers the exit code: 0 done, 1 the thing asked about is not in order, 2 wrong use. */
  run(args: string[]): Promise<number>;
};
