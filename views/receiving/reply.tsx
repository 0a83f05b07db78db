import type { Child } from 'hono/jsx';
import type { DocumentType } from '../../src/archive/index.ts';
import { Checkbox, Field, Labelled, Select } from '../components/field.tsx';
import type { AnswerCase, AnswerCases } from '../../src/receiving/index.ts';
import { receiving } from '../texts/receiving.ts';
import { replying as words } from '../texts/replying.ts';

export type Written = { title: string; text: string; type: string; replyAllowed: boolean; /** Where it is filed, as of the choices on the page; empty for the one proposed. */ caseRef: string };

/** The fields of a letter that is written here. */
export const LetterFields = ({ written, types, label, children }: { written: Written; types: DocumentType[]; label: string; children?: Child }) => (
  <>
    <Field id="titel" name="titel" label={words.subject} value={written.title} maxlength={256} required />
    <Labelled id="tekst" label={label} hint={words.textHint}>
      <textarea class="form-input" id="tekst" name="tekst" rows={12} required maxlength={20000} aria-describedby="tekst-hint">{written.text}</textarea>
    </Labelled>
    <Select id="type" name="type" label={words.type} value={written.type} options={[{ value: '', label: words.chooseType }, ...types.filter((type) => type.active).map((type) => ({ value: type.id, label: type.name }))]} />
    <Checkbox id="besvares" name="besvares" label={words.replyAllowed} hint={words.replyHint} checked={written.replyAllowed} />
    {children}
    <p class="quiet">{words.openDraft}</p>
    <div class="row">
      <button class="button button-primary" type="submit" name="videre" value="kontrol">{words.goOn}</button>
      <button class="button button-secondary" type="submit" name="videre" value="bilag">{words.attach}</button>
    </div>
  </>
);

const caseWords = ({ title, className, why, seen, ref }: AnswerCase) =>
  `${title}${className ? `, ${className}` : ''} (${words.caseWhy(why)}${seen ? '' : `. ${words.caseUnseen}`}${ref.startsWith('person:') || ref.startsWith('company:') ? `. ${receiving.newCase}` : ''})`;

/** Where the answer is filed: proposed, seen, and never silently where the answerer does not find it again. */
const CaseChoice = ({ cases: { options, chosen }, wanted }: { cases: AnswerCases; wanted: string }) => (
  <Select
    id="sag" name="sag" label={words.caseLabel} hint={options.some(({ seen }) => !seen) ? words.caseHintUnseen : words.caseHint} value={options.some(({ ref }) => ref === wanted) ? wanted : chosen}
    options={[...(chosen ? [] : [{ value: '', label: words.caseChoose }]), ...options.map((each) => ({ value: each.ref, label: caseWords(each) }))]}
  />
);

export const Reply = ({ id, written, types, original, cases }: { id: string; written: Written; types: DocumentType[]; original: string; cases: AnswerCases }) => (
  <div class="columns">
    <form class="panel" method="post" action={`/modtaget/${id}/svar`}><LetterFields written={written} types={types} label={words.text}><CaseChoice cases={cases} wanted={written.caseRef} /></LetterFields></form>
    <section class="panel" aria-labelledby="oprindelig"><h2 id="oprindelig">{words.original}</h2>{original ? <div class="mail-lines">{original}</div> : <p class="quiet">{receiving.noBody}</p>}</section>
  </div>
);

export type Found = { cvr: string; name: string; points: { id: string; name: string; description: string; maxMegabytes: number | null; maxAttachments: number | null }[]; point: string };

/** First the organisation, then its contact points and the letter. */
export const NewLetter = ({ cvr, found, written, types }: { cvr: string; found: Found | undefined; written: Written; types: DocumentType[] }) => (
  <>
    <form class="panel" method="post" action="/modtaget/nyt-brev/modtager">
      <Field id="cvr" name="cvr" label={words.cvr} hint={words.cvrHint} value={cvr} inputmode="numeric" size="short" autocomplete="off" required />
      <button class={found ? 'button button-secondary' : 'button button-primary'} type="submit">{words.find}</button>
    </form>
    {found ? (
      <form class="panel" method="post" action="/modtaget/nyt-brev">
        <h2>{found.name}</h2>
        <input type="hidden" name="cvr" value={found.cvr} />
        <input type="hidden" name="navn" value={found.name} />
        <fieldset>
          <legend>{words.points}</legend>
          {found.points.length === 0 ? <p class="quiet">{words.noPoints}</p> : [{ id: '', name: words.mainBox, description: '', maxMegabytes: null, maxAttachments: null }, ...found.points].map((point, n) => (
            <div class="form-group-radio">
              <input class="form-radio" type="radio" id={`punkt-${n}`} name="punkt" value={point.id} checked={found.point === point.id} aria-describedby={`punkt-${n}-hint`} />
              <label class="form-label" for={`punkt-${n}`}>{point.name}</label>
              <span class="form-hint checkbox-hint" id={`punkt-${n}-hint`}>{[point.description, words.pointLimits(point.maxMegabytes, point.maxAttachments)].filter(Boolean).join('. ')}</span>
            </div>
          ))}
        </fieldset>
        <LetterFields written={written} types={types} label={words.newText} />
      </form>
    ) : null}
  </>
);
