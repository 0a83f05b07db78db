import type { DispatchRecord, LetterRecord } from './find.ts';
import type { Cut } from './ports.ts';

/** What is taken out of everything a letter carries, its pages and its attachments alike. The one rule for both. */
export function redactionOf(dispatch: Pick<DispatchRecord, 'remove_cpr'>, letter: Pick<LetterRecord, 'recipient_kind' | 'recipient_number'>): Pick<Cut, 'redact' | 'numbers'> {
  if (!dispatch.remove_cpr) return { redact: 'none', numbers: [] };
  return { redact: 'all', numbers: letter.recipient_kind === 'cpr' && letter.recipient_number ? [letter.recipient_number] : [] };
}
