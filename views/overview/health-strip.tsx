import type { Child } from 'hono/jsx';
import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { Health, Party } from '../../src/web/overview/health.ts';
import type { IndexHealth } from '../../src/search/index.ts';
import { Progress } from '../components/progress.tsx';
import { Badge } from '../components/state-badge.tsx';
import { NotReady } from '../sending/blockers.tsx';
import { sentenceOf, texts } from '../texts.ts';
import { setUp } from '../texts/set-up.ts';

const words = texts.health;
type Light = 'fine' | 'soon' | 'attention' | 'waiting';
const looks = {
  fine: { tone: 'green', icon: 'check', word: words.fine },
  soon: { tone: 'amber', icon: 'info', word: words.soon },
  attention: { tone: 'red', icon: 'warning', word: words.attention },
  waiting: { tone: 'grey', icon: 'time', word: words.waiting },
} as const;

const Part = ({ name, light, children }: { name: string; light: Light; children?: Child }) => (
  <li>
    <div class="health-name"><span>{name}</span><Badge {...looks[light]} /></div>
    <div class="health-text">{children}</div>
  </li>
);

const connectionText = (connection: Health['connection']) => {
  if (!connection) return words.connectionNone;
  return connection.ok ? words.connectionOk(danishTime(connection.at)) : sentenceOf({ reason: `waits.${connection.reason}` });
};

const partyText = ({ ok, reason, at }: Party) => (ok ? words.connectionOk(danishTime(at)) : sentenceOf({ reason: reason ?? 'fallback' }));

const receiptText = (receipts: Health['receipts']) =>
  !receipts ? words.receiptsNone : receipts.ok ? words.receiptsOk(danishTime(receipts.at)) : words.receiptsError(danishTime(receipts.at));

const searchLight = ({ lastError, state, waiting }: IndexHealth): Light => (lastError ? 'attention' : state === 'building' || waiting > 0 ? 'waiting' : 'fine');

const searchText = ({ engine, lastError, state, waiting, toBuild, inArchive }: IndexHealth) => {
  if (lastError) return engine === 'fts5' ? words.searchFailed : <>{sentenceOf({ reason: lastError })} <a href="/administration/soegning">{words.searchLink}</a></>;
  if (state === 'building') return engine === 'fts5' ? words.searchBuilding(toBuild) : words.serverBuilding(toBuild);
  return waiting > 0 ? words.searchWaiting(waiting) : words.searchFine(inArchive);
};

const certificateLights = { fine: 'fine', soon: 'soon', urgent: 'attention', last: 'attention' } as const;

/** A light for each part of the box, with what to do about each. */
export const HealthStrip = ({ health, link }: { health: Health; link?: boolean | undefined }) => {
  const { sender, connection, receipts, queue, certificate } = health;
  const light = (part: { ok: boolean } | null): Light => (!part ? 'waiting' : part.ok ? 'fine' : 'attention');
  return (
    <section aria-labelledby="health">
      <h2 id="health">{texts.overview.health}</h2>
      {health.notReady.length > 0 && !link ? <NotReady heading={setUp.pending} blockers={health.notReady} administers /> : null}
      <ul class="health no-max-width">
        <Part name={words.sender} light={sender.complete ? 'fine' : 'attention'}>
          {sender.complete ? words.senderFine(sender.name, sender.cvr) : <>{words.senderMissing} <a href="/administration/indstillinger">{words.senderLink}</a></>}
        </Part>
        <Part name={words.connection} light={light(connection)}>{connectionText(connection)}</Part>
        <Part name={words.certificate} light={!certificate ? 'waiting' : certificateLights[certificate.level]}>
          {certificate ? words.certificateUntil(danishDay(certificate.notAfter), certificate.days) : words.certificateNone}
          {certificate && certificate.level !== 'fine' ? <> <a href="/opsaetning/certifikat">{words.certificateRenew}</a></> : null}
        </Part>
        <Part name={words.receipts} light={light(receipts)}>{receiptText(receipts)}</Part>
        {health.signing ? <Part name={words.signing} light={light(health.signing)}>{partyText(health.signing)} {health.signing.ok ? null : <a href="/administration/signering">{words.signingLink}</a>}</Part> : null}
        {health.mail ? <Part name={words.mail} light={light(health.mail)}>{partyText(health.mail)} {health.mail.ok ? null : <a href="/administration/e-mail">{words.mailLink}</a>}</Part> : null}
        {health.searches.map((each) => <Part name={each.engine === 'fts5' ? words.search : words.searchServer} light={searchLight(each)}>{searchText(each)}</Part>)}
        {health.earlierScans ? (
          <Part name={words.earlierScans} light={health.earlierScans.looked < health.earlierScans.all ? 'waiting' : 'soon'}>
            {health.earlierScans.looked < health.earlierScans.all
              ? <Progress label={words.earlierScans} done={health.earlierScans.looked} total={health.earlierScans.all} text={words.earlierScansText(health.earlierScans.looked, health.earlierScans.all, health.earlierScans.made)} />
              : words.earlierScansDone(health.earlierScans.made)}
            {health.earlierScans.failed > 0 ? ` ${words.earlierScansFailed(health.earlierScans.failed)}` : null}
          </Part>
        ) : null}
        <Part name={words.queue} light={queue.failed > 0 ? 'attention' : queue.oldestDue ? 'waiting' : 'fine'}>
          {queue.waiting + queue.leased === 0 && queue.failed === 0 ? words.queueFine : null}
          {queue.waiting + queue.leased > 0 ? `${words.queueWaiting(queue.waiting + queue.leased)} ` : null}
          {queue.oldestDue ? `${words.queueOldest(danishTime(queue.oldestDue))} ` : null}
          {queue.failed > 0 ? words.queueFailed(queue.failed) : null}
        </Part>
      </ul>
      {link ? <p><a href="/administration/drift">{texts.overview.healthLink}</a></p> : null}
    </section>
  );
};
