import { parseArgs } from 'node:util';
import { overdueInAll } from '../retention/index.ts';
import { duePurges, purgeDispatches } from '../sending/index.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

export const retentionCommand: Command = {
  words: ['retention'],
  summary: 'destruerer flettefiler, hvis frist er udløbet',
  help: `Brug: elevarkiv retention [--dry-run] [--config FIL] [--json]

Destruerer flettefiler, hvis sidste brev blev afsluttet for mere end det indstillede antal dage siden.
Dokumenter i arkivet destrueres ikke af kommandoen. Den siger, hvor mange der er over deres kassationsdato; de
foreslås og godkendes i portalen under Kassation. --dry-run tæller kun.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { 'dry-run': { type: 'boolean' }, config: { type: 'string' }, json: { type: 'boolean' } } });
    return withBox(values.config, 'retention', async (deps) => {
      const due = duePurges(deps);
      let destroyed = 0;
      if (!values['dry-run']) for (let some = purgeDispatches(deps); some > 0; some = purgeDispatches(deps)) destroyed += some;
      const overdue = overdueInAll(deps);
      if (values.json) console.log(JSON.stringify({ mergeFiles: { due, destroyed }, documents: { overdue } }));
      else {
        console.log(values['dry-run'] ? `${due} flettefiler skal destrueres. Intet er ændret.` : `${destroyed} flettefiler er destrueret.`);
        console.log(`${overdue} dokumenter i arkivet er over deres kassationsdato. Ingen af dem er rørt.`);
      }
      return 0;
    });
  },
};
