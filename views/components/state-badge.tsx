import type { CaseStatus, DocumentStatus } from '../../src/archive/types.ts';
import type { DispatchState, LetterState } from '../../src/sending/types.ts';
import { caseWords, dispatchWords, documentWords, letterWords } from '../texts/states.ts';
import { Icon } from './icon.tsx';

export type Tone = 'grey' | 'blue' | 'green' | 'red' | 'amber';
type Look = { tone: Tone; icon: string; struck?: boolean };

const letterLooks: Record<LetterState, Look> = {
  draft: { tone: 'grey', icon: 'edit' },
  removed: { tone: 'grey', icon: 'person-remove', struck: true },
  preparing: { tone: 'grey', icon: 'hourglass' },
  waiting_undo: { tone: 'grey', icon: 'time' },
  waiting_date: { tone: 'grey', icon: 'time' },
  queued: { tone: 'blue', icon: 'list-bulleted' },
  sending: { tone: 'blue', icon: 'send' },
  unknown: { tone: 'red', icon: 'help' },
  handed_over: { tone: 'blue', icon: 'email' },
  delivered: { tone: 'green', icon: 'check' },
  failed: { tone: 'red', icon: 'error' },
  cancelled: { tone: 'grey', icon: 'close', struck: true },
  printed: { tone: 'green', icon: 'print' },
  remote_printed: { tone: 'green', icon: 'print' },
  handled_otherwise: { tone: 'green', icon: 'edit' },
};

const dispatchLooks: Record<DispatchState, Look> = {
  reading: { tone: 'blue', icon: 'hourglass' },
  needs_password: { tone: 'amber', icon: 'lock' },
  unreadable_file: { tone: 'red', icon: 'error' },
  draft: { tone: 'grey', icon: 'edit' },
  waiting_approval: { tone: 'grey', icon: 'time' },
  submitted: { tone: 'blue', icon: 'send' },
  settled: { tone: 'green', icon: 'check' },
  discarded: { tone: 'grey', icon: 'close', struck: true },
};

const documentOnly: Record<'received' | 'filed', Look> = { received: { tone: 'green', icon: 'download' }, filed: { tone: 'green', icon: 'folder' } };

const caseLooks: Record<CaseStatus, Look> = {
  open: { tone: 'grey', icon: 'folder-open' },
  closed: { tone: 'grey', icon: 'folder' },
  for_disposal: { tone: 'amber', icon: 'delete' },
  disposed: { tone: 'grey', icon: 'delete', struck: true },
};

/** A state is a word and an icon; the colour only repeats it (pages.md: never colour alone). */
export const Badge = ({ tone, icon, word, struck }: { tone: Tone; icon: string; word: string; struck?: boolean | undefined }) => (
  <span class={`state state-${tone}`}>
    <Icon name={icon} small />
    {struck ? <s>{word}</s> : <span>{word}</span>}
  </span>
);

export const LetterBadge = ({ state }: { state: LetterState }) => <Badge {...letterLooks[state]} word={letterWords[state]} />;
export const DispatchBadge = ({ state }: { state: DispatchState }) => <Badge {...dispatchLooks[state]} word={dispatchWords[state]} />;
export const CaseBadge = ({ status }: { status: CaseStatus }) => <Badge {...caseLooks[status]} word={caseWords[status]} />;
export const DocumentBadge = ({ status }: { status: DocumentStatus }) => (
  <Badge {...(status === 'received' || status === 'filed' ? documentOnly[status] : letterLooks[status])} word={documentWords[status]} />
);
