import { danishDay } from '../../src/core/dates.ts';
import { Alert } from '../components/alert.tsx';
import { retention } from '../texts/retention.ts';

const words = retention.disposed;
type Props = { documents: number; last: string; batches: { id: string; number: number }[]; whole: boolean; /** Whether the reader may open the certificates. */ links: boolean };

/** On a case: how many of its documents are destroyed, when, and by which certificates. */
export const Disposed = ({ documents, last, batches, whole, links }: Props) => (
  <Alert tone="info">
    {(whole ? words.whole : words.some)(documents, danishDay(last))}
    {links ? batches.map(({ id, number }) => <> <a href={`/kassation/bunker/${id}`}>{words.certificate(number)}</a></>) : null}
  </Alert>
);
