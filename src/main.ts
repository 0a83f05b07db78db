import type { Command } from './cli/command.ts';
import { documents } from './cli/documents.ts';
import { sentenceOf } from './cli/sentence.ts';

/** The document worker has nothing to do with the rest of the program, and stands in a third of its memory without it. */
const commands: Command[] = process.argv[2] === 'documents' ? [documents] : (await import('./cli/commands.ts')).commands;

function overview(): string {
  const width = Math.max(...commands.map((command) => command.words.join(' ').length)) + 2;
  const lines = commands.map((command) => `  ${command.words.join(' ').padEnd(width)}${command.summary}`);
  return `Elevarkiv: skolens Digital Post\n\nBrug: elevarkiv <kommando> [valg]\n\n${lines.join('\n')}\n\nelevarkiv <kommando> --help fortæller om hver af dem.`;
}

/** Finds the command, runs it, answers the exit code: 0 done, 1 not in order, 2 wrong use. */
async function run(args: string[]): Promise<number> {
  const command = commands.find((each) => each.words.every((word, n) => args[n] === word));
  if (!command) {
    const asked = args.length === 0 || ['--help', '-h', 'help'].includes(args[0]!);
    (asked ? console.log : console.error)(overview());
    return asked ? 0 : 2;
  }
  const rest = args.slice(command.words.length);
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    console.error(sentenceOf(error));
    return 2;
  }
}

process.exitCode = await run(process.argv.slice(2));
