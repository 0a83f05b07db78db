import { admin, roleWords, settingPage, typeWords, userWords } from './texts/admin.ts';
import { archive, caseWords, documentWords, historyWords } from './texts/archive.ts';
import { bulk } from './texts/bulk.ts';
import { amount } from './texts/count.ts';
import { cases, fieldPage, planPage } from './texts/cases.ts';
import { accessWords } from './texts/access.ts';
import { statistics } from './texts/statistics.ts';
import { filing } from './texts/filing.ts';
import { done } from './texts/done.ts';
import { events } from './texts/events.ts';
import { frame } from './texts/frame.ts';
import { reminderLetter, signatureWords, signingPage } from './texts/signatures.ts';
import { askWords, mailPage, myPage, noticeWords } from './texts/notices.ts';
import { health, overview } from './texts/overview.ts';
import { problemPage } from './texts/problem-page.ts';
import { problems } from './texts/problems.ts';
import { receiving } from './texts/receiving.ts';
import { retention } from './texts/retention.ts';
import { replying } from './texts/replying.ts';
import { steering } from './texts/steering.ts';
import { search } from './texts/search.ts';
import { sending } from './texts/sending.ts';
import { session } from './texts/session.ts';
import { settingGroups, settingWords } from './texts/settings.ts';
import { caseWords as caseStates, dispatchWords, documentWords as documentStates, letterWords } from './texts/states.ts';

/** Everything the interface says. One table, so that a second language is a second table. */
export const texts = {
  frame, session, overview, health, done, problems, problemPage, events,
  archive, case: caseWords, document: documentWords, history: historyWords,
  admin, roles: roleWords, user: userWords, settingPage, settings: settingWords, settingGroups, type: typeWords,
  notices: noticeWords,
  signatures: signatureWords, reminderLetter, signingPage, myPage, mailPage, asking: askWords,
  receiving,
  retention,
  statistics,
  filing,
  access: accessWords,
  cases, planPage, fieldPage,
  search, bulk,
  sending,
  states: { letter: letterWords, dispatch: dispatchWords, document: documentStates, case: caseStates },
};
export { problems };

export type Said = { reason: string; values?: Record<string, string | number> };

/** The sentence for a reason, its values filled in; a reason without one gets a general sentence. */
export function sentenceOf({ reason, values = {} }: Said): string {
  const sentence = problems[reason] ?? problems['fallback']!;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    return typeof value === 'number' && value >= 10_000 ? amount(value) : String(value);
  });
}
