import type { ConversationState } from '../../src/receiving/index.ts';

/** The conversations of a case. */
export const conversations = {
  states: {
    unread: 'Ulæst svar', our_turn: 'Afventer skolens svar', our_turn_late: 'Skolens svarfrist er overskredet', leaving: 'Ikke afsendt endnu', their_turn: 'Afventer svar', their_turn_late: 'Svarfristen er overskredet',
    answered: 'Besvaret', ended: 'Afsluttet',
  } satisfies Record<ConversationState, string>,
  received: (who: string) => `Fra ${who}`,
  sent: (by: string | null, who: string) => `${by ?? 'Skolen'} til ${who || 'modtageren'}`,
  receipt: (at: string) => `Skolen kvitterede for modtagelsen ${at}`,
  noReceipt: 'Skolen har ikke kvitteret endnu',
  signed: 'Skolens brev kom signeret tilbage',
  withWhom: (name: string) => `Ligger hos ${name}`,
  unread: 'Ulæst',
  done: 'Meldt færdig',
  replyBy: (at: string) => `Kan besvares senest ${at}`,
  answerBy: (at: string) => `Svar ønskes senest ${at}`,
  answered: (at: string) => `Besvaret ${at}`,
  noReply: 'Kan ikke besvares',
  openMessage: 'Åbn brevet',
  openDocument: 'Åbn dokumentet',
  reply: 'Besvar',
  entries: (n: number) => (n === 1 ? '1 brev' : `${n} breve`),
  emptyHeading: 'Sagen har ingen samtaler',
  emptyText: 'Her står breve, der kan besvares, og den post, der er kommet på sagen. Andre breve står under Dokumenter.',
};
