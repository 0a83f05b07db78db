import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { withBox } from '../open-box.ts';
import type { Finding } from './finding.ts';
import { checkDisk, checkDocuments, checkFolder, checkTools } from './machine.ts';
import { checkSchool } from './school.ts';

const marks = { ok: 'i orden ', warning: 'bemærk  ', fault: 'fejl    ' };

export const doctorCommand: Command = {
  words: ['doctor'],
  summary: 'ser boksen efter: mapper, disk, værktøjer, forbindelse og kø',
  help: `Brug: elevarkiv doctor [--config FIL] [--json]

Ser efter, om boksen er, som den skal være, og siger, hvad der skal gøres. Ændrer intet.
Svarer 1, når noget er galt; en bemærkning er ikke en fejl.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { config: { type: 'string' }, json: { type: 'boolean' } } });
    return withBox(values.config, 'doctor', async (deps) => {
      const findings: Finding[] = [checkFolder(deps.config), checkDisk(deps.config), ...checkTools(), await checkDocuments(deps.documents), ...checkSchool(deps)];
      const faults = findings.filter(({ level }) => level === 'fault').length;
      if (values.json) console.log(JSON.stringify({ ok: faults === 0, findings }));
      else for (const { level, text } of findings) console.log(`  ${marks[level]} ${text}`);
      return faults === 0 ? 0 : 1;
    });
  },
};
