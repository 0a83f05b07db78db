import type { MessageDetail, MessageRow } from '../../src/receiving/index.ts';
import { receiving as words } from '../texts/receiving.ts';

/** What a message is called where it says nothing itself. */
export const titleOf = ({ title, kind }: Pick<MessageRow, 'title' | 'kind'>): string => title || (kind === 'unreadable' ? words.unreadableTitle : words.untitled);
export const senderOf = ({ senderName }: Pick<MessageDetail, 'senderName'>): string => senderName || words.unknownSender;

export const viewPaths = { tray: '/modtaget', mine: '/modtaget/mine', given: '/modtaget/fordelt', done: '/modtaget/faerdige' } as const;
export const fileSize = (bytes: number) => (bytes < 1000 ? `${bytes} byte` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`);
