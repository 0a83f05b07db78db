import { Checkbox } from '../../components/field.tsx';
import { options as words } from '../../texts/options.ts';
import type { Section } from './types.ts';

/** What is done to the letter itself. */
export const ContentSection = ({ values }: Section) => (
  <fieldset>
    <legend>{words.contentHeading}</legend>
    <Checkbox id="fjern" name="fjern" label={words.removeLabel} hint={words.removeHint} checked={values.removeCpr} />
  </fieldset>
);
