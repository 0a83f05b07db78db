import { invalid } from '../../core/errors.ts';

const most = 200;
const cprShape = /(?<!\d)\d{6}[-\s]?\d{4}(?!\d)/g;

const oneLine = (text: string) => text.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();

/** A first title out of a file name; a CPR number in it is left out, because the title can be read before anything is opened. */
export function titleOfFile(filename: string): string {
  const words = oneLine(filename.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/_+/g, ' ').replace(cprShape, ' ')).replace(/^[\s.,;-]+|[\s.,;-]+$/g, '');
  const title = words.charAt(0).toLocaleUpperCase('da') + words.slice(1);
  return title.slice(0, most);
}

/** A file name as it is shown: a CPR number in it is masked like everywhere else. */
export const shownName = (filename: string): string => filename.replace(cprShape, (number) => `${number.slice(0, 6)}-xxxx`);

/** The title as typed. Errors: attachment.no_title, attachment.title_too_long, attachment.title_has_number. */
export function checkTitle(typed: string): string {
  const title = oneLine(typed);
  if (!title) throw invalid('attachment.no_title');
  if (title.length > most) throw invalid('attachment.title_too_long', { most });
  if (title.search(cprShape) >= 0) throw invalid('attachment.title_has_number');
  return title;
}
