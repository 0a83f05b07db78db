import { sendsInClear } from '../../connectors/cvr/index.ts';
import { sendsInClear as textsInClear } from '../../connectors/meilisearch/index.ts';
import { danishDay, danishTime } from '../../core/dates.ts';
import type { Deps } from '../../deps.ts';
import { cvrSettings } from '../../jobs/index.ts';
import { getStatus } from '../../queue/index.ts';
import { readSettings } from '../../settings/index.ts';
import { healthOf } from '../../web/overview/health.ts';
import { sentenceOf } from '../sentence.ts';
import { fault, type Finding, ok, warning } from './finding.ts';

const hour = 3_600_000;

/** The same facts as the portal's health strip, so that the two never disagree. */
export function checkSchool(deps: Deps): Finding[] {
  const { sender, certificate, connection, receipts, queue, notReady, signing, mail, searches } = healthOf(deps);
  const complete = notReady.length === 0;
  return [
    complete ? ok('sender', `${sender.name}, CVR ${sender.cvr}`) : warning('sender', 'Opsætningen er ikke færdig: intet kan sendes, før skolen, certifikatet og Digital Post er på plads.'),
    ...certificateOf(certificate),
    connectionOf(connection, complete),
    receiptsOf(receipts, complete),
    queue.failed > 0 ? warning('queue', `${queue.failed} opgaver er opgivet. Se Administration, Drift.`) : ok('queue', `${queue.waiting + queue.leased} opgaver venter`),
    ...partyOf('signing', 'Signeringstjenesten', signing),
    ...partyOf('mail', 'Mailserveren', mail),
    ...late(deps, queue.oldestDue),
    ...searches.map(searchOf), ...searchServerOf(deps),
    ...cvrOf(deps),
    ...verified(deps),
  ];
}

/** A fault from a week before the end: whoever watches the exit code is told while there is time. */
function certificateOf(certificate: ReturnType<typeof healthOf>['certificate']): Finding[] {
  if (!certificate) return [];
  const { days, level } = certificate;
  const words = days < 0 ? `Systemcertifikatet udløb ${danishDay(certificate.notAfter)}. Breve venter, til et nyt er lagt ind.` : `Systemcertifikatet gælder til ${danishDay(certificate.notAfter)}, ${days === 1 ? '1 dag' : `${days} dage`} endnu.`;
  if (level === 'fine') return [ok('certificate', words)];
  return [(level === 'last' ? fault : warning)('certificate', days < 0 ? words : `${words} Forny det under Administration, Certifikat.`)];
}

/** A party that nothing waits for when nothing needs it: worth a look, no fault. */
function partyOf(check: string, name: string, last: ReturnType<typeof healthOf>['signing']): Finding[] {
  if (!last) return [];
  return [last.ok ? ok(check, `${name} svarede ${danishTime(last.at)}`) : warning(check, `${sentenceOf({ reason: last.reason ?? 'fallback' })} (${danishTime(last.at)})`)];
}

function searchOf({ engine, lastError, lastErrorAt, state, toBuild, inArchive, waiting }: ReturnType<typeof healthOf>['searches'][number]): Finding {
  const [name, check] = engine === 'fts5' ? ['Søgeindekset', 'search'] : ['Indekset på søgeserveren', 'search-server'];
  if (lastError && engine === 'meilisearch') return warning(check, `${sentenceOf({ reason: lastError })} Den indbyggede søgemaskine svarer (siden ${danishTime(lastErrorAt!)}).`);
  if (lastError) return warning(check, 'Søgeindekset kunne ikke føres ajour. Kør elevarkiv reindex, hvis det bliver ved.');
  if (state === 'building') return ok(check, `${name} bygges, ${toBuild} mangler`);
  return ok(check, `${name}: ${inArchive} sager og dokumenter kan søges frem, ${waiting} ændringer venter`);
}

function searchServerOf({ db }: Deps): Finding[] {
  const url = readSettings(db)['search.url'];
  return textsInClear({ url }) ? [warning('search-server', 'Skolens breve og nøglen sendes ukrypteret til søgeserveren. Skriv en adresse med https:// under Administration, Søgning.')] : [];
}

function connectionOf(connection: ReturnType<typeof healthOf>['connection'], complete: boolean): Finding {
  if (!connection) return ok('connection', 'Forbindelsen til Digital Post er ikke prøvet endnu');
  if (connection.ok) return ok('connection', `Digital Post svarede ${danishTime(connection.at)}`);
  const words = sentenceOf({ reason: `waits.${connection.reason}` });
  return complete ? fault('connection', words) : warning('connection', words);
}

function receiptsOf(receipts: ReturnType<typeof healthOf>['receipts'], complete: boolean): Finding {
  if (receipts?.ok) return ok('receipts', `Kvitteringer sidst hentet ${danishTime(receipts.at)}`);
  if (receipts && complete) return warning('receipts', `Kvitteringer kunne ikke hentes ${danishTime(receipts.at)}.`);
  return ok('receipts', 'Kvitteringer er ikke hentet endnu');
}

/** A password that can be read on the way is told wherever somebody looks. */
function cvrOf({ db }: Deps): Finding[] {
  const settings = cvrSettings(readSettings(db));
  if (!settings) return [];
  if (sendsInClear(settings)) return [warning('cvr', 'Adgangskode eller nøgle til CVR-registret sendes ukrypteret. Skriv en adresse med https:// under Administration, CVR.')];
  const last = getStatus(db, 'cvr');
  if (last?.value['ok'] === false) return [warning('cvr', `${sentenceOf({ reason: String(last.value['reason']) })} Sidst prøvet ${danishTime(last.at)}.`)];
  return [ok('cvr', `Virksomheder slås op i ${settings.adapter === 'permanent' ? 'CVR-permanent' : 'Datafordeleren'}`)];
}

function late({ clock }: Deps, oldestDue: string | null): Finding[] {
  if (!oldestDue || clock.now().getTime() - Date.parse(oldestDue) < hour) return [];
  return [fault('queue', `Den ældste opgave har ventet siden ${danishTime(oldestDue)}. Kører afsendelsen? systemctl status elevarkiv-deliver`)];
}

function verified({ db }: Deps): Finding[] {
  return (['verify', 'verify-log'] as const).flatMap((key) => {
    const last = getStatus(db, key);
    const what = key === 'verify' ? 'Log og filer' : 'Loggen';
    if (!last) return [];
    if (last.value['faults'] === 0) return [ok('verify', `${what} efterprøvet ${danishTime(last.at)}: alt er, som det skal være`)];
    return [fault('verify', `${what} er ikke, som den skal være (efterprøvet ${danishTime(last.at)}). Kør elevarkiv verify, og gem svaret.`)];
  });
}
