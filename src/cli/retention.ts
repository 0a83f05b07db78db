import { parseArgs } from 'node:util';
import { runDisposal } from '../jobs/disposal.ts';
import { dueBatches, overdueInAll } from '../retention/index.ts';
import { duePurges, purgeDispatches } from '../sending/index.ts';
import { retentionRun } from '../../views/texts/retention.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

export const retentionCommand: Command = {
  words: ['retention'],
  summary: 'destruerer flettefiler og godkendte bunker, hvis frist er udløbet',
  help: `Brug: elevarkiv retention [--dry-run] [--config FIL] [--json]

Destruerer flettefiler, hvis sidste brev blev afsluttet for mere end det indstillede antal dage siden, og de
dokumenter i arkivet, som to personer har besluttet at kassere under Kassation, når fristen for at fortryde er gået.
Hvert dokument ses efter igen først: er det spærret, udsat eller ændret, bliver det ladt i fred og nævnt. Slettede
filer, der endnu ligger på disken, bliver fjernet. --dry-run tæller kun.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { 'dry-run': { type: 'boolean' }, config: { type: 'string' }, json: { type: 'boolean' } } });
    return withBox(values.config, 'retention', async (deps) => {
      const due = duePurges(deps);
      const waiting = dueBatches(deps).map(({ number, documents }) => ({ batch: number, documents }));
      let destroyed = 0;
      if (!values['dry-run']) for (let some = purgeDispatches(deps); some > 0; some = purgeDispatches(deps)) destroyed += some;
      const run = values['dry-run'] ? { batches: [], cases: 0 } : await runDisposal(deps);
      const sweptFiles = values['dry-run'] ? 0 : await deps.files.sweep(deps.db);
      const overdue = overdueInAll(deps);
      if (values.json) console.log(JSON.stringify({ mergeFiles: { due, destroyed }, documents: { overdue, due: waiting, ...run }, sweptFiles }));
      else for (const line of retentionRun({ dryRun: values['dry-run'] === true, mergeFiles: { due, destroyed }, waiting, run, overdue, sweptFiles })) console.log(line);
      return 0;
    });
  },
};
