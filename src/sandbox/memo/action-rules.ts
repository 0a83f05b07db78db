import type { XmlElement } from './document.ts';
import { child, children, value } from './reach.ts';

type Say = (code: string, path: string, message: string) => void;

const codes = ['AFTALE', 'BEKRAEFT', 'BETALING', 'FORBEREDELSE', 'INFORMATION', 'SELVBETJENING', 'TILMELDING', 'UNDERSKRIV'];

/** Checks the actions of a document: code, what it carries, https, times in order (facts: digital-post 1.4, 1.5). */
export function checkActions(document: XmlElement, path: string, say: Say): void {
  children(document, 'Action').forEach((action, index) => {
    const at = `${path}/Action[${index + 1}]`;
    const code = value(action, 'actionCode') ?? '';
    if (!codes.includes(code)) say('action.code.not.allowed', `${at}/actionCode`, 'Not a known action');
    if (code === 'AFTALE' && !child(action, 'Reservation')) say('action.reservation.missing', at, 'An appointment carries a reservation');
    if (code !== 'AFTALE' && !child(action, 'EntryPoint')) say('action.entry.point.missing', at, 'This action carries a link');
    const link = value(action, 'EntryPoint', 'url');
    if (link !== undefined && !isHttps(link)) say('action.url.not.https', `${at}/EntryPoint/url`, 'A link is an https address');
    checkTimes(action, at, say);
    checkTimes(child(action, 'Reservation'), `${at}/Reservation`, say);
  });
}

function checkTimes(holder: XmlElement | undefined, at: string, say: Say): void {
  const start = Date.parse(value(holder, 'startDateTime')?.trim() ?? '');
  const end = Date.parse(value(holder, 'endDateTime')?.trim() ?? '');
  if (end < start) say('action.end.before.start', `${at}/endDateTime`, 'The end lies before the start');
}

function isHttps(link: string): boolean {
  try {
    return /^https:\/\//i.test(link.trim()) && new URL(link.trim()).hostname !== '';
  } catch {
    return false;
  }
}
