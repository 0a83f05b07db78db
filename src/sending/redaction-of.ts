import type { DispatchRecord, LetterRecord } from './find.ts';
import type { Cut } from './ports.ts';

type Redacted = Pick<LetterRecord, 'role' | 'recipient_kind' | 'recipient_number' | 'about_kind' | 'about_number'>;

/**
 * What is taken out of everything a letter carries, its pages and its attachments alike. The one rule for both. A copy never
 * carries the number of the one it is about, whatever is chosen for the dispatch: it lies in somebody else's mailbox, and its
 * title already says whom it is about.
 */
export function redactionOf(dispatch: Pick<DispatchRecord, 'remove_cpr'>, letter: Redacted): Pick<Cut, 'redact' | 'numbers'> {
  const about = letter.role !== 'main' && letter.about_kind === 'cpr' && letter.about_number ? [letter.about_number] : [];
  if (!dispatch.remove_cpr) return about.length > 0 ? { redact: 'only', numbers: about } : { redact: 'none', numbers: [] };
  const own = letter.recipient_kind === 'cpr' && letter.recipient_number ? [letter.recipient_number] : [];
  return { redact: 'all', numbers: [...new Set([...about, ...own])] };
}
