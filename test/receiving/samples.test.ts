import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { haveSchemas, memoFolder, sayIfSkipped } from '../sandbox/schemas.ts';
import { makeMailBox, type MailBox } from './box.ts';

const samples = ['samples/MeMo_Full_Example.xml', 'samples/MeMo_Minimum_Example.xml', 'samples/MeMo_NemSMS.xml', 'samples/MeMo_with_attachment.xml', 'samples-1.1/MeMo_Minimum_Example.xml', 'samples-1.1/MeMo_with_attachment.xml'];

describe.skipIf(!haveSchemas)('the published messages, sent to the school as they are', () => {
  let box: MailBox;
  const fetched = new Map<string, { kind: string; title: string; sender_name: string; addressed: string; files: string[]; body: string }>();

  beforeAll(async () => {
    box = await makeMailBox();
    for (const sample of samples) {
      // Some share one message UUID, so each is given its own.
      await box.raw(readFileSync(join(memoFolder, sample), 'utf8').replace(/(<(?:\w+:)?messageUUID>)[^<]*/, `$1${crypto.randomUUID()}`));
      await box.poll();
      const [row] = box.rows<{ id: string; kind: string; title: string; sender_name: string; addressed: string; body: string }>('SELECT * FROM messages ORDER BY rowid DESC LIMIT 1');
      fetched.set(sample, { ...row!, files: box.rows<{ filename: string }>('SELECT filename FROM message_files WHERE message_id = ? ORDER BY position', row!.id).map(({ filename }) => filename) });
    }
  }, 60_000);
  afterAll(() => box.close());

  test('each is read as what it says, in both versions, and none is given up', () => {
    expect(box.rows<{ n: number }>("SELECT count(*) AS n FROM messages WHERE kind = 'unreadable'")[0]!.n).toBe(0);
    const seen = samples.map((sample) => { const { kind, title, sender_name, files, body } = fetched.get(sample)!; return [kind, title, sender_name, files.length, body]; });
    expect(seen).toEqual([
      ['letter', 'Besked fra Børneforvaltningen', 'Kommunen', 6, 'This is a test'],
      ['letter', 'Pladsanvisning', 'Kommunen', 1, ''],
      ['sms', 'Label Text', 'Sender Label', 0, 'Message Text'],
      ['letter', 'Label Text', 'Sender Label', 2, 'File content 1'],
      ['letter', 'Pladsanvisning', 'Kommunen', 1, ''],
      ['letter', 'Label Text', 'Sender Label', 2, 'File content 1'],
    ]);
  });

  test('the full one says to whom it is, about whom, in answer to what and who sent it on', () => {
    expect(JSON.parse(fetched.get('samples/MeMo_Full_Example.xml')!.addressed)).toMatchObject({
      contactPoint: { label: 'Kommunen, Pladsanvisningen', info: [{ label: 'Barnets CPR nummer', value: '2512169996' }, { label: 'Barnets navn', value: 'Emilie Hansen' }] },
      attention: { person: 'Mette Hansen', productionUnit: '1234567890', gln: '5798000012345' },
      content: { cpr: '2512169996', caseId: 'SAG-12345', education: '123ABC' },
      replies: [{ messageUuid: '8c2ea15d-61fb-4ba9-9366-42f8b194c114', caseId: 'SAG-456' }, { caseId: 'SAG-4567' }],
      forward: { sender: 'Kommunen', at: '2021-03-15T12:00:00.000Z' },
    });
  });
});
sayIfSkipped(2, 'receiving/samples.test.ts');
