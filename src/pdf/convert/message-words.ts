import type { MessageWords } from './message.ts';

/** The head of a message is part of the document that is made, and the post is Danish whoever reads the portal. */
export const messageWords: MessageWords = { from: 'Fra', to: 'Til', copy: 'Kopi', date: 'Dato', subject: 'Emne', attachments: 'Bilag', nothing: '(Ingen tekst)' };
