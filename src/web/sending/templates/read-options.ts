import { listDocumentTypes } from '../../../archive/index.ts';
import { listContactPoints, type TemplateOptions } from '../../../sending/index.ts';
import { readSettings } from '../../../settings/index.ts';
import type { SignerChoice } from '../../../signatures/index.ts';
import type { TypedNumbers } from '../../../../views/sending/templates/form.tsx';
import type { Form } from '../../form.ts';
import type { Ctx } from '../../route.ts';

/** What the form of a template chooses between. */
export function choicesOf(c: Ctx) {
  const { db } = c.get('deps');
  return { types: listDocumentTypes(db).filter((type) => type.active), points: listContactPoints(db).filter((point) => point.active), signing: readSettings(db)['signing.baseUrl'] !== '' };
}

/** A template's options as the form has them; what is no whole number is -1, which its check refuses, and stays as it was typed. */
export function templateOptions(form: Form): { options: TemplateOptions; typed: TypedNumbers } {
  const number = (name: string) => (form.text(name) === '' ? null : /^\d{1,4}$/.test(form.text(name)) ? Number(form.text(name)) : -1);
  return {
    options: {
      name: form.text('navn'), title: form.text('titel'), titleFromLetter: form.has('titel-i-brevet'), documentTypeId: form.text('type') || null, retentionYears: number('opbevaring'),
      replyAllowed: form.has('besvares'), replyDays: number('svardage'), contactPointId: form.text('kontaktpunkt') || null,
      signatureRequired: form.has('signeres'), signDays: number('signeringsdage'), signers: (form.text('underskriver') || null) as SignerChoice | null,
      removeCpr: form.has('fjern'), costCode: form.text('kontering') || null, department: form.text('afdeling') || null, approvalDemanded: form.has('godkendes'),
    },
    typed: { retentionYears: form.text('opbevaring'), replyDays: form.text('svardage'), signDays: form.text('signeringsdage') },
  };
}
