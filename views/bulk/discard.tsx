import type { BulkView } from '../../src/archive/index.ts';
import { Act } from '../components/act.tsx';
import { bulk as words } from '../texts/bulk.ts';

/** Away again, to the list it was begun on: nothing has been changed. */
export const Discard = ({ view }: { view: BulkView }) => <Act action={`/samlet/${view.id}/kassering`} label={words.discard} icon="close" look="link" />;
