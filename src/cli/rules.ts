import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Problem } from '../core/errors.ts';
import { readMemo } from '../connectors/digital-post/index.ts';
import { directDocumentWorker } from '../pdf/index.ts';
import { tryMessage } from '../receiving/index.ts';
import { sentenceOf } from '../../views/texts.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

export const rulesTestCommand: Command = {
  words: ['rules', 'test'],
  summary: 'viser, hvem en meddelelse ville blive fordelt til, og hvorfor',
  help: `Brug: elevarkiv rules test FIL.xml [--config FIL] [--json]

Læser en MeMo-meddelelse og viser, hvad fordelingen ville gøre med den lige nu: hvem der fik den, om den kom på en sag, og
hvorfor. Kender den ikke modtageren, prøves reglerne også på ordene i PDF-filer og bilag, som de bliver i boksen. Intet bliver gemt eller flyttet. Svarer 1, når filen ikke er en meddelelse.`,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options: { config: { type: 'string' }, json: { type: 'boolean' } }, allowPositionals: true });
    const [file] = positionals;
    if (!file || positionals.length > 1) {
      console.error(this.help);
      return 2;
    }
    return withBox(values.config, 'rules', async (deps) => {
      try {
        const found = await tryMessage(deps.db, directDocumentWorker(), readMemo(new Uint8Array(readFileSync(file))));
        const why = sentenceOf({ reason: found.why.key, values: found.why.values });
        const who = found.userName ?? found.groupName;
        if (values.json) console.log(JSON.stringify({ step: found.step, reason: found.why.key, why, user: found.userName, group: found.groupName, caseId: found.file, newCase: found.fileFor !== null, answersLetter: found.letterId }));
        else console.log([`Titel:  ${found.title}`, `Til:    ${who ?? 'den fælles bakke'}`, `Sag:    ${found.file ?? (found.fileFor ? 'en ny' : 'ingen')}`, `Derfor: ${why}`].join('\n'));
        return 0;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (values.json) console.log(JSON.stringify({ step: 'unreadable', reason: error.reason, why: sentenceOf(error) }));
        else console.error(sentenceOf(error));
        return 1;
      }
    });
  },
};
