import { parseArgs } from 'node:util';
import { duePurges, purgeDispatches } from '../sending/index.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

export const retentionCommand: Command = {
  words: ['retention'],
  summary: 'destruerer flettefiler, hvis frist er udløbet',
  help: `Brug: elevarkiv retention [--dry-run] [--config FIL] [--json]

Destruerer flettefiler, hvis sidste brev blev afsluttet for mere end det indstillede antal dage siden.
Brevene bliver i sagerne: der er endnu ingen regler for kassation af dem. --dry-run tæller kun.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { 'dry-run': { type: 'boolean' }, config: { type: 'string' }, json: { type: 'boolean' } } });
    return withBox(values.config, 'retention', async (deps) => {
      const due = duePurges(deps);
      let destroyed = 0;
      if (!values['dry-run']) for (let some = purgeDispatches(deps); some > 0; some = purgeDispatches(deps)) destroyed += some;
      if (values.json) console.log(JSON.stringify({ mergeFiles: { due, destroyed } }));
      else console.log(values['dry-run'] ? `${due} flettefiler skal destrueres. Intet er ændret.` : `${destroyed} flettefiler er destrueret.`);
      return 0;
    });
  },
};
