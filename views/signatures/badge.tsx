import type { SignatureState } from '../../src/signatures/types.ts';
import { Badge, type Tone } from '../components/state-badge.tsx';
import { signatureWords } from '../texts/signatures.ts';

const looks: Record<SignatureState, { tone: Tone; icon: string; struck?: boolean }> = {
  ordered: { tone: 'grey', icon: 'hourglass' },
  received: { tone: 'grey', icon: 'time' },
  started: { tone: 'blue', icon: 'visibility' },
  signed: { tone: 'blue', icon: 'hourglass' },
  completed: { tone: 'green', icon: 'success' },
  failed: { tone: 'red', icon: 'error' },
  cancelled: { tone: 'grey', icon: 'close', struck: true },
};

export const SignatureBadge = ({ state }: { state: SignatureState }) => <Badge {...looks[state]} word={signatureWords.states[state]} />;
