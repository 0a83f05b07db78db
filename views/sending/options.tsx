import type { Child } from 'hono/jsx';
import { options as words } from '../texts/options.ts';
import { AccountsSection, type Suggestions } from './options/accounts.tsx';
import { ContentSection } from './options/content.tsx';
import { DeferSection } from './options/defer.tsx';
import { LetterSection } from './options/letter.tsx';
import { ReplySection } from './options/reply.tsx';
import { SigningSection } from './options/signing.tsx';
import type { Section } from './options/types.ts';
import { Steps } from './steps.tsx';

type Props = Section & {
  id: string;
  types: { id: string; name: string }[];
  suggestions: Suggestions;
  platformHolds: boolean;
  points: { usual: boolean; others: { id: string; name: string }[] };
  /** A signing service is set up. */
  signing: boolean;
  /** Sections with forms of their own (attachments, copies): they stand after the form, above the way back. */
  children?: Child;
};

/** The way on, in the page's head like on the other steps; belongs to the form below. */
export const OptionsActions = () => <div class="form-acts"><button class="button button-primary" type="submit" form="valg">{words.save}</button></div>;

export const Options = ({ id, types, suggestions, platformHolds, points, signing, children, ...section }: Props) => (
  <>
    <div class="steps-row"><Steps id={id} current={3} /></div>
    <form class="decision choices" id="valg" method="post" action={`/afsendelser/${id}/valg`}>
      <LetterSection {...section} types={types} />
      <fieldset>
        <legend>{words.sendingHeading}</legend>
        <ReplySection {...section} points={points} />
        {signing ? <SigningSection {...section} /> : null}
        <DeferSection {...section} platformHolds={platformHolds} />
      </fieldset>
      <ContentSection {...section} />
      <AccountsSection {...section} suggestions={suggestions} />
    </form>
    {children}
    <p class="after-form"><a href={`/afsendelser/${id}/modtagere`}>{words.back}</a></p>
  </>
);
