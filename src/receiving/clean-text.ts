/** One line of what somebody else wrote: no control characters, no marks that turn the direction of what follows, at most `most` characters. */
export function cleanLine(text: string, most = 256): string {
  return text.toWellFormed().normalize('NFC').replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ').replace(/\s+/gu, ' ').trim().slice(0, most);
}

/** Several lines, line ends kept; at most `most` characters. */
export function cleanText(text: string, most = 200_000): string {
  return text.slice(0, most * 2).toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(/[^\S\n\t]/gu, ' ')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : '')).replace(/\n{4,}/g, '\n\n\n').trim().slice(0, most);
}

/** CPR numbers in what somebody wrote, masked. */
export const hideNumbers = (text: string): string => text.replace(/\b(\d{6})[- ]?\d{4}\b/g, '$1-xxxx');

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', aelig: '\u00e6', oslash: '\u00f8', aring: '\u00e5', AElig: '\u00c6', Oslash: '\u00d8', Aring: '\u00c5', eacute: '\u00e9', ouml: '\u00f6', auml: '\u00e4', uuml: '\u00fc', ndash: '\u2013', mdash: '\u2014', hellip: '\u2026', euro: '\u20ac', laquo: '\u00ab', raquo: '\u00bb' };

function decodeEntities(text: string): string {
  return text.replace(/&(#x?[\da-f]{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });
}

const unseen = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'svg', 'math', 'object', 'iframe']);
const blocks = new Set(['p', 'div', 'br', 'tr', 'table', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'section', 'article', 'header', 'footer', 'blockquote', 'pre', 'hr', 'dl', 'dt', 'dd']);

/** The words of an HTML document, without its pictures, scripts, styles and links: one pass over the text. */
export function htmlText(html: string): string {
  let text = '';
  let hidden: string | null = null;
  let at = 0;
  const lower = html.toLowerCase();
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const until = open === -1 ? html.length : open;
    if (hidden === null && until > at) text += decodeEntities(html.slice(at, until).replace(/\s+/g, ' '));
    if (open === -1) break;
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const end = html.indexOf('>', open);
    if (end === -1) break;
    const tag = /^<\s*(\/?)\s*([a-z][a-z\d]*)/.exec(lower.slice(open, Math.min(end, open + 40)));
    at = end + 1;
    if (!tag) continue;
    const [, closing, name] = tag as unknown as [string, string, string];
    if (hidden !== null) {
      if (closing && name === hidden) hidden = null;
    } else if (!closing && unseen.has(name) && html[end - 1] !== '/') hidden = name;
    else if (name === 'li' && !closing) text += '\n- ';
    else if (blocks.has(name)) text += '\n';
    else if (name === 'td' || name === 'th') text += closing ? '\t' : '';
  }
  return cleanText(text.replace(/[ \t]*\n[ \t]*/g, '\n').replace(/\n{3,}/g, '\n\n'));
}
