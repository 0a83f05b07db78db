import type { BatchSummary } from '../../src/sending/index.ts';
import { Badge, type Tone } from '../components/state-badge.tsx';
import { batches as words } from '../texts/paper.ts';

const looks: Record<BatchSummary['state'], { tone: Tone; icon: string; struck?: boolean }> = {
  making: { tone: 'blue', icon: 'hourglass' }, ready: { tone: 'amber', icon: 'print' }, failed: { tone: 'red', icon: 'error' }, handing_over: { tone: 'blue', icon: 'hourglass' },
  done: { tone: 'green', icon: 'check' }, dissolved: { tone: 'grey', icon: 'close', struck: true },
};

export const BatchBadge = ({ batch }: { batch: Pick<BatchSummary, 'state' | 'kind'> }) => <Badge {...looks[batch.state]} word={batch.state === 'done' ? words.doneAs[batch.kind] : words.states[batch.state]} />;
