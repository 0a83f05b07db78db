import { understand, type Letter, type Register } from '../../numbers/index.ts';
import { schoolRegister } from '../../people/index.ts';
import type { Reader } from '../../db/index.ts';
import { touch } from '../find.ts';
import type { ReadPage, SendingDeps } from '../ports.ts';
import { fileOf } from './records.ts';

const chunk = 100;

/** The school's register and everybody on the list: a number of theirs in the attachments is somebody's that is known here. */
function registerWithRecipients(reader: Reader, dispatchId: string): Register {
  const school = schoolRegister(reader);
  const listed = reader.statement("SELECT recipient_kind AS kind, recipient_number AS number, recipient_name AS name, class_name AS className FROM letters WHERE dispatch_id = ? AND recipient_number IS NOT NULL AND state = 'draft'")
    .all(dispatchId) as { kind: 'cpr' | 'cvr'; number: string; name: string | null; className: string | null }[];
  const known = new Map(listed.map((each) => [each.number, each]));
  const of = (kind: 'cpr' | 'cvr', number: string) => {
    const found = known.get(number);
    return found?.kind === kind ? { name: found.name ?? '', className: found.className } : undefined;
  };
  return { person: (cpr) => school.person(cpr) ?? of('cpr', cpr), company: (cvr) => school.company(cvr) ?? of('cvr', cvr), productionUnit: (number) => school.productionUnit(number) };
}

/** The parts of a merge file and whose each is, by the same recogniser that reads letters; the file is ready with the last of them. */
export function storeParts(deps: SendingDeps, fileId: string, pages: ReadPage[]): void {
  const file = fileOf(deps.db, fileId);
  const { letters } = understand(pages.map((page) => ({ ...page, unreadable: page.unreadable !== null })), registerWithRecipients(deps.db, file.dispatch_id), { today: deps.clock.now() });
  deps.db.write((tx) => tx.statement('DELETE FROM attachment_parts WHERE file_id = ?').run(fileId));
  for (let start = 0; start < letters.length; start += chunk) {
    deps.db.write((tx) => {
      const insert = tx.statement('INSERT INTO attachment_parts (file_id, part, pages, recipient_kind, recipient_number, certainty, evidence) VALUES (?, ?, ?, ?, ?, ?, ?)');
      letters.slice(start, start + chunk).forEach((letter: Letter, n) => insert.run(
        fileId, start + n + 1, JSON.stringify(letter.pages), letter.recipient?.kind ?? null, letter.recipient?.number ?? null, letter.certainty, JSON.stringify(letter.evidence),
      ));
    });
  }
  deps.db.write((tx) => {
    tx.statement("UPDATE attachment_files SET state = 'ready' WHERE id = ? AND state = 'reading'").run(fileId);
    touch(tx, file.dispatch_id, deps.clock.now());
  });
}
