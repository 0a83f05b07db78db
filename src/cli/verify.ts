import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { verifyAudit } from '../audit/index.ts';
import type { Deps } from '../deps.ts';
import { setStatus } from '../queue/index.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

const faultWords = { altered: 'er ændret', removed: 'mangler rækker før sig', inserted: 'er skudt ind', truncated: 'og resten mangler' };

/** Files whose bytes are gone or are no longer what was stored. */
async function checkFiles(deps: Deps): Promise<{ checked: number; faults: { id: string; kind: 'missing' | 'altered' }[] }> {
  const rows = deps.db.statement('SELECT id, sha256 FROM blobs WHERE shredded_at IS NULL').all() as { id: string; sha256: string }[];
  const faults: { id: string; kind: 'missing' | 'altered' }[] = [];
  for (const row of rows) {
    const bytes = await deps.files.read(row.id).catch(() => null);
    if (!bytes) faults.push({ id: row.id, kind: 'missing' });
    else if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) faults.push({ id: row.id, kind: 'altered' });
  }
  return { checked: rows.length, faults };
}

export const verifyCommand: Command = {
  words: ['verify'],
  summary: 'efterprøver loggens kæde og filernes indhold',
  help: `Brug: elevarkiv verify [--log] [--checkpoint NUMMER:HASH] [--config FIL] [--json]

Går hele loggen igennem og finder rækker, der er ændret, fjernet eller skudt ind, og filer, der mangler
eller er ændret. Skriv hovedet (NUMMER:HASH) ned et andet sted; med --checkpoint ses også, om hele
kæden er skrevet om. --log springer filerne over. Svarer 1, når noget ikke er, som det skal være.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { log: { type: 'boolean' }, checkpoint: { type: 'string' }, config: { type: 'string' }, json: { type: 'boolean' } } });
    const [seq, hash] = values.checkpoint?.split(':') ?? [];
    return withBox(values.config, 'verify', async (deps) => {
      const audit = verifyAudit(deps.db, seq && hash ? { seq: Number(seq), hash } : undefined);
      const files = values.log ? null : await checkFiles(deps);
      const faults = audit.faults.length + (files?.faults.length ?? 0);
      if (values.json) console.log(JSON.stringify(files ? { audit, files } : { audit }));
      else {
        console.log(`Log: ${audit.entries} rækker, ${audit.erased} uden personlig del. Hoved: ${audit.head.seq}:${audit.head.hash}`);
        for (const fault of audit.faults) console.log(`  Række ${fault.seq} ${faultWords[fault.kind]}.`);
        if (files) console.log(`Filer: ${files.checked} efterset.`);
        for (const fault of files?.faults ?? []) console.log(`  Fil ${fault.id} ${fault.kind === 'missing' ? 'mangler' : 'er ændret'}.`);
        if (faults === 0) console.log('Alt er, som det skal være.');
      }
      deps.db.write((tx) => setStatus(tx, files ? 'verify' : 'verify-log', { faults }, deps.clock.now()));
      return faults === 0 ? 0 : 1;
    });
  },
};
