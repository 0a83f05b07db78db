import type { Actor } from '../../access/index.ts';
import type { Reader } from '../../db/index.ts';
import { findToRead } from '../find.ts';
import { attachmentViews } from './list-attachments.ts';
import type { AttachmentView } from './types.ts';

type Place = { id: string; letterNumber: string | null; meant: string | null; there: number };

/** Attachments whose letter is no more (joined into another), and those whose letter has got another recipient since they were put on it. */
export function strayAttachments(reader: Reader, actor: Actor, dispatchId: string): { lost: AttachmentView[]; strangers: Set<string> } {
  const dispatch = findToRead(reader, actor, dispatchId);
  const places = reader.statement(`SELECT a.id, l.recipient_number AS letterNumber, a.recipient_number AS meant, l.id IS NOT NULL AS there
    FROM dispatch_attachments a LEFT JOIN letters l ON l.id = a.letter_id WHERE a.dispatch_id = ? AND a.letter_id IS NOT NULL AND a.removed_at IS NULL`).all(dispatchId) as Place[];
  const lost = new Set(places.filter(({ there }) => !there).map(({ id }) => id));
  return {
    lost: lost.size > 0 ? attachmentViews(reader, dispatch).filter((each) => lost.has(each.id)) : [],
    strangers: new Set(places.filter(({ there, letterNumber, meant }) => there && letterNumber !== meant).map(({ id }) => id)),
  };
}
