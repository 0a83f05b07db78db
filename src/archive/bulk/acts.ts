import { giveCaseAccess, removeCaseAccess, type Actor } from '../../access/index.ts';
import { conflict } from '../../core/errors.ts';
import type { Reader, Tx } from '../../db/index.ts';
import { changeCase, setCaseStatus, setConfidential } from '../cases/change-case.ts';
import { findCase, findCaseToChange, type CaseRecord } from '../cases/find-case.ts';
import { findDocument } from '../documents.ts';
import { approveDocument, changeDocument, moveToCase } from '../filing/change-document.ts';
import { readKeywords, setValues } from '../metadata/values.ts';
import type { BulkAct, BulkDeps, BulkSubject } from './types.ts';

type Chosen = { subject: BulkSubject; id: string; /** What the act sets. */ value: string | null };
type Change = Exclude<BulkAct, 'export'>;

/**
 * An act by what it changes of a record. Each uses the command that a single record is changed by, so that its rules, its access
 * check and its entry in the log are the same; only what many records need comes on top (`changeRecord`).
 */
type Rule = {
  /** What the act changes, as it stands. */
  read(reader: Reader, record: Chosen, actor: Actor): string | null;
  /** As it is to be; undefined where only the command knows what will stand there. */
  wanted(record: Chosen): string | null | undefined;
  /** It may be done to what is closed too. */
  closedToo?: true;
  /** Sets it, or sets it back. */
  set(deps: BulkDeps, actor: Actor, record: Chosen, to: string | null | undefined): void;
};

const column = (reader: Reader, table: 'documents' | 'cases', name: string, id: string) => (reader.statement(`SELECT ${name} AS value FROM ${table} WHERE id = ?`).get(id) as { value: string | null }).value;

/** There or not there; which keyword it is stands in the act. */
const keyword = (there: '1' | null): Rule => ({
  read: (reader, { subject, id, value }) => (readKeywords(reader, { kind: subject, id }).includes(value!) ? '1' : null),
  wanted: () => there,
  set(deps, actor, { subject, id, value }, to) {
    const others = readKeywords(deps.db, { kind: subject, id }).filter((each) => each !== value);
    setValues(deps, actor, { kind: subject, id }, { values: {}, keywords: to === '1' ? [...others, value!] : others });
  },
});

const rules: Record<Change, Rule> = {
  document_type: {
    read: (reader, { id }) => column(reader, 'documents', 'document_type_id', id),
    wanted: ({ value }) => value,
    set: (deps, actor, { id }, to) => changeDocument(deps, actor, id, { title: column(deps.db, 'documents', 'title', id)!, documentTypeId: to! }),
  },
  move: {
    read: (reader, { id }) => column(reader, 'documents', 'case_id', id),
    wanted: ({ value }) => value,
    set: (deps, actor, { id }, to) => moveToCase(deps, actor, id, to!),
  },
  add_keyword: keyword('1'),
  remove_keyword: keyword(null),
  approve: {
    // With the version: what is approved is what was seen in the preview.
    read: (reader, { id }) => column(reader, 'documents', "version || ':' || coalesce(approved_at, '')", id),
    wanted: () => undefined,
    set: (deps, actor, { id }, to) => approveDocument(deps, actor, id, to === undefined),
  },
  officer: {
    read: (reader, { id }) => officerOf(reader, id),
    wanted: ({ value }) => value,
    set(deps, actor, { id }, to) {
      findCaseToChange(deps.db, actor, id);
      const userId = to ?? officerOf(deps.db, id)!;
      if (to) giveCaseAccess(deps, actor, { caseId: id, userId, kind: 'officer' });
      else removeCaseAccess(deps, actor, { caseId: id, userId, kind: 'officer' });
    },
  },
  branch: {
    read: (reader, { id }) => column(reader, 'cases', 'filing_node_id', id),
    wanted: ({ value }) => value,
    set: (deps, actor, { id }, to) => changeCase(deps, actor, id, { title: column(deps.db, 'cases', 'title', id)!, filingNodeId: to! }),
  },
  close: {
    read: (reader, { id }) => column(reader, 'cases', 'status', id),
    wanted: () => 'closed',
    set: (deps, actor, { id }, to) => setCaseStatus(deps, actor, id, to as 'open' | 'closed'),
  },
  confidential: {
    // A case that was open to others says which access of the actor's own there was: to make it confidential names them on it.
    read: (reader, { id }, actor) => (column(reader, 'cases', "CASE confidential WHEN 1 THEN '1' END", id) ?? `0:${givenTo(reader, actor, id)}`),
    wanted: () => '1',
    closedToo: true,
    set(deps, actor, { id }, to) {
      setConfidential(deps, actor, id, to === '1');
      const level = to!.slice(2);
      if (to === '1' || givenTo(deps.db, actor, id) === level) return;
      if (level === '') removeCaseAccess(deps, actor, { caseId: id, userId: actor.id, kind: 'given' });
      else giveCaseAccess(deps, actor, { caseId: id, userId: actor.id, kind: 'given', level: level as 'read' | 'write' });
    },
  },
};

/** The level of the access the actor was given to a case by name, or nothing. */
const givenTo = (reader: Reader, actor: Actor, caseId: string): string => (reader.statement("SELECT level FROM case_access WHERE case_id = ? AND user_id = ? AND kind = 'given'").get(caseId, actor.id) as { level: string } | undefined)?.level ?? '';

const officerOf = (reader: Reader, caseId: string) => (reader.statement("SELECT user_id AS id FROM case_access WHERE case_id = ? AND kind = 'officer'").get(caseId) as { id: string } | undefined)?.id ?? null;

/** Finds the record through the actor and answers its case; not_found. Whoever sees a document sees its case. */
export const caseOfRecord = (reader: Reader, actor: Actor, { subject, id }: Pick<Chosen, 'subject' | 'id'>): CaseRecord =>
  (subject === 'case' ? findCase(reader, actor, id) : reader.statement('SELECT * FROM cases WHERE id = ?').get(findDocument(reader, actor, id).caseId) as CaseRecord);

/**
 * Does the act to one record in a transaction of its own inside `tx`: a throw leaves the record as it was. `expected`: what a
 * person has seen stand there, or how the act left it. Answers what stood there and stands there now.
 * Errors beside the commands' own: bulk.already, bulk.changed, bulk.case_closed, bulk.out_of_sight (the actor would no longer see it).
 */
export function changeRecord(tx: Tx, deps: BulkDeps, actor: Actor, act: Change, record: Chosen, way: { expected?: string | null | undefined; back?: { to: string | null } }): { before: string | null; after: string | null } {
  const rule = rules[act];
  return deps.db.write(() => {
    const found = caseOfRecord(tx, actor, record);
    const before = rule.read(tx, record, actor);
    if (way.expected !== undefined && before !== way.expected) throw conflict('bulk.changed');
    const to = way.back ? way.back.to : rule.wanted(record);
    if (before === to) throw conflict('bulk.already');
    // What is closed is settled: many at once leave it alone, a person can still change the one.
    if (!way.back && !rule.closedToo && found.status !== 'open') throw conflict('bulk.case_closed');
    rule.set(deps, actor, record, to);
    try {
      caseOfRecord(tx, actor, record);
    } catch {
      throw conflict('bulk.out_of_sight');
    }
    return { before, after: rule.read(tx, record, actor) };
  });
}
