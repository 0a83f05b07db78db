import type { DocumentReceipt } from '../../src/archive/types.ts';
import { danishTime } from '../../src/core/dates.ts';
import { texts } from '../texts.ts';

const words = texts.document;

const Receipt = ({ receipt, ours }: { receipt: DocumentReceipt; ours: boolean }) => (
  <div class="receipt">
    <div class="receipt-head">
      <strong>{words[receipt.kind]}</strong>
      <span class="quiet">{danishTime(receipt.receivedAt)}</span>
    </div>
    <p>{ours ? words.receiptGiven : words.receiptSays[receipt.status] ?? words.receiptOther}</p>
    <details class="raw">
      <summary>{words.raw}</summary>
      <pre tabindex={0}>{receipt.raw}</pre>
      <p class="quiet">{`${words.fingerprint}: ${receipt.sha256}`}</p>
    </details>
  </div>
);

/** What Digital Post answered, in words, and as it came; `ours`: what the school answered for post that came. */
export const Receipts = ({ receipts, ours }: { receipts: DocumentReceipt[]; ours: boolean }) => (
  <section class="panel" aria-labelledby="receipts">
    <h2 id="receipts">{words.receipts}</h2>
    {receipts.length === 0 ? <p class="quiet">{words.noReceipts}</p> : receipts.map((receipt) => <Receipt receipt={receipt} ours={ours} />)}
  </section>
);
