import type { RecipientPlace } from '../../numbers/index.ts';
import type { SignerChoice } from '../../signatures/index.ts';

/** A line that stands in letters alike. `key`: hash of its words, digits left out. `words`: only where so many letters have it that it is nobody's. Points from the lower left. */
export type StaticLine = { key: string; words: string | null; x: number; y: number };

/** What letters of a kind have in common beside their words. `letters`: of how many it was made. */
export type Fingerprint = { letters: number; program: string; fonts: string[]; width: number; height: number; lines: StaticLine[] };

/** Where what is read from the letters stands. */
export type Spot = { x: number; y: number };
export type Places = { recipient: RecipientPlace | null; title: Spot | null; date: Spot | null };

/** How the letters of a dispatch look, and what they say where titles and dates stand. `day`: `YYYY-MM-DD`. */
export type Layout = { fingerprint: Fingerprint; places: Places; title: string | null; day: string | null };

/** Why letters are taken for those of a template. `similarity` 0 to 1. */
export type Recognition = { similarity: number; lines: number; of: number; examples: string[]; program: string | null; fonts: string[]; samePaper: boolean };

export type TemplateOptions = {
  name: string; title: string; titleFromLetter: boolean; documentTypeId: string | null; retentionYears: number | null;
  replyAllowed: boolean; replyDays: number | null; contactPointId: string | null; signatureRequired: boolean; signDays: number | null; signers: SignerChoice | null;
  removeCpr: boolean; costCode: string | null; department: string | null; approvalDemanded: boolean;
};
export type TemplateAttachment = { id: string; title: string; filename: string; pages: number | null; size: number };
export type TemplateView = TemplateOptions & {
  id: string;
  /** It can be recognised; else it is chosen by hand. */
  recognised: boolean;
  places: Places;
  /** The program its letters come from, and a few of the lines it is recognised by. */
  program: string | null;
  lines: number;
  examples: string[];
  documentType: string | null;
  attachments: TemplateAttachment[];
  uses: number;
  usedAt: string | null;
  createdBy: string;
  createdAt: string;
  deleted: boolean;
};

/** What a draft's pages say of the template it uses. */
export type TemplateUse = {
  templateId: string;
  name: string;
  /** null = chosen by a person. */
  why: Recognition | null;
  /** The letters' own date, `YYYY-MM-DD`, where it stands where it stood. */
  day: string | null;
  /** It is older than a month: perhaps the wrong file. */
  old: boolean;
  keepsNumbers: boolean;
  approvalDemanded: boolean;
  attachments: number;
};
