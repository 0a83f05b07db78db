import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { demoSchool } from '../../src/demo/school.ts';
import { connectionKeeper, poll } from '../../src/jobs/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { bareFetch } from './bare-fetch.ts';
import { clientTls, concurrency, openSendBox, type SendBox } from './send-box.ts';

/** A message of about 200 kB from an authority about a student, with a text and an attachment. */
function message(cvr: string, cpr: string): string {
  const file = (type: string, name: string, content: Buffer) => `<memo:File><memo:encodingFormat>${type}</memo:encodingFormat><memo:filename>${name}</memo:filename><memo:language>da</memo:language><memo:content>${content.toString('base64')}</memo:content></memo:File>`;
  return `<?xml version="1.0" encoding="UTF-8"?><memo:Message xmlns:memo="https://DigitalPost.dk/MeMo-1" xmlns:grd="https://data.gov.dk/model/core/" memoVersion="1.2"><memo:MessageHeader><memo:messageType>DIGITALPOST</memo:messageType><memo:messageUUID>${randomUUID()}</memo:messageUUID><memo:label>Oplysninger om en elev</memo:label><memo:Sender><memo:senderID>29189846</memo:senderID><memo:idType>CVR</memo:idType><memo:label>Kommunen</memo:label></memo:Sender><memo:Recipient><memo:recipientID>${cvr}</memo:recipientID><memo:idType>CVR</memo:idType></memo:Recipient><memo:ContentData><grd:CPRdata><grd:cprNumber>${cpr}</grd:cprNumber></grd:CPRdata></memo:ContentData></memo:MessageHeader><memo:MessageBody><memo:createdDateTime>2026-11-24T10:00:00Z</memo:createdDateTime><memo:MainDocument>${file('text/plain', 'besked.txt', Buffer.from('Se det vedlagte.'))}</memo:MainDocument><memo:AdditionalDocument>${file('application/pdf', 'bilag.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(148_000)]))}</memo:AdditionalDocument></memo:MessageBody></memo:Message>`;
}

export async function lay(box: SendBox, controlUrl: string, count: number): Promise<void> {
  const school = demoSchool();
  for (let n = 0; n < count; n++) {
    const xml = Buffer.from(message(school.cvr, school.students[n % school.students.length]!.cpr)).toString('base64');
    const answer = await fetch(`${controlUrl}/control/post`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ xml }) });
    if (!answer.ok) throw new Error(await answer.text());
  }
}

const rounds = 3;

/** `scripts/bench receive`: messages fetched, stored durably and filed, against the bare loop, in turns; the median of the rounds' own ratios. */
export async function benchReceive(count: number): Promise<void> {
  const box = await openSendBox();
  try {
    const tls = await clientTls(box.folder);
    changeSettings(box.deps, null, { 'digitalPost.callsPerSecond': 1000 });
    const each: { bare: number; ours: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      await lay(box, box.controlUrl, count);
      const bare = await bareFetch({ url: box.url, tls, lanes: concurrency, folder: join(box.folder, `bare-${round}`) });
      await lay(box, box.controlUrl, count);
      const began = performance.now();
      const polled = await poll(box.deps, connectionKeeper(box.deps));
      each.push({ bare: bare.milliseconds, ours: performance.now() - began });
      if (polled?.mail?.filed !== count) throw new Error(`not all were filed: ${JSON.stringify(polled)}`);
    }
    const middle = each.sort((a, b) => a.ours / a.bare - b.ours / b.bare)[Math.floor(rounds / 2)]!;
    console.log(`${count} messages: bare loop (${concurrency} lanes) ${Math.round(middle.bare)} ms, fetched and filed ${Math.round(middle.ours)} ms, ratio ${(middle.ours / middle.bare).toFixed(2)} (${each.map(({ bare, ours }) => (ours / bare).toFixed(2)).join(' ')}; goal 2)`);
  } finally {
    box.close();
  }
}
