import { parseArgs } from 'node:util';
import { Problem } from '../core/errors.ts';
import type { Deps } from '../deps.ts';
import { connectionKeeper, poll, pollSigning, type Polled } from '../jobs/index.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

/** A box that is not set up yet has nothing to fetch: a timer on it must not call that a fault. */
const notYet = ['not_configured', 'no_certificate'];

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

function wordsOf({ receipts, mail }: Polled): string {
  const lines = [receipts === 0 ? 'Der var ingen nye kvitteringer.' : `${count(receipts, 'ny kvittering', 'nye kvitteringer')} er hentet.`];
  if (!mail) return [...lines, 'Skolens post hentes ikke af denne boks (se Indstillinger).'].join('\n');
  lines.push(mail.fetched === 0 ? 'Der var ingen ny post.' : `${count(mail.fetched, 'nyt brev', 'nye breve')} er hentet og gemt.`);
  if (mail.read > 0) lines.push(`${mail.assigned} er givet til nogen, ${mail.filed} er lagt på en sag, ${mail.tray} ligger i den fælles bakke.`);
  if (mail.repeated > 0) lines.push(`${count(mail.repeated, 'brev', 'breve')} var kommet før.`);
  if (mail.unreadable > 0) lines.push(`${count(mail.unreadable, 'brev', 'breve')} kunne ikke læses og er gemt, som de kom.`);
  for (const [reason, number] of Object.entries(mail.left)) lines.push(`${count(number, 'brev', 'breve')} måtte blive liggende hos Digital Post (${reason}).`);
  return lines.join('\n');
}

/** How many signature requests changed; null without a service; away where it could not be asked. */
async function signaturesNow(deps: Deps): Promise<number | null | 'away'> {
  return pollSigning(deps).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'unavailable') return 'away' as const;
    throw error;
  });
}

function signatureWords(signatures: number | null | 'away'): string {
  if (signatures === 'away') return 'Signeringstjenesten kunne ikke nås. Der bliver prøvet igen.';
  return signatures === null || signatures === 0 ? '' : `${count(signatures, 'signering', 'signeringer')} har ændret sig.`;
}

export const pollCommand: Command = {
  words: ['poll'],
  summary: 'henter det, der venter i Digital Post',
  help: `Brug: elevarkiv poll [--config FIL] [--json]

Henter skolens post og ventende kvitteringer nu i stedet for at vente på afsendelsen, der selv henter dem hvert minut. Posten
gemmes, kvitteres og slettes hos Digital Post, læses og fordeles. Signeringstjenesten bliver spurgt, hvem der har signeret.
Med --json står der under mail: fetched (hentet og gemt), filed (lagt på en sag), assigned (fordelt til nogen), tray (ligger i den
fælles bakke), unreadable, repeated og left (ligger stadig hos Digital Post, efter årsag). På en boks kaldes den af en timer. Svarer 1, når Digital Post eller signeringstjenesten ikke kunne nås, eller når noget måtte blive liggende derude.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { config: { type: 'string' }, json: { type: 'boolean' } } });
    const say = (data: object, words: string) => console.log(values.json ? JSON.stringify(data) : words);
    return withBox(values.config, 'poll', async (deps) => {
      try {
        const signatures = await signaturesNow(deps);
        const fetched = await poll(deps, connectionKeeper(deps));
        if (fetched) say({ ...fetched, signatures }, [wordsOf(fetched), signatureWords(signatures)].filter(Boolean).join('\n'));
        else say({ receipts: 0, busy: true }, 'Posten er ved at blive hentet af en anden proces.');
        if (signatures === 'away') return 1;
        return fetched?.mail && Object.keys(fetched.mail.left).length > 0 ? 1 : 0;
      } catch (error) {
        if (!(error instanceof Problem) || !notYet.includes(error.reason)) throw error;
        say({ receipts: 0, notReady: error.reason }, 'Digital Post er ikke sat op endnu, så der er intet at hente.');
        return 0;
      }
    });
  },
};
