import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { Reason, SignatureFound, SignatureView } from '../../src/signatures/types.ts';
import { Alert } from '../components/alert.tsx';
import { Facts } from '../components/facts.tsx';
import { signatureWords } from '../texts/signatures.ts';
import { sentenceOf } from '../texts.ts';
import { SignatureBadge } from './badge.tsx';
import { signaturesAddress } from './signatures-page.tsx';

const words = signatureWords.ofDocument;

const Found = ({ signature }: { signature: SignatureFound }) => (
  <li>
    <strong>{words.by(signature.signer)}</strong>
    <span class="list-sub">{[
      signature.signedAt && signature.timeFrom ? words.times[signature.timeFrom](danishTime(signature.signedAt)) : null,
      words.issuer(signature.issuer), words.certificate(signature.serialNumber), ...signature.faults.map((fault) => signatureWords.faults[fault]),
    ].filter(Boolean).join(' · ')}</span>
  </li>
);

/** What was found when the signed document was judged, in words. */
const Verdict = ({ view }: { view: SignatureView }) => {
  const { verdict, reason } = view;
  if (!verdict) return reason ? <Alert tone={view.state === 'failed' ? 'warning' : 'info'}>{sentenceOf({ reason: reason.key, values: reason.values })}</Alert> : null;
  const good = verdict.faults.length === 0;
  return (
    <>
      {good ? <Alert tone="success" heading={words.good}>{words.goodText}</Alert> : <Alert tone="warning" heading={words.bad}>{reason ? sentenceOf({ reason: reason.key, values: reason.values }) : null}</Alert>}
      <ul class="signed-by no-max-width">{verdict.signatures.filter(({ signer }) => signer !== '').map((signature) => <Found signature={signature} />)}</ul>
      {good && verdict.longTerm ? <p class="quiet">{words.longTerm}</p> : null}
    </>
  );
};

/** A document's signature: who, by when, how far, and the verdict on what came back; earlier tries folded away. */
export const DocumentSignature = ({ views, refused, follows, post }: { views: SignatureView[]; /** What it came back as, and why it lies where it does. */ post: { id: string; why: Reason } | null; /** Address of a file that was not taken for signed, for whoever may see it. */ refused: string | null; /** May follow it to its dispatch. */ follows: boolean }) => {
  const [view, ...before] = views;
  if (!view) return null;
  return (
    <section class="panel" aria-labelledby="signature">
      <h2 id="signature">{words.heading}</h2>
      <Facts rows={[
        [words.state, <SignatureBadge state={view.state} />], [words.signer, view.signer], [words.signBy, view.signBy && danishDay(view.signBy)], [words.asked, view.receivedAt && danishTime(view.receivedAt)],
        [words.opened, view.startedAt && danishTime(view.startedAt)], [words.signed, view.signedAt && danishTime(view.signedAt)],
      ]} />
      <Verdict view={view} />
      {post ? <p>{sentenceOf({ reason: post.why.key, values: post.why.values })} <a href={`/modtaget/${post.id}`}>{words.post}</a></p> : null}
      {refused ? <p><a href={refused}>{signatureWords.refusedFile}</a></p> : null}
      {before.length > 0 ? (
        <details class="raw"><summary>{words.before}</summary>{before.map((each) => <p><SignatureBadge state={each.state} /> <span class="quiet">{danishTime(each.createdAt)}</span> {each.reason ? sentenceOf({ reason: each.reason.key, values: each.reason.values }) : null}</p>)}</details>
      ) : null}
      {follows ? <p><a href={signaturesAddress({ filter: 'all', dispatchId: view.dispatchId })}>{words.list}</a></p> : null}
    </section>
  );
};
