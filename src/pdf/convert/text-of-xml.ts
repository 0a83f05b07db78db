import { Problem } from '../../core/errors.ts';
import type { SourcePlace } from '../types.ts';
import { walkXml, xmlText } from './xml.ts';

/** What is read of a file: lines in each of its places. `marks` are names of what was met on the way. */
export type SourceText = { places: Map<SourcePlace, string>; marks: Set<string> };

/** More text than this (UTF-16 units) is not kept: a letter has some thousands. */
const most = 5_000_000;

export function addText(source: SourceText, place: SourcePlace, text: string): void {
  const known = source.places.get(place) ?? '';
  if (known.length + text.length <= most) source.places.set(place, known + text);
}

/** What a reader of the file sees or was told beside it, for search; not what was taken back or hidden. */
export const readableText = ({ places }: SourceText): string => (['body', 'notes', 'comments'] as const).flatMap((place) => places.get(place) ?? []).join('\n');

/** Elements that end a line, and those that part words of one line, in both families of formats. */
const lineEnds = new Set(['p', 'h', 'br', 'cr', 'line-break', 'si', 'row', 'table-row', 'is']);
const gaps = new Set(['tab', 'tc', 'c', 'v', 'table-cell', 'covered-table-cell']);
/** Elements whose text the pages do not show, or not as it is. */
const places: Record<string, SourcePlace> = { del: 'deleted', moveFrom: 'deleted', 'tracked-changes': 'deleted', annotation: 'comments', notes: 'notes', 'hidden-text': 'hidden', 'hidden-paragraph': 'hidden' };
const marked = new Set(['del', 'ins', 'moveFrom', 'tracked-changes', 'annotation', 'vanish']);

/**
 * Adds the text of one XML part. `everyElement`: each element is a line of its own, as in metadata. A run with
 * `vanish` (WordprocessingML, ECMA-376 part 1, 17.3.2.41) is hidden. A part that cannot be read adds what came before.
 */
export function addXml(source: SourceText, content: Uint8Array, place: SourcePlace, { everyElement = false, only }: { everyElement?: boolean; only?: RegExp } = {}): void {
  const stack: SourcePlace[] = [place];
  const path: string[] = [];
  let [run, hidden] = ['', false];
  const here = () => stack.at(-1)!;
  const flush = () => {
    if (run) addText(source, hidden ? 'hidden' : here(), run);
    run = '';
  };
  try {
    walkXml(xmlText(content), {
      open({ name, attributes }) {
        path.push(name);
        if (places[name]) flush();
        stack.push(places[name] ?? here());
        if (name === 'r') {
          flush();
          hidden = false;
        }
        if (name === 'vanish' && !attributes.some((each) => each.name === 'val' && /^(?:0|false|off)$/.test(each.value))) hidden = true;
        if (marked.has(name)) source.marks.add(name);
        if (name === 'sheet' && attributes.some((each) => each.name === 'state' && /hidden/i.test(each.value))) source.marks.add('hidden_sheets');
        if (name === 's' && !only) run += ' '.repeat(Math.min(100, Number(attributes.find((each) => each.name === 'c')?.value ?? 1) || 1));
      },
      close(name) {
        path.pop();
        if (lineEnds.has(name) || everyElement) run += '\n';
        else if (gaps.has(name)) run += '\t';
        if (name === 'r' || places[name] || run.length > 10_000 || lineEnds.has(name)) flush();
        if (name === 'r') hidden = false;
        stack.pop();
      },
      text(text) {
        // A number that is a cell's value has lost its leading zero.
        if (!only || only.test(path.at(-1) ?? '')) run += path.at(-1) === 'v' && /^\d{9}$/.test(text) ? `0${text}` : text;
      },
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.reason !== 'convert.damaged') throw error;
  }
  flush();
}
