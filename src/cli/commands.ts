import { caseExportCommands } from './case-export.ts';
import { certificateInspect } from './certificate.ts';
import type { Command } from './command.ts';
import { cvrCommands } from './cvr.ts';
import { doctorCommand } from './doctor/index.ts';
import { documents } from './documents.ts';
import { letterCommands } from './letters.ts';
import { mailboxCommands } from './mailbox.ts';
import { memoCommands } from './memo.ts';
import { peopleCommands } from './people.ts';
import { pollCommand } from './poll.ts';
import { retentionCommand } from './retention.ts';
import { rulesTestCommand } from './rules.ts';
import { searchCommands } from './search.ts';
import { sendCommand } from './send/index.ts';
import { serveCommands } from './serve.ts';
import { setUpCode } from './setup-code.ts';
import { signatureCheck } from './signature.ts';
import { userCommands } from './user.ts';
import { verifyCommand } from './verify.ts';

/** All of the command line, in the order of its overview. */
export const commands: Command[] = [...serveCommands, documents, ...letterCommands, ...memoCommands, ...cvrCommands, ...userCommands, ...peopleCommands, ...mailboxCommands, sendCommand, setUpCode, certificateInspect, signatureCheck, pollCommand, rulesTestCommand, retentionCommand, ...searchCommands, ...caseExportCommands, verifyCommand, doctorCommand];
