import type { Child } from 'hono/jsx';
import type { Problem } from '../../../src/core/errors.ts';
import type { MergeMatch, MergePart } from '../../../src/sending/attachments/types.ts';
import { Act } from '../../components/act.tsx';
import { Alert } from '../../components/alert.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Field } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Pager } from '../../components/pager.tsx';
import { Progress } from '../../components/progress.tsx';
import { Table } from '../../components/table.tsx';
import { attachments } from '../../texts/attachments.ts';
import { sending } from '../../texts/sending.ts';
import { sentenceOf } from '../../texts.ts';

const words = attachments.match;
const columns = [{ label: words.columns.part }, { label: words.columns.whose }, { label: words.columns.letter }, { label: words.columns.state }, { label: words.columns.acts, hidden: true }];
const settled: MergePart['state'][] = ['matched', 'chosen'];

const Part = ({ match, part }: { match: MergeMatch; part: MergePart }) => {
  const action = `/bilagsfiler/${match.fileId}/dele`;
  const who = part.letter?.recipient?.name ?? part.letter?.recipient?.masked ?? '';
  const about = words.pages(part.pages);
  const id = `brev-${part.part}`;
  const side = String(match.page);
  return (
    <tr class={settled.includes(part.state) || part.state === 'left_out' ? undefined : 'part-open'}>
      <td class="nowrap"><a href={`/bilagsfiler/${match.fileId}?vis=${part.pages[0]}&side=${match.page}#dokument`}>{about}<span class="sr-only">, {words.see}</span></a></td>
      <td>{part.recipient ? <><span>{part.recipient.name ?? sending.recipients.unnamed}</span><span class="list-sub number">{part.recipient.masked}</span></> : null}</td>
      <td>{part.letter && part.state !== 'left_out' ? <><span class={settled.includes(part.state) ? 'primary' : 'quiet'}>{who}</span><span class="list-sub">{words.letter(part.letter.ordinal)}</span></> : null}</td>
      <td><span class={`part-state part-${part.state}`}><Icon name={settled.includes(part.state) ? 'check' : part.state === 'left_out' ? 'minus' : 'warning'} small />{words.state[part.state]}</span><span class="list-sub">{words.why[part.state]}</span></td>
      <td>{match.state === 'ready' ? (
        <div class="acts part-acts">
          {part.state === 'doubtful' && part.letter ? <Act action={action} label={`${words.accept} ${who}`} fields={{ del: String(part.part), valg: 'foreslaaet', side }} about={about} /> : null}
          {part.state === 'left_out' ? <Act action={action} label={words.takeBack} look="link" fields={{ del: String(part.part), valg: 'som-laest', side }} about={about} /> : (
            <>
              <details class="correct">
                <summary class="function-link"><Icon name="edit" small />{words.choose}<span class="sr-only"> {about}</span></summary>
                <form method="post" action={action}>
                  <input type="hidden" name="del" value={String(part.part)} /><input type="hidden" name="valg" value="brev" /><input type="hidden" name="side" value={side} />
                  <div class="form-group"><label class="form-label" for={id}>{words.other}</label><input class="form-input field-short" id={id} name="brev" inputmode="numeric" required maxlength={6} autocomplete="off" /></div>
                  <button class="button button-secondary" type="submit">{words.choose}</button>
                </form>
              </details>
              <Act action={action} label={words.leaveOut} look="link" fields={{ del: String(part.part), valg: 'udelad', side }} about={about} />
            </>
          )}
        </div>
      ) : null}</td>
    </tr>
  );
};

/** The way on: the number of letters stands on the button, and goes with it. */
export const MatchActions = ({ match }: { match: MergeMatch }) => (match.state === 'ready' && match.counts.going > 0 ? <button class="button button-primary" type="submit" form="tilknytning">{words.confirm(match.counts.going)}</button> : null);

const LeftOver = ({ match, typed }: { match: MergeMatch; typed: { pages: string; letter: string } }) => (
  <Alert tone="info" heading={words.leftOver(match.leftOver.slice(0, 20))}>
    {match.state === 'ready' ? (
      <form method="post" action={`/bilagsfiler/${match.fileId}/dele`} class="part-new">
        <p>{words.leftOverLead(match.leftOver.length)}</p>
        <input type="hidden" name="valg" value="ny" />
        <div class="field-row">
          <Field id="nye-sider" name="sider" label={words.pagesLabel} size="short" value={typed.pages} required maxlength={11} />
          <Field id="nyt-brev" name="brev" label={words.other} size="short" value={typed.letter} inputmode="numeric" required maxlength={6} />
          <button class="button button-secondary" type="submit">{words.addPart}</button>
        </div>
      </form>
    ) : null}
  </Alert>
);

type Props = { match: MergeMatch; problem: Problem | undefined; typed: { title: string | undefined; pages: string; letter: string }; viewer: Child };

/** A merge file's parts and whose they are, before anything goes on a letter. */
export const MatchPage = ({ match, problem, typed, viewer }: Props) => {
  const titleProblem = problem && /title/.test(problem.reason) ? sentenceOf(problem) : undefined;
  if (match.state === 'reading') {
    return (
      <div id="dele" hx-get={`/bilagsfiler/${match.fileId}`} hx-trigger="every 1s" hx-select="#indhold" hx-target="#indhold" hx-swap="outerMorph">
        <p>{words.reading}</p>
        <Progress live label={words.reading} done={match.progress.done} total={match.progress.total} text={match.progress.total > 0 ? words.readingOf(match.progress.done, match.progress.total) : ''} />
      </div>
    );
  }
  return (
    <div id="dele">
      {problem && !titleProblem ? <Alert tone="error" heading={attachments.refused}>{sentenceOf(problem)}</Alert> : null}
      <p class="found" role="status">{words.counts(match.counts.going, match.counts.doubtful, match.counts.without, match.leftOver.length)}</p>
      <p class="quiet">{match.state === 'confirmed' ? words.leadDone : words.lead} {words.lettersWithout(match.lettersWithout)}</p>
      {match.leftOver.length > 0 ? <LeftOver match={match} typed={typed} /> : null}
      {match.unreadable.length > 0 ? <Alert tone="warning">{words.unreadable(match.unreadable.slice(0, 20))}</Alert> : null}
      <div class={viewer ? 'match-columns' : ''}>
        <div>
          {match.state === 'ready' ? (
            <form class="match-title" id="tilknytning" method="post" action={`/bilagsfiler/${match.fileId}/tilknytning`}>
              <input type="hidden" name="antal" value={String(match.counts.going)} />
              <Field id="titel" name="titel" label={words.titleLabel} hint={words.titleHint} value={typed.title ?? match.title} error={titleProblem} maxlength={200} required />
            </form>
          ) : <Confirm open={words.undo} question={words.undoQuestion(match.counts.going)} action={`/bilagsfiler/${match.fileId}/fortrydelse`} label={words.undo} />}
          {match.counts.going === 0 && match.state === 'ready' ? <Alert tone="warning">{words.nothing}</Alert> : null}
          <Table caption={words.title} columns={columns}>{match.parts.map((part) => <Part match={match} part={part} />)}</Table>
          <Pager {...match} href={(side) => `/bilagsfiler/${match.fileId}?side=${side}`} />
        </div>
        {viewer}
      </div>
    </div>
  );
};
