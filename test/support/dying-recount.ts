import { systemClock } from '../../src/core/clock.ts';
import { openDatabase } from '../../src/db/index.ts';
import { recountStep } from '../../src/retention/index.ts';

/* Counts days anew as the job does, and dies by SIGKILL before or after the n-th transaction is committed, or in the middle of it. */
const [path, typeId, steps, where] = process.argv.slice(2) as [string, string, string, 'inside' | 'after'];
const db = openDatabase(path);
for (let n = 1; ; n++) {
  if (n === Number(steps) && where === 'inside') {
    db.write((tx) => {
      tx.statement("UPDATE documents SET disposal_date = '1999-01-01' WHERE document_type_id = ?").run(typeId);
      process.kill(process.pid, 'SIGKILL');
      const until = Date.now() + 5000;
      while (Date.now() < until);
    });
  }
  recountStep({ db, clock: systemClock }, typeId);
  if (n === Number(steps)) process.kill(process.pid, 'SIGKILL');
}
