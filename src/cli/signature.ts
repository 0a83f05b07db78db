import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { danishTime } from '../core/dates.ts';
import { directDocumentWorker, type SignedVerdict } from '../pdf/index.ts';
import { sentenceOf } from '../../views/texts.ts';
import { signatureWords } from '../../views/texts/signatures.ts';
import type { Command } from './command.ts';
import { tell, wrongUse } from './letters-shared.ts';

function wordsOf({ faults, signatures, longTerm }: SignedVerdict): string {
  const words = signatureWords.ofDocument;
  const first = signatures[0];
  const lines = signatures.map(({ signer, issuer, signedAt, timeFrom, faults: wrong }) => `  ${[
    words.by(signer || '?'), signedAt && timeFrom ? words.times[timeFrom](danishTime(signedAt)) : null, words.issuer(issuer || '?'), ...wrong.map((fault) => signatureWords.faults[fault]),
  ].filter(Boolean).join(' · ')}`);
  const head = faults.length === 0 ? words.good : `${words.bad}: ${sentenceOf({ reason: `signature.bad.${faults[0]}`, values: { issuer: first?.issuer ?? '', signer: first?.signer ?? '' } })}`;
  return [head, ...lines, ...(faults.length === 0 && longTerm ? [words.longTerm] : [])].join('\n');
}

export const signatureCheck: Command = {
  words: ['signature', 'check'],
  summary: 'kontrollerer et signeret dokument mod det, der blev sendt',
  help: `Brug: elevarkiv signature check SIGNERET.pdf --original SENDT.pdf --roots FIL.pem [--asked TIDSPUNKT] [--json]

Ser efter det samme, som når et signeret brev kommer tilbage: at det begynder med de bytes, der blev sendt, at der ikke er
ændret andet end at signere, og at hver signatur holder fra dokumentet til et af rodcertifikaterne i FIL.pem.
--asked er, hvornår der tidligst kan være signeret (2026-11-24 eller 2026-11-24T10:00:00Z). Svarer 1, når det ikke er i orden.`,
  async run(args) {
    const wish = wrongUse(() => parseArgs({ args, allowPositionals: true, options: { original: { type: 'string' }, roots: { type: 'string' }, asked: { type: 'string', default: '2000-01-01' }, json: { type: 'boolean' } } }));
    const asked = new Date(wish?.values.asked ?? '');
    if (!wish || wish.positionals.length !== 1 || !wish.values.original || !wish.values.roots || Number.isNaN(asked.getTime())) return console.error(signatureCheck.help), 2;
    const { values } = wish;
    try {
      const original = await Bun.file(wish.values.original).bytes();
      const verdict = await directDocumentWorker().checkSigned(await Bun.file(wish.positionals[0]!).bytes(), {
        original: { sha256: createHash('sha256').update(original).digest('hex'), size: original.length }, roots: await Bun.file(wish.values.roots).text(), askedAt: asked.toISOString(), now: new Date().toISOString(),
      });
      const good = verdict.faults.length === 0;
      console.log(values.json ? JSON.stringify({ ok: good, ...verdict }) : wordsOf(verdict));
      return good ? 0 : 1;
    } catch (fault) {
      return tell(fault, values.json);
    }
  },
};
