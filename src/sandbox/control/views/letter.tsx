import { danishTime } from '../../../core/dates.ts';
import type { LetterFile, OpenedLetter } from '../../memo/letter.ts';
import type { Contact } from '../../store/contacts.ts';
import type { MemoRow } from '../../store/memos.ts';
import { signingTexts, texts } from '../../texts.ts';
import { AnswerForm } from './post.tsx';

/** One letter as its recipient would see it: what it says about itself, its documents, the first one shown. */
export function Letter(props: { contact: Contact; row: MemoRow; letter: OpenedLetter; /** What the links of the sandbox's own signing service begin with. */ links: string }) {
  const { contact, row, letter, links } = props;
  const at = `/mailboxes/${contact.mailbox}/letters/${row.transmission}`;
  const reply = row.reply === 0 ? texts.no : letter.replyBy === null ? texts.yes : texts.yesUntil(danishTime(letter.replyBy.trim()));
  const shown = letter.files.findIndex((file) => file.mime === 'application/pdf' || file.mime === 'text/plain');
  return (
    <>
      <p class="back"><a href={`/mailboxes/${contact.mailbox}`}>{contact.name}</a></p>
      <h1>{row.title}</h1>
      <dl class="facts">
        <div><dt>{texts.from}</dt><dd>{row.sender_label}</dd></div>
        <div><dt>{texts.to}</dt><dd>{contact.name}</dd></div>
        {letter.attention.map(({ what, value, name }) => <div><dt>{texts.attention[what]}</dt><dd>{name === null ? value : `${name}, ${value}`}</dd></div>)}
        <div><dt>{texts.received}</dt><dd>{danishTime(new Date(row.due_at))}</dd></div>
        <div><dt>{texts.reply}</dt><dd>{reply}</dd></div>
      </dl>
      <section aria-labelledby="documents">
        <h2 id="documents">{texts.documents}</h2>
        {letter.files.length === 0
          ? <p class="empty">{texts.noLetter}</p>
          : <ul class="files">{letter.files.map((file, index) => <File file={file} href={`${at}/files/${index}`} />)}</ul>}
        {shown >= 0 && <iframe src={`${at}/files/${shown}`} title={texts.preview(letter.files[shown]!.filename)} />}
      </section>
      {letter.actions.length > 0 && (
        <section aria-labelledby="actions">
          <h2 id="actions">{texts.actions}</h2>
          <ul class="files">{letter.actions.map((action) => <li><span class="tag">{action.code}</span> {action.url ? <a href={action.url} rel="noreferrer">{action.label}</a> : action.label}{action.url?.startsWith(`${links}/`) ? <> <a href={action.url.slice(links.length)}>{signingTexts.here}</a></> : null}</li>)}</ul>
        </section>
      )}
      {row.reply === 1 ? <AnswerForm at={at} /> : null}
      <dl class="facts small">
        <div><dt>{texts.messageUuid}</dt><dd>{row.uuid} <a href={`${at}/memo.xml`}>{texts.wholeMessage}</a></dd></div>
        <div><dt>{texts.transmission}</dt><dd>{row.transmission}</dd></div>
      </dl>
    </>
  );
}

function File(props: { file: LetterFile; href: string }) {
  const { file, href } = props;
  return (
    <li>
      <span class="tag">{texts.documentKinds[file.document]}</span>
      <span class="file-name">{file.label ?? file.filename}</span>
      <span class="weak">{texts.size(file.bytes)}</span>
      <a href={`${href}?download=1`}>{texts.download(file.filename)}</a>
    </li>
  );
}
