import { certificateInspect } from './cli/certificate.ts';
import { cvrCommands } from './cli/cvr.ts';
import { doctorCommand } from './cli/doctor/index.ts';
import { letterCommands } from './cli/letters.ts';
import { mailboxCommands } from './cli/mailbox.ts';
import { memoCommands } from './cli/memo.ts';
import { sendCommand } from './cli/send/index.ts';
import { peopleCommands } from './cli/people.ts';
import { pollCommand } from './cli/poll.ts';
import { rulesTestCommand } from './cli/rules.ts';
import { retentionCommand } from './cli/retention.ts';
import type { Command } from './cli/command.ts';
import { setUpCode } from './cli/setup-code.ts';
import { caseExportCommands } from './cli/case-export.ts';
import { searchCommands } from './cli/search.ts';
import { serveCommands } from './cli/serve.ts';
import { userCommands } from './cli/user.ts';
import { signatureCheck } from './cli/signature.ts';
import { verifyCommand } from './cli/verify.ts';
import { sentenceOf } from './cli/sentence.ts';

const commands: Command[] = [...serveCommands, ...letterCommands, ...memoCommands, ...cvrCommands, ...userCommands, ...peopleCommands, ...mailboxCommands, sendCommand, setUpCode, certificateInspect, signatureCheck, pollCommand, rulesTestCommand, retentionCommand, ...searchCommands, ...caseExportCommands, verifyCommand, doctorCommand];

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
