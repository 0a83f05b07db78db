import { randomUUID } from 'node:crypto';
import { parseXml } from '../memo/parse.ts';
import { child, value } from '../memo/reach.ts';
import { organisationUuid } from '../peer/organisations.ts';
import type { Peer } from '../peer/context.ts';
import { addPost } from '../store/post.ts';
import { answerLetter, latestToAnswer, someCitizen, someCompany } from './answer.ts';
import { plain, writeMail, type Mail } from './mail.ts';
import { bulk, pdfOf, photo } from './things.ts';

/** What the sandbox can send the school, by name; explained in texts.ts. */
export const scenarioNames = [
  'reply', 'strangerReply', 'authority', 'noInformation', 'forwarded', 'oldDate', 'large', 'nemSms', 'malformed', 'repeated', 'html', 'xmlBomb', 'wrongType', 'oldVersion', 'manyTypes', 'oldMail',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** Nothing to answer, or nobody to write: the register is empty or no letter was sent that can be answered. */
export class NotPossible extends Error {}

export const schoolOf = (peer: Peer) => ({ cvr: peer.certificates.holder.cvr, name: peer.certificates.holder.name });

/** Puts a message into the school's queue; answers the id it is fetched by. */
export function send(peer: Peer, mail: Mail, wish: { contentType?: string; old?: boolean; change?: (xml: Uint8Array) => Uint8Array } = {}): string {
  const at = peer.clock.now();
  const { uuid, xml } = writeMail(mail, at);
  return addPost(peer.store, {
    recipient: schoolOf(peer).cvr, uuid, title: mail.title, senderLabel: mail.sender.name, contentType: wish.contentType ?? 'application/xml',
    xml: wish.change ? wish.change(xml) : xml, at: at.getTime() - (wish.old ? 40 * 86_400_000 : 0), old: wish.old ?? false,
  });
}

const authority = { kind: 'CVR' as const, number: '29189846', name: 'Birkelund Kommune, Ungdom og Uddannelse', contactPointId: organisationUuid('point main', '29189846') };

async function letterOf(peer: Peer, title: string): Promise<Mail> {
  const { name } = schoolOf(peer);
  return { title, sender: authority, recipient: schoolOf(peer), replyAllowed: true, main: [await pdfOf('brev.pdf', [title, '', `Til ${name}`, '', 'Hermed de oplysninger, I har bedt om.', '', 'Venlig hilsen', authority.name])] };
}

const citizenMail = (peer: Peer, title: string, text: string, more: Partial<Mail> = {}): Mail => ({ title, sender: { kind: 'CPR', ...someCitizen(peer) }, recipient: schoolOf(peer), replyAllowed: true, main: [plain(text)], ...more });

const scenarios: Record<ScenarioName, (peer: Peer) => Promise<string[]> | string[]> = {
  reply: (peer) => [answerLetter(peer, latestToAnswer(peer), { text: 'Hej\n\nTak for brevet. Her er et billede af den underskrevne blanket.\n\nVenlig hilsen', files: [photo('blanket.png')] })],
  strangerReply: (peer) => [answerLetter(peer, latestToAnswer(peer), { text: 'Jeg svarer på vegne af familien.', files: [], as: { kind: 'CPR', ...someCitizen(peer, 3) } })],
  authority: async (peer) => [send(peer, {
    ...(await letterOf(peer, 'Høring om uddannelsesparathed')), attention: { productionUnit: '1019601052', email: 'studievejledning@birkelund-gym.example' },
    contactPoint: { id: organisationUuid('point main', schoolOf(peer).cvr), label: 'Studievejledningen' }, content: { caseId: '2026-114-7', caseSystem: 'Kommunens fagsystem' },
  })],
  noInformation: (peer) => [send(peer, { title: 'Besked', sender: { kind: 'CVR', ...someCompany(peer) }, recipient: schoolOf(peer), main: [plain('Vi har sendt en vare til jer.')] })],
  forwarded: async (peer) => [send(peer, { ...(await letterOf(peer, 'Vs.: Klage over optagelse')), forward: { messageUuid: randomUUID(), at: '2026-11-02T09:15:00Z', sender: 'Styrelsen for Undervisning', comment: 'Vi mener, at sagen hører til hos jer. Svar inden den 15.' } })],
  oldDate: (peer) => [send(peer, citizenMail(peer, 'Spørgsmål om SU', 'Hvornår skal jeg søge SU?', { created: '0001-01-01T00:00:00Z' }))],
  large: (peer) => [send(peer, citizenMail(peer, 'Ansøgning med videofil', 'Se den vedhæftede fil.', { additional: [bulk('optagelse.zip', 'application/zip', 20_000_000)] }))],
  nemSms: (peer) => [send(peer, { kind: 'NEMSMS', title: 'Mødetid', notification: 'Husk mødet i morgen kl. 10.', sender: authority, recipient: schoolOf(peer) })],
  malformed: (peer) => [send(peer, citizenMail(peer, 'Halvt brev', 'Dette brev er ødelagt undervejs.'), { change: (xml) => xml.subarray(0, xml.length - 60) })],
  repeated: (peer) => {
    const mail = citizenMail(peer, 'Sendt to gange', 'Denne besked kommer to gange.', { uuid: randomUUID(), created: peer.clock.now().toISOString() });
    return [send(peer, mail), send(peer, mail)];
  },
  html: (peer) => [send(peer, citizenMail(peer, 'Nyhedsbrev', '', {
    main: [{ filename: 'besked.html', mime: 'text/html', content: Buffer.from('<html><head><title>x</title><style>p{color:red}</style></head><body><h1>Nyt fra os</h1><p onclick="alert(1)">Læs mere &amp; svar.</p><script>document.location="https://evil.example"</script><img src="https://evil.example/pixel.gif"><ul><li>Første</li><li>Andet</li></ul></body></html>') }],
  }))],
  xmlBomb: (peer) => [send(peer, citizenMail(peer, 'Bombe', 'x'), {
    change: (xml) => Buffer.from(Buffer.from(xml).toString('utf8').replace('<memo:Message ', `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(20)}">${[...'bcdefghi'].map((name, n) => `<!ENTITY ${name} "${`&${'abcdefgh'[n]};`.repeat(10)}">`).join('')}]><memo:Message `).replace('>Bombe<', '>&i;<')),
  })],
  wrongType: (peer) => [send(peer, citizenMail(peer, 'Forkert filtype', 'Vedhæftet er en PDF, der er et billede.', { additional: [{ ...photo('skema.pdf'), mime: 'application/pdf' }] }), { contentType: 'application/octet-stream' })],
  oldVersion: (peer) => [send(peer, citizenMail(peer, 'Besked i version 1.1', 'Sendt fra et ældre system.', { version: '1.1' }))],
  manyTypes: async (peer) => [send(peer, citizenMail(peer, 'Mange slags bilag', 'Se bilagene.', {
    additional: [await pdfOf('udtalelse.pdf', ['Udtalelse']), photo('foto.png'), plain('noter'), bulk('regneark.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 9000), bulk('lyd.m4a', 'audio/mp4', 40_000)],
  }))],
  oldMail: (peer) => [1, 2, 3].map((number) => send(peer, citizenMail(peer, `Gammelt brev ${number}`, 'Kom før jeres system blev sat op.'), { old: true })),
};

/** Plays a scenario; answers the ids its messages are fetched by. Throws NotPossible. */
export const playScenario = async (peer: Peer, name: ScenarioName): Promise<string[]> => scenarios[name](peer);

/** Puts any bytes into the queue, as a test wants them. The UUID is read from them where it can be. */
export function sendRaw(peer: Peer, xml: Uint8Array, contentType: string): string {
  let [uuid, title] = ['', ''];
  try {
    const header = child(parseXml(xml), 'MessageHeader');
    uuid = (value(header, 'messageUUID') ?? '').toLowerCase();
    title = value(header, 'label') ?? '';
  } catch {
    // It is not meant to be read.
  }
  return addPost(peer.store, { recipient: schoolOf(peer).cvr, uuid, title, senderLabel: '', contentType, xml, at: peer.clock.now().getTime() });
}
