import type { Tx } from '../db/index.ts';
import type { NoticeSubject } from './types.ts';

/** Nobody is told of it any more, and nothing anybody wrote about it stays. */
export const forgetAbout = (tx: Tx, subject: NoticeSubject): void =>
  void tx.statement('DELETE FROM notices WHERE subject_kind = ? AND subject_id = ?').run(subject.kind, subject.id);
