/** A document's value as a filter sees it. */
export type Lookup = (attribute: string, operator: 'equality' | 'comparison') => unknown[];
type Test = (look: Lookup) => boolean;

export class FilterFault extends Error {}

/** Values that differ only in capitals or in how they are composed are one value to the server. */
export const folded = (value: unknown): string => String(value).normalize('NFKD').toLowerCase().trim();

type Lexeme = { kind: 'word' | 'string' | 'sign'; text: string };

function lexemes(source: string): Lexeme[] {
  const found: Lexeme[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const blank = /^\s+/.exec(rest);
    if (blank) { at += blank[0].length; continue; }
    const sign = /^(>=|<=|!=|=|>|<|\(|\)|\[|\]|,)/.exec(rest);
    if (sign) { found.push({ kind: 'sign', text: sign[0] }); at += sign[0].length; continue; }
    const quote = rest[0] === '"' || rest[0] === "'" ? rest[0] : null;
    if (quote) {
      let text = '';
      let end = 1;
      for (; end < rest.length && rest[end] !== quote; end++) {
        if (rest[end] === '\\') { end++; if (end >= rest.length) throw new FilterFault('a string that ends in a backslash'); }
        text += rest[end];
      }
      if (end >= rest.length) throw new FilterFault('a string without an end');
      found.push({ kind: 'string', text });
      at += end + 1;
      continue;
    }
    const word = /^[\p{L}\p{N}_./-]+/u.exec(rest);
    if (!word) throw new FilterFault(`unexpected ${rest[0]}`);
    found.push({ kind: 'word', text: word[0] });
    at += word[0].length;
  }
  return found;
}

/** Reads a filter: OR below AND below NOT; =, !=, comparisons, IN, NOT IN, EXISTS. Written from the manual, not from who asks. */
export function readFilter(source: string): Test {
  const all = lexemes(source);
  let at = 0;
  const peek = (text: string) => all[at]?.kind !== 'string' && all[at]?.text === text;
  const take = (text: string) => { if (!peek(text)) return false; at++; return true; };
  const need = (text: string) => { if (!take(text)) throw new FilterFault(`${text} expected at ${at}`); };
  const value = () => { const next = all[at++]; if (!next || next.kind === 'sign') throw new FilterFault('a value expected'); return next.text; };

  function either(): Test {
    const parts = [both()];
    while (take('OR')) parts.push(both());
    return (look) => parts.some((part) => part(look));
  }
  function both(): Test {
    const parts = [not()];
    while (take('AND')) parts.push(not());
    return (look) => parts.every((part) => part(look));
  }
  function not(): Test {
    if (!take('NOT')) return one();
    const inner = not();
    return (look) => !inner(look);
  }
  function one(): Test {
    if (take('(')) {
      const inner = either();
      need(')');
      return inner;
    }
    const attribute = value();
    if (take('EXISTS')) return (look) => look(attribute, 'equality').length > 0;
    const negated = take('NOT');
    if (take('IN')) {
      need('[');
      const wanted = new Set<string>();
      while (!peek(']')) { wanted.add(folded(value())); if (!take(',')) break; }
      need(']');
      return (look) => look(attribute, 'equality').some((each) => wanted.has(folded(each))) !== negated;
    }
    const sign = all[at++];
    if (negated || sign?.kind !== 'sign') throw new FilterFault('an operator expected');
    const wanted = value();
    if (sign.text === '=') return (look) => look(attribute, 'equality').some((each) => folded(each) === folded(wanted));
    if (sign.text === '!=') return (look) => !look(attribute, 'equality').some((each) => folded(each) === folded(wanted));
    const compare = { '>=': (a: number, b: number) => a >= b, '<=': (a: number, b: number) => a <= b, '>': (a: number, b: number) => a > b, '<': (a: number, b: number) => a < b }[sign.text];
    if (!compare || Number.isNaN(Number(wanted))) throw new FilterFault('a comparison expected');
    return (look) => look(attribute, 'comparison').some((each) => typeof each === 'number' && compare(each, Number(wanted)));
  }

  const test = either();
  if (at < all.length) throw new FilterFault(`nothing expected after ${at}`);
  return test;
}
