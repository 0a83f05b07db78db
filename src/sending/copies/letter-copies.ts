import type { Actor } from '../../access/index.ts';
import type { Clock } from '../../core/clock.ts';
import { notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import { findDispatch, findLetter, pagesOf } from '../find.ts';
import { recipientView } from '../letters.ts';
import type { RecipientView } from '../types.ts';
import { recipientOf } from '../whole-document.ts';
import type { Caution } from './addresses.ts';
import { copiesOfLetter, type CopyView } from './copy-views.ts';
import { cautionFor, familyOf } from './families.ts';

/** One letter of a draft with its copies. With `asked`: what must be decided before a copy may go to them. */
export type LetterCopies = { letterId: string; dispatchId: string; dispatchTitle: string; pages: number[]; recipient: RecipientView | null; copies: CopyView[]; caution: Caution | null };

/** not_found for a letter of nobody's draft; errors of `asked` as addCopy's. */
export function copiesForLetter(deps: { db: Reader; clock: Clock }, actor: Actor, letterId: string, asked?: { number: string } | { ref: string }): LetterCopies {
  const { db } = deps;
  const letter = findLetter(db, actor, letterId);
  const dispatch = findDispatch(db, actor, letter.dispatch_id);
  if (letter.role !== 'main' || letter.state !== 'draft' || dispatch.state !== 'draft') throw notFound();
  const caution = asked ? cautionFor(db, familyOf(db, letterId)!, recipientOf(db, asked, deps.clock.now())) : null;
  return { letterId, dispatchId: dispatch.id, dispatchTitle: dispatch.title, pages: pagesOf(letter), recipient: recipientView(letter), copies: copiesOfLetter(db, letterId), caution };
}
