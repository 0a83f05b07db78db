import { parseArgs } from 'node:util';
import { identityText } from '../../views/texts/identity.ts';
import { inspectIdentity } from '../connectors/digital-post/index.ts';
import type { Command } from './command.ts';
import { tell, wrongUse } from './letters-shared.ts';

const marks = { ok: 'i orden ', warn: 'bemærk  ', stop: 'fejl    ' };

export const certificateInspect: Command = {
  words: ['certificate', 'inspect'],
  summary: 'ser et systemcertifikat (.p12) efter, før det tages i brug',
  help: `Brug: elevarkiv certificate inspect FIL.p12 --password-file FIL [--cvr CVR] [--authorities FIL.pem] [--json]

Siger alt, hvad der er at sige om certifikatet: om det kan åbnes, hvem det er udstedt til, hvor længe det gælder.
Adgangskoden læses fra en fil, eller fra standard input med --password-file -. Ændrer intet og kalder ingen.
Med --authorities skal kæden gå op til et af filens rodcertifikater.
Svarer 1, når certifikatet ikke kan bruges.`,
  async run(args) {
    const wish = wrongUse(() => parseArgs({ args, allowPositionals: true, options: { 'password-file': { type: 'string' }, cvr: { type: 'string' }, authorities: { type: 'string' }, json: { type: 'boolean' } } }));
    const secret = wish?.values['password-file'];
    if (!wish || wish.positionals.length !== 1 || !secret) return console.error(certificateInspect.help), 2;
    try {
      const password = (await (secret === '-' ? Bun.stdin : Bun.file(secret)).text()).replace(/\r?\n$/, '');
      const { description, findings, usable } = await inspectIdentity(await Bun.file(wish.positionals[0]!).bytes(), password, {
        cvr: wish.values.cvr ?? '', now: new Date(), ...(wish.values.authorities ? { authoritiesPem: await Bun.file(wish.values.authorities).text() } : {}),
      });
      if (wish.values.json) console.log(JSON.stringify({ usable, certificate: description, findings }));
      else for (const each of findings) console.log(`  ${marks[each.level]} ${identityText(each)}`);
      return usable ? 0 : 1;
    } catch (fault) {
      return tell(fault, wish.values.json);
    }
  },
};
